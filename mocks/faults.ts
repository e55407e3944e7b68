import { delay, http, HttpResponse, type RequestHandler, ws, type WebSocketHandler } from "msw";
import { API_PREFIX } from "../src/contract/api.ts";
import { LIVE_PATH } from "../src/contract/live.ts";
import type { Scenario } from "./scenarios.ts";

/** The live channel, wherever the API is. */
export const livePattern = new RegExp(`${API_PREFIX}${LIVE_PATH}$`);

const ANY = `*${API_PREFIX}/*`;
const SLOW_MS = 3000;

/** What can go wrong between page and application, which the application itself cannot play. */
export function faultHandlers(
  fault: Scenario["fault"],
): readonly (RequestHandler | WebSocketHandler)[] {
  switch (fault) {
    case undefined:
      return [];
    case "slow":
      // No answer of its own: the request goes on to the application, later.
      return [
        http.all(ANY, async () => {
          await delay(SLOW_MS);
        }),
      ];
    case "offline":
      return [http.all(ANY, () => HttpResponse.error()), noLive];
    case "dropped":
      return [http.all(ANY, () => brokenOff()), noLive];
    case "off_contract":
      return [http.all(ANY, () => HttpResponse.json({ used: "three", max: null }))];
    case "html_error":
      return [
        http.all(ANY, () =>
          HttpResponse.html("<html><h1>502 Bad Gateway</h1></html>", { status: 502 }),
        ),
        noLive,
      ];
  }
}

/** Whether the live channel opens: what answers nothing tells nothing either. */
export const takesLive = ({ fault }: Pick<Scenario, "fault">): boolean =>
  fault === undefined || fault === "slow" || fault === "off_contract";

const noLive = ws
  .link(livePattern)
  .addEventListener("connection", ({ client }) => client.close(1011, "Not now."));

/** An answer that begins and never ends well. */
function brokenOff(): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"used": 3, '));
      controller.error(new TypeError("The connection broke."));
    },
  });
  return new HttpResponse(body, { headers: { "Content-Type": "application/json" } });
}
