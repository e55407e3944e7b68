import type { KnownAccount, PollState } from "../server/engines/accountRecords.ts";
import { toInstant } from "../src/contract/instant.ts";
import type { Limit } from "../src/contract/limit.ts";
import type { ProviderId, Snapshot } from "../src/contract/snapshot.ts";
import { accountLimits, type Share } from "./accountLimits.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Accounts of a mocked world: `nth` counts ids up, `now` is in milliseconds since 1970. */
export interface Sample {
  provider: ProviderId;
  nickname: string;
  plan?: string;
  limits?: Limit[];
  identity?: string | null;
  enabled?: boolean;
  /** Seconds since the values were seen; null if they never were. */
  age?: number | null;
  snapshot?: Partial<Snapshot>;
}

const idOf = (nth: number) => `00000000-0000-4000-9000-${String(nth).padStart(12, "0")}`;

/** An account as the server has written it down, with what was last seen of it. */
export function knownAccount(sample: Sample, nth: number, now: number): KnownAccount {
  const { provider, nickname, plan, limits = [], enabled = true, age = 95 } = sample;
  const id = idOf(nth);
  const at = (seconds: number) => toInstant(now + seconds * 1000);
  const observed_at = age === null || limits.length === 0 ? null : at(-age);
  const snapshot: Snapshot = {
    account_id: id,
    provider,
    plan: plan === undefined ? null : { id: plan.toLowerCase(), label: plan },
    status: "ok",
    vendor_verdict: null,
    coverage: "full",
    default_scopes: ["account"],
    limits: observed_at === null ? [] : limits.map((limit) => ({ ...limit, observed_at })),
    observed_at,
    fetched_at: at(-(age ?? 95)),
    retry_after: null,
    error: null,
    ...sample.snapshot,
  };
  const poll: PollState = {
    snapshot,
    // Far enough away that a mocked world stands still.
    next_poll_at: at(DAY),
    failures: snapshot.status === "ok" ? 0 : 2,
    fingerprint: null,
    expires_at: null,
    identity: sample.identity === undefined ? `dev${nth}@leeway.example` : sample.identity,
    unknown_keys: [],
  };
  return {
    account: {
      id,
      provider,
      nickname,
      user_id: null,
      enabled,
      created_at: at(-30 * DAY + nth),
      credential_kind: "environment",
      credential_source: "LEEWAY_SAMPLE_TOKEN",
      sealed: null,
    },
    poll,
  };
}

