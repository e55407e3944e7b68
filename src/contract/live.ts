import * as z from "zod/mini";

/** The WebSocket's path, below `/api`. */
export const LIVE_PATH = "/live";

/**
 * What the server says over the WebSocket. `keys` are paths of the API table ("/quota/runs",
 * "/runs/:id"): every answer of those endpoints may have changed and should be asked for again.
 */
export const LiveEvent = z.object({ type: z.literal("changed"), keys: z.array(z.string()) });
export type LiveEvent = z.infer<typeof LiveEvent>;
