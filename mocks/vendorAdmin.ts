import { ProviderId } from "../src/contract/snapshot.ts";
import { faultOf, InputError, stateOf } from "./vendor/stateOf.ts";
import type { Vendor } from "./vendor.ts";

/**
 * The vendor with a door for demos and end-to-end tests:
 *
 * - `PUT /_/accounts/<provider>/<token>` with a VendorState
 * - `PUT /_/faults/<token>` with a VendorFault, or null
 * - `GET /_/seen/<provider>`
 * - `POST /_/reset`
 *
 * Tokens are URL-encoded. Bad input is answered 400 `{ error }` and changes nothing.
 */
export const withAdmin =
  (vendor: Vendor) =>
  async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (!path.startsWith("/_/")) return vendor.fetch(request);
    try {
      const words = path.slice("/_/".length).split("/").map(decoded);
      return await administer(vendor, request, words);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return Response.json({ error: error.message }, { status: 400 });
    }
  };

async function administer(
  vendor: Vendor,
  request: Request,
  [what = "", ...words]: readonly string[],
): Promise<Response> {
  const done = () => new Response(null, { status: 204 });
  const [first = "", second = ""] = words;
  switch (`${request.method} ${what} ${words.length}`) {
    case "PUT accounts 2": {
      const provider = providerOf(first);
      vendor.set(provider, tokenOf(second), stateOf(await jsonOf(request)));
      return done();
    }
    case "PUT faults 1": {
      const body = await jsonOf(request);
      vendor.fault(tokenOf(first), body === null ? null : faultOf(body));
      return done();
    }
    case "GET seen 1":
      return Response.json(vendor.seen(providerOf(first)));
    case "POST reset 0":
      vendor.reset();
      return done();
    default:
      return Response.json(
        { error: `No ${request.method} ${new URL(request.url).pathname} here` },
        { status: 404 },
      );
  }
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new InputError("The body is no JSON");
  }
}

function providerOf(name: string): ProviderId {
  const provider = ProviderId.safeParse(name).data;
  if (!provider) throw new InputError(`No provider "${name}"`);
  return provider;
}

function tokenOf(token: string): string {
  if (token === "") throw new InputError("The token is missing");
  return token;
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    throw new InputError(`"${word}" is not URL-encoded`);
  }
}
