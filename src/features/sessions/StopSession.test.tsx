import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { startRun } from "../../../mocks/world.ts";
import { openPage } from "../../renderPage.tsx";
import { SessionCard } from "./SessionCard.tsx";
import { SessionsCard } from "./SessionsCard.tsx";

describe("the button that stops a session", () => {
  it.each(["on its page", "in the list"])("leaves the focus in the page, %s", async (where) => {
    const page = await openPage();
    const id = await startRun(page.world, { kind: "session", project_id: null, name: "Parser" });
    page.render(
      <main id="main" tabIndex={-1}>
        {where === "in the list" ? <SessionsCard /> : <SessionCard id={id} />}
      </main>,
    );
    (await screen.findByRole("button", { name: "Stop Parser" })).focus();
    await page.user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Stop Parser" })).toBeNull());
    expect(screen.getByRole("main")).toHaveFocus();
  });

  it("takes the focus from nobody else", async () => {
    const page = await openPage();
    const id = await startRun(page.world, { kind: "session", project_id: null, name: "Parser" });
    page.render(
      <main id="main" tabIndex={-1}>
        <SessionCard id={id} />
      </main>,
    );
    await screen.findByRole("button", { name: "Stop Parser" });
    screen.getByRole("textbox", { name: "Message" }).focus();
    page.world.launcher.exit(id, 0);
    expect(await screen.findByText("Succeeded")).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Message" })).toHaveFocus();
  });
});