/** One account in each state that a row can have. */
export function sampleAccounts(now: number): KnownAccount[] {
  const { session, weekly, ofModel, share, balance, spend, unlimited, unknown } =
    accountLimits(now);
  const at = (seconds: number) => toInstant(now + seconds * 1000);
  const failed = (status: Snapshot["status"], code: string, message: string) => ({
    status,
    error: { code, message },
    fetched_at: at(-40),
  });
  const claude = (first: number, second: number): Limit[] => [
    session({ used_pct: first }),
    weekly({ used_pct: second }),
  ];
  const samples: Sample[] = [
    {
      provider: "claude",
      nickname: "Work",
      plan: "Max 20x",
      identity: "dana@acme.example",
      limits: [
        ...claude(46, 31),
        ofModel("Opus", { used_pct: 12 }),
        spend({ used: 12.4, max: 100 }),
      ],
    },
    {
      provider: "claude",
      nickname: "Session spent",
      plan: "Pro",
      limits: claude(100, 62),
    },
    {
      provider: "claude",
      nickname: "Week spent",
      plan: "Max 5x",
      limits: [session({ used_pct: 3 }), weekly({ used_pct: 100, resets: 2 * DAY + 3 * HOUR })],
    },
    {
      provider: "codex",
      nickname: "Nearly full",
      plan: "Plus",
      limits: [session({ used_pct: 88 }), weekly({ used_pct: 96.4 })],
    },
    {
      provider: "kiro",
      nickname: "Never read",
      limits: [unknown("credits", "Credits")],
      age: null,
      snapshot: { status: null, fetched_at: null },
    },
    {
      provider: "claude",
      nickname: "Failing",
      plan: "Pro",
      limits: claude(27, 44),
      age: 26 * MINUTE,
      snapshot: failed("error", "http_503", "Claude answered 503. It is asked again later."),
    },
    {
      provider: "codex",
      nickname: "Paused",
      plan: "Pro",
      limits: claude(52, 18),
      age: 11 * MINUTE,
      snapshot: {
        ...failed("rate_limited", "http_429", "Codex asks for patience."),
        retry_after: at(4 * MINUTE),
      },
    },
    {
      provider: "gemini",
      nickname: "Signed out",
      plan: "Code Assist",
      limits: [
        share("model:gemini-pro", "Gemini Pro (24 h)", { used_pct: 71, window: DAY }),
        share("model:gemini-flash", "Gemini Flash (24 h)", { used_pct: 9, window: DAY }),
      ],
      age: 3 * HOUR,
      snapshot: {
        ...failed("auth_required", "http_401", "Gemini does not accept the token any more."),
        default_scopes: ["model:*"],
      },
    },
    {
      provider: "openrouter",
      nickname: "Key without usage",
      snapshot: failed("unsupported", "no_usage", "This key may not read its own usage."),
    },
    { provider: "cursor", nickname: "Switched off", enabled: false, limits: claude(5, 5) },
    {
      provider: "deepseek",
      nickname: "Balance",
      limits: [balance("USD", 24.6), balance("CNY", 0.42)],
    },
    { provider: "grok", nickname: "Unlimited", plan: "Business", limits: [unlimited("Messages")] },
    {
      provider: "claude",
      nickname: "On overage",
      plan: "Max 5x",
      limits: [...claude(100, 71), spend({ used: 8.75, max: 50, enabled: true })],
    },
    {
      provider: "zai",
      nickname: "Reset due",
      plan: "Coding Pro",
      age: 9 * MINUTE,
      limits: [session({ used_pct: 100, resets: -2 * MINUTE }), weekly({ used_pct: 40 })],
    },
    {
      provider: "copilot",
      nickname: `The account of ${LONG_WORD}`.slice(0, 60),
      plan: "Enterprise with a plan's name that is long",
      identity: `${"very.long.".repeat(6)}name@subdomain.acme.example`,
      limits: [
        share("premium", "Premium requests of this month", {
          used_pct: 81.2,
          used: 1218,
          max: 1500,
          window: 30 * DAY,
        }),
        unlimited("Chat"),
        unlimited("Completions"),
        share("agent", "Coding agent sessions", { used_pct: 4, window: 30 * DAY }),
        share("reviews", "Code reviews", { used_pct: 97, window: 30 * DAY }),
      ],
    },
    {
      provider: "kimi",
      nickname: "حساب الفريق للمشاريع الدولية",
      plan: "Allegretto",
      limits: claude(64, 35),
    },
  ];
  return samples.map((sample, nth) => knownAccount(sample, nth + 1, now));
}

const LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten";

const PROVIDERS = ["claude", "codex", "kiro", "copilot", "gemini", "cursor", "zai"] as const;

/** So many accounts in all states; the same ones every time. */
export function manyAccounts(count: number, now: number): KnownAccount[] {
  const { session, weekly, ofModel } = accountLimits(now);
  return Array.from({ length: count }, (_, index) => {
    const nth = index + 1;
    // Spread like use is: most have room, a few are spent.
    const used = (step: number): Share => ({
      used_pct: Math.min(100, Math.round(((nth * step) % 211) / 1.9)),
      resets: (((nth * 37) % 290) + 5) * MINUTE,
    });
    const provider = PROVIDERS[index % PROVIDERS.length] ?? "claude";
    return knownAccount(
      {
        provider,
        nickname: `Team account ${nth}`,
        plan: nth % 3 === 0 ? "Max 20x" : "Pro",
        enabled: nth % 97 !== 0,
        limits: [
          session(used(53)),
          weekly({ ...used(29), resets: (((nth * 13) % 150) + 10) * HOUR }),
          ...(nth % 2 === 0 ? [ofModel("Opus", used(17))] : []),
        ],
        snapshot:
          nth % 61 === 0
            ? { status: "auth_required", error: { code: "http_401", message: "Signed out." } }
            : nth % 43 === 0
              ? { status: "error", error: { code: "http_503", message: "No answer." } }
              : {},
      },
      nth,
      now,
    );
  });
}
