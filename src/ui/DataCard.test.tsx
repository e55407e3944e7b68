import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MalformedAnswerError, OfflineError } from "../api/errors.ts";
import { at, renderUnderClock } from "../renderPage.tsx";
import { DataCard, type DataCardProps } from "./DataCard.tsx";

const refetch = vi.fn<() => void>();
beforeEach(() => {
  refetch.mockReset();
});

const answer = { data: 0, correlation_id: "answer-12345", server_time: at(-240) };
const offline = new OfflineError("The server cannot be reached.", "request-1");

const show = (asked: Pick<DataCardProps<number>["asked"], "data" | "error">) =>
  renderUnderClock(
    <DataCard
      title="Run quota"
      failedTitle="Run quota unavailable"
      asked={{ ...asked, refetch }}
      environment="staging"
      engine="PGlite"
      aside={<span>aside</span>}
    >
      {({ data }) => <p>{data} used</p>}
    </DataCard>,
  );
const card = () => screen.getByRole("region", { name: "Run quota" });

describe("DataCard", () => {
  it("holds the place while the answer is pending", () => {
    show({ data: undefined, error: null });
    expect(screen.getByRole("status", { name: "Loading: Run quota" })).toBeVisible();
    expect(card()).toHaveTextContent(/^Run quotaaside$/);
  });

  it("says unavailable, not zero, where there is none, and asks again when told to", async () => {
    const { user } = show({ data: undefined, error: offline });
    expect(card()).toHaveTextContent("Run quota unavailable");
    expect(card()).toHaveTextContent("The server cannot be reached. Check that the server runs");
    expect(card()).not.toHaveTextContent("0");
    expect(screen.queryByRole("status", { name: /Loading/ })).toBeNull();
    expect(screen.getByRole("button", { name: /request-1/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(refetch).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      "an answer that is not in the contract",
      new MalformedAnswerError("Odd.", 502, "request-1"),
      "Odd. Something between this page and the server",
    ],
    [
      "a fault of the page itself",
      new Error("secret inside"),
      "Something went wrong in this page.",
    ],
    ["what is no error at all", "secret inside", "Something went wrong in this page."],
  ])("explains %s", (_, error, words) => {
    show({ data: undefined, error });
    expect(card()).toHaveTextContent(words);
    expect(card()).not.toHaveTextContent("secret");
  });

  it("shows the answer, where it is from, how old it is, and its id", () => {
    show({ data: answer, error: null });
    expect(card()).toHaveTextContent("0 used");
    expect(card()).toHaveTextContent("staging · PGlite · 4 m ago");
    expect(screen.getByRole("button", { name: /answer-12345/ })).toBeVisible();
    expect(screen.queryByText("Could not be refreshed")).toBeNull();
  });

  it("keeps the last good value when a refresh fails, and offers another try", async () => {
    const { user } = show({ data: answer, error: offline });
    expect(card()).toHaveTextContent("0 used");
    expect(card()).toHaveTextContent("4 m ago");
    expect(card()).toHaveTextContent("Could not be refreshed");
    expect(card()).toHaveTextContent("The server cannot be reached. This is the last value seen.");
    expect(card()).not.toHaveTextContent("Run quota unavailable");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(refetch).toHaveBeenCalledTimes(1);
  });
});
