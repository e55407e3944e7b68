import type { Scope } from "../contract/limit.ts";
import type { Snapshot } from "../contract/snapshot.ts";

type Known = Pick<Snapshot, "provider" | "default_scopes" | "limits">;

/**
 * Which scopes work with this model meets, beside account and workspace: limits of the model itself
 * or of the family it belongs to ("claude-opus-4-5" meets "model:opus"), of a feature of its name or
 * label, and of its pool, where the provider's pools go by model. What the account is asked by
 * default and is no choice between models stays.
 */
export function modelScopes({ provider, default_scopes, limits }: Known, model: string): Scope[] {
  const name = plain(model);
  const own = limits
    .filter(({ scope, label }) => {
      const [kind, of = ""] = parts(scope);
      if (kind === "model") return isOf(name, plain(of));
      return kind === "feature" && (plain(of) === name || isNamed(label, name));
    })
    .map(({ scope }) => scope);
  const fixed = default_scopes.filter((scope) => !/^(?:model|pool):\*$/.test(scope));
  const pool: Scope[] = provider === "antigravity" ? [poolOf(name)] : [];
  const named: Scope = `model:${model}`;
  return [...new Set([...fixed, ...pool, ...(own.length > 0 ? own : [named])])];
}

/** Vendors write one model in several ways: "GPT-5.3-Codex-Spark", "gpt_5_3_codex_spark". */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");

/** A vendor's code name ("codex_bengalfox") is told apart by the label: "Weekly GPT-5.3-Codex-Spark". */
const isNamed = (label: string, name: string) => name !== "" && plain(label).endsWith(`_${name}`);

/**
 * "gemini_2_5_flash" is not of "gemini_2_5_flash_lite", nor the other way round, but of "flash";
 * "claude_opus_4_5_20251101" is of "opus_4_5".
 */
function isOf(name: string, of: string): boolean {
  if (of === "") return false;
  const undated = name.replace(/_(?:\d{6,8}|latest)$/, "");
  return (
    [name, undated].some((one) => `_${one}`.endsWith(`_${of}`)) ||
    (!of.includes("_") && name.split("_").includes(of))
  );
}

function parts(scope: Scope): [string, string?] {
  const colon = scope.indexOf(":");
  return colon === -1 ? [scope] : [scope.slice(0, colon), scope.slice(colon + 1)];
}

/** Antigravity meters Google's models apart from all others. */
const poolOf = (name: string): Scope => (name.startsWith("gemini") ? "pool:gemini" : "pool:3p");
