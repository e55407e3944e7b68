import { useEndpoint } from "../../api/useEndpoint.ts";
import { Field } from "../../ui/Field.tsx";
import { OverageChoice } from "../../ui/OverageChoice.tsx";
import { labels, type ScheduleDraft } from "./scheduleDraft.ts";

export interface ProviderAndRefusalProps {
  draft: Pick<ScheduleDraft, "provider" | "model" | "on_refusal" | "allow_overage">;
  onWrite: (change: Partial<ScheduleDraft>) => void;
  /** What is wrong, by field. */
  faults: Readonly<Record<string, string>> | null;
}

/** They come with any list of accounts; the shortest one will do. */
const SHORTEST = { page_size: 1 } as const;

/** Whose accounts and which model the runs are for, and what becomes of them where a limit says no. */
export function ProviderAndRefusal({ draft, onWrite, faults }: ProviderAndRefusalProps) {
  const asked = useEndpoint("providers", "client", { query: SHORTEST });
  const providers = (asked.data?.data.providers ?? []).filter(({ enabled }) => enabled);
  const { provider, model, on_refusal, allow_overage } = draft;
  return (
    <>
      <Field label={labels.provider} error={faults?.["provider"]}>
        {(control) => (
          <select
            {...control}
            value={provider}
            // A model is of its provider.
            onChange={({ target }) => onWrite({ provider: target.value, model: "" })}
          >
            <option value="">None in particular</option>
            {provider !== "" && providers.every(({ id }) => id !== provider) && (
              <option value={provider}>{provider}</option>
            )}
            {providers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={labels.model}
        hint="As its vendor calls it: its own limits count as well. Empty leaves it to the agent."
        error={faults?.["model"]}
      >
        {(control) => (
          <input
            {...control}
            value={model}
            maxLength={100}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={({ target }) => onWrite({ model: target.value })}
          />
        )}
      </Field>
      <Field label={labels.on_refusal}>
        {(control) => (
          <select
            {...control}
            value={on_refusal}
            onChange={({ target }) =>
              onWrite({ on_refusal: target.value === "park" ? "park" : "refuse" })
            }
          >
            <option value="refuse">Skip that run, and say why</option>
            <option value="park">Park the run: it starts by itself once there is room</option>
          </select>
        )}
      </Field>
      {on_refusal === "park" && (
        <OverageChoice
          chosen={allow_overage}
          onChoose={(allow_overage) => onWrite({ allow_overage })}
        />
      )}
    </>
  );
}
