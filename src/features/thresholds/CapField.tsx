import { useId } from "react";
import { formatPct } from "../../domain/percent.ts";
import { Field } from "../../ui/Field.tsx";

/** What the slider reaches; the exact field reaches all that there is. */
const LEAST = 50;
const MOST = 95;
const SUGGESTED = "90";

export interface CapFieldProps {
  /** "Session cap (5-hour window)". */
  label: string;
  /** As it is typed; null is off. */
  text: string | null;
  onText: (text: string | null) => void;
  /** The saved cap, which comes back when the switch is turned off and on again. */
  saved: number | null;
  /** What is used now, percent; null if it is unknown. */
  used: number | null;
  /** How many accounts there are to use. */
  accounts: number;
  error: string | undefined;
}

/** One cap: a switch, a slider for the usual range, and a field for the exact number. */
export function CapField(props: CapFieldProps) {
  const { label, text, onText, saved, used, accounts, error } = props;
  const now = useId();
  return (
    <fieldset className="space-y-2">
      <label className="flex min-h-9 w-fit items-center gap-2 font-medium">
        <input
          type="checkbox"
          role="switch"
          className="size-4 accent-accent"
          checked={text !== null}
          aria-checked={text !== null}
          aria-describedby={now}
          onChange={({ target }) => onText(target.checked ? String(saved ?? SUGGESTED) : null)}
        />
        {label}
      </label>
      {text !== null && (
        <div className="grid grid-cols-[1fr_6rem] items-end gap-4">
          <CapSlider label={label} text={text} onText={onText} used={used} described={now} />
          <Field label="Percent" error={error}>
            {(control) => (
              <input
                {...control}
                aria-label={`${label}, percent`}
                type="number"
                inputMode="numeric"
                min={1}
                max={100}
                step={1}
                value={text}
                onChange={({ target }) => onText(target.value)}
              />
            )}
          </Field>
        </div>
      )}
      <p id={now} className="text-sm text-muted">
        {text === null && "Off · "}
        {nowWords(used, accounts, Number(text ?? Number.NaN))}
      </p>
    </fieldset>
  );
}

interface CapSliderProps extends Pick<CapFieldProps, "label" | "onText" | "used"> {
  text: string;
  described: string;
}

/** A cap that it does not reach has no thumb on it, rather than one at a wrong place. */
function CapSlider({ label, text, onText, used, described }: CapSliderProps) {
  const cap = text.trim() === "" ? Number.NaN : Number(text);
  const reached = cap >= LEAST && cap <= MOST;
  const words = reached
    ? formatPct(cap)
    : `${Number.isFinite(cap) ? formatPct(cap) : "No number"}: outside the slider`;
  return (
    <div className="space-y-1">
      <p aria-hidden className="flex justify-between text-sm text-muted">
        <span>{LEAST}%</span>
        {!reached && <span>{words}</span>}
        <span>{MOST}%</span>
      </p>
      <div className="relative">
        <input
          type="range"
          className={`block h-9 w-full accent-accent ${reached ? "" : "[&::-moz-range-thumb]:invisible [&::-webkit-slider-thumb]:invisible"}`}
          aria-label={`${label}, slider`}
          aria-valuetext={words}
          aria-describedby={described}
          min={LEAST}
          max={MOST}
          step={1}
          value={reached ? cap : LEAST}
          onChange={({ target }) => onText(target.value)}
        />
        {used !== null && (
          <span
            aria-hidden
            data-used={used}
            className="pointer-events-none absolute inset-y-1 w-0.5 bg-ink"
            style={{ insetInlineStart: `calc(0.5rem + (100% - 1rem) * ${placeOf(used)})` }}
          />
        )}
      </div>
    </div>
  );
}

/** From 0 to 1 along the slider; what it does not reach stands at its end. */
const placeOf = (pct: number) => Math.min(1, Math.max(0, (pct - LEAST) / (MOST - LEAST)));

function nowWords(used: number | null, accounts: number, cap: number): string {
  if (accounts === 0) return "No Claude account is known, so this holds nothing yet.";
  if (used === null) return "Use now: unknown, so this holds nothing until it is known.";
  const where = accounts > 1 ? ` on the account with the most room, of ${accounts}` : "";
  // Rounded it would read as reached.
  const share = used < cap && Math.round(used) >= cap ? `just under ${cap}%` : formatPct(used);
  return `now ${share}${where}`;
}
