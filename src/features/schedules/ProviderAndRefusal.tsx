import { useEndpoint } from "../../api/useEndpoint.ts";
import { Field } from "../../ui/Field.tsx";
import { labels, type ScheduleDraft } from "./scheduleDraft.ts";

export interface ProviderAndRefusalProps {
  draft: Pick<ScheduleDraft, "provider" | "on_refusal">;
  onWrite: (change: Partial<ScheduleDraft>) => void;
  /** What is wrong with the provider. */
  fault: string | undefined;
}

/** They come with any list of accounts; the shortest one will do. */
const SHORTEST = { page_size: 1 } as const;

/** Whose accounts the runs are for, and what becomes of them where a limit says no. */
export function ProviderAndRefusal({ draft, onWrite, fault }: ProviderAndRefusalProps) {
  const asked = useEndpoint("providers", "client", { query: SHORTEST });
  const providers = (asked.data?.data.providers ?? []).filter(({ enabled }) => enabled);
  const { provider, on_refusal } = draft;
  return (
    <>
      <Field label={labels.provider} error={fault}>
        {(control) => (
          <select
            {...control}
            value={provider}
            onChange={({ target }) => onWrite({ provider: target.value })}
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
    </>
  );
}
