import type { Instant } from "../../src/contract/instant.ts";
import type { Limit } from "../../src/contract/limit.ts";
import type { Plan, PollStatus, ProviderId, Snapshot } from "../../src/contract/snapshot.ts";

/** What a request to the vendor needs. It stays in the server's memory, or encrypted in the records. */
export interface Credential {
  token: string;
  /** The vendor's id of the account or workspace, where requests name it. */
  account_id: string | null;
  /** Who it belongs to, such as an e-mail address, where the credential says so. */
  identity: string | null;
  /** When the token lapses; null if it does not, or nothing is known. */
  expires_at: Instant | null;
  /** Where only the credential names the plan. */
  plan: Plan | null;
  /** What else one vendor's requests need: region, profile, project. */
  extra: Readonly<Record<string, string>>;
}

/** Where a vendor's own tool keeps a credential on this machine. */
export interface Place {
  /** Names it in an API and on the page, within its provider: "claude-code". */
  id: string;
  /** The tool, as people know it: "Claude Code". */
  tool: string;
  /** With `~` for the home folder and `$NAME` for a variable; a place whose variable is not set does not exist. */
  path: string;
  /**
   * How the file is opened. `json`: parsed. `sqlite`: the values of these keys of a key-value table.
   * `keychain`: a generic password of macOS of that service, parsed as JSON; `path` is then only shown.
   */
  format:
    | { kind: "json" }
    | {
        kind: "sqlite";
        table: string;
        key_column: string;
        value_column: string;
        keys: readonly string[];
      }
    | { kind: "keychain"; service: string };
  /** Only on this platform; everywhere, if left out. */
  platform?: "linux" | "darwin" | "win32";
}

/** One HTTP exchange with the vendor. */
export interface VendorRequest {
  method: "GET" | "POST";
  /** Absolute. The host must be one of the provider's own. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface VendorAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined if the body is none. */
  body: unknown;
}

/** @throws {VendorUnreachableError} if there was no answer at all */
export type Ask = (request: VendorRequest) => Promise<VendorAnswer>;

/** What one poll says: a snapshot before it belongs to an account. */
export interface Report extends Pick<
  Snapshot,
  "plan" | "vendor_verdict" | "coverage" | "default_scopes" | "error"
> {
  status: PollStatus;
  limits: Limit[];
  /** What the vendor asks for before the next try, in seconds; null if it does not say. */
  retry_after_seconds: number | null;
  /**
   * Members that the reader does not know, as dotted paths: how a change of the vendor's is noticed.
   * Nobody else has named them: only `plainKeys` of them leave the poll.
   */
  unknown_keys: string[];
  /** Rows that could not be read; the others stand. */
  dropped_rows: number;
}

/** A provider: where credentials come from, how to ask, and how to read what it says. One file each. */
export interface Provider {
  id: ProviderId;
  /** As people know it: "Claude". */
  name: string;
  /** The origin its usage is asked of, "https://api.anthropic.com"; `LEEWAY_PROVIDER_<NAME>_URL` puts another in its place. */
  origin: string;
  /** Further origins that may be sent the token (a fallback host, a region); the same override replaces them all. */
  other_origins: readonly string[];
  /** Politeness: seconds between two polls of one account. */
  poll_seconds: number;
  /**
   * True where `origin` answers only a caller that names itself as the vendor's own client; the
   * page says so, as it is a matter of the vendor's terms.
   */
  poses_as_client: boolean;
  /** Environment variables that hold a token, first hit wins. */
  variables: readonly string[];
  places: readonly Place[];
  /** What to paste where there is no file: "An API key (sk-…)". */
  paste_hint: string;
  /** Reads a file's content (a `sqlite` place gives the values by key); empty if it holds no usable login. */
  readCredential(content: unknown): Credential[];
  /** Asks the vendor, in as many requests as it takes. A side request's failure does not fail the poll. */
  fetch(credential: Credential, ask: Ask, now: () => number): Promise<Report>;
  /**
   * Reads an answer, whichever of the provider's endpoints gave it: the shape tells. Pure; `now` in
   * milliseconds since 1970. Never throws, whatever the answer.
   */
  read(answer: VendorAnswer, now: number): Report;
}
