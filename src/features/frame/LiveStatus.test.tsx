import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { openPage, type Page, useFakeTimers } from "../../renderPage.tsx";
import { LiveStatus } from "./LiveStatus.tsx";

let page: Page;
beforeEach(async () => {
  useFakeTimers();
  page = await openPage();
  page.render(<LiveStatus />);
});
const said = () => screen.getByRole("status");

describe("LiveStatus", () => {
  it("keeps quiet while the server tells of changes, and about a short gap", async () => {
    await page.clock.turn(60);
    expect(said()).toBeEmptyDOMElement();
    await page.live.close();
    await page.clock.turn(2);
    await page.live.open();
    await page.clock.turn(60);
    expect(said()).toBeEmptyDOMElement();
  });

  it("says what a longer gap means, until it is over", async () => {
    await page.live.close();
    await page.clock.turn(2.5);
    expect(said()).toHaveTextContent("No live connection.");
    await page.live.open();
    expect(said()).toBeEmptyDOMElement();
  });

  it("is as patient with the next gap", async () => {
    await page.live.close();
    await page.clock.turn(10);
    await page.live.open();
    await page.live.close();
    await page.clock.turn(2);
    expect(said()).toBeEmptyDOMElement();
  });
});
