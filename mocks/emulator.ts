import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createVendor, type Vendor } from "./vendor.ts";
import { withAdmin } from "./vendorAdmin.ts";

export interface EmulatorOptions {
  /** 0 for any that is free. */
  port: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** An open port; `url` has no slash at its end. */
export interface Emulator {
  url: string;
  vendor: Vendor;
  /** Ends hanging answers; resolves when the port is free. */
  close: () => Promise<void>;
}

/** What nobody waits for any more; the number is only seen in a log. */
const ABANDONED = 499;

/**
 * The vendors on a port of this machine, for other processes.
 *
 * @throws if the port cannot be had
 */
export async function startEmulator({ port, now = Date.now }: EmulatorOptions): Promise<Emulator> {
  const vendor = createVendor({ now });
  const answer = withAdmin(vendor);
  const fetch = async (request: Request) => {
    try {
      return await answer(request);
    } catch (error) {
      // A request is aborted when its client hangs up.
      if (request.signal.aborted) return new Response(null, { status: ABANDONED });
      throw error;
    }
  };
  const server = serve({ fetch, hostname: "127.0.0.1", port }) as Server;
  await new Promise((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    vendor,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
