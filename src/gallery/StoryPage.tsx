import { type ReactNode, useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { scenarios } from "../../mocks/scenarios.ts";
import { Button } from "../ui/Button.tsx";
import { frameRoute, hrefOf, storyRoute } from "./address.ts";
import { collection, findStory } from "./collection.ts";
import { defaults, NOON, readSettings, type Settings } from "./settings.ts";

const WIDTHS = [320, 390, 820, 1440];

/** One story with all the ways to look at it. */
export function StoryPage() {
  const { component = "", state = "" } = useParams();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const settings = readSettings(query);
  const entry = collection.find(({ name }) => name === component);
  const story = findStory(component, state);
  const change = (changed: Partial<Settings>) =>
    void navigate(storyRoute(component, state, { ...settings, ...changed }), { replace: true });
  if (!entry || !story) return <h1>There is no story {`${component}/${state}`}.</h1>;
  const frame = frameRoute(component, state, settings);
  return (
    <>
      <title>{`${component}/${state} · Leeway gallery`}</title>
      <header className="flex flex-wrap items-baseline justify-between gap-3">
        <h1 className="text-xl font-semibold">
          {component} <span className="font-normal text-muted">{state}</span>
        </h1>
        <span className="flex gap-2">
          <CopyLink />
          <a
            href={hrefOf(frame)}
            target="_blank"
            rel="noreferrer"
            className="py-1.5 text-sm text-accent underline"
          >
            Open alone
          </a>
        </span>
      </header>
      {story.note && <p className="text-muted">{story.note}</p>}
      <nav aria-label="States" className="mt-2 flex flex-wrap gap-1">
        {Object.keys(entry.states).map((name) => (
          <Link
            key={name}
            to={storyRoute(component, name, settings)}
            aria-current={name === state ? "page" : undefined}
            className="rounded-control border border-line px-2 py-0.5 text-sm aria-[current=page]:border-accent aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
          >
            {name}
          </Link>
        ))}
      </nav>
      <Controls settings={settings} change={change} own={story.scenario ?? "busy"} />
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- It is this very page. */}
      <iframe
        key={frame}
        title={`${component}, ${state}`}
        src={hrefOf(frame)}
        className="mt-4 h-[70vh] max-w-full resize rounded-control border border-edge bg-page"
        style={{ width: settings.width ?? "100%" }}
      />
    </>
  );
}

function CopyLink() {
  const [said, setSaid] = useState("Copy link");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setSaid("Copied");
    } catch {
      setSaid("Copying is not allowed here");
    }
  };
  return (
    <Button look="quiet" onClick={() => void copy()} onBlur={() => setSaid("Copy link")}>
      {said}
    </Button>
  );
}

interface ControlsProps {
  settings: Settings;
  change: (changed: Partial<Settings>) => void;
  /** The story's own scenario. */
  own: string;
}

function Controls({ settings, change, own }: ControlsProps) {
  const worlds = Object.entries(scenarios).map(([name, { title }]) => [name, title] as const);
  return (
    <form
      aria-label="How to look at it"
      className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2 text-sm"
      onSubmit={(event) => event.preventDefault()}
    >
      <Choice
        label="Scenario"
        value={settings.scenario ?? ""}
        options={[["", `Its own: ${own}`], ...worlds]}
        onChange={(scenario) => change({ scenario: (scenario || null) as Settings["scenario"] })}
      />
      <Choice
        label="Role"
        value={settings.role}
        options={["operator", "member", "viewer"].map((role) => [role, role])}
        onChange={(role) => change({ role: role as Settings["role"] })}
      />
      <Choice
        label="Theme"
        value={settings.theme}
        options={["system", "light", "dark"].map((theme) => [theme, theme])}
        onChange={(theme) => change({ theme: theme as Settings["theme"] })}
      />
      <Choice
        label="Width"
        value={String(settings.width ?? "")}
        options={[["", "All there is"], ...WIDTHS.map((px) => [String(px), `${px} px`] as const)]}
        onChange={(width) => change({ width: width === "" ? null : Number(width) })}
      />
      <Choice
        label="Text"
        value={String(settings.text)}
        options={[75, 100, 150, 200].map((pct) => [String(pct), `${pct} %`])}
        onChange={(text) => change({ text: Number(text) })}
      />
      <Choice
        label="Latency"
        value={String(settings.latency ?? "")}
        options={[
          ["", "Its own"],
          ["0", "None"],
          ["1000", "1 s"],
          ["5000", "5 s"],
          ["Infinity", "Never answers"],
        ]}
        onChange={(latency) => change({ latency: latency === "" ? null : Number(latency) })}
      />
      <Choice
        label="Direction"
        value={settings.direction}
        options={[
          ["ltr", "Left to right"],
          ["rtl", "Right to left"],
        ]}
        onChange={(direction) => change({ direction: direction as Settings["direction"] })}
      />
      <Labelled label="Clock (UTC)">
        <input
          type="datetime-local"
          step={1}
          className={CONTROL}
          value={(settings.clock === "live" ? NOON : settings.clock).slice(0, 19)}
          disabled={settings.clock === "live"}
          onChange={({ target }) => {
            const at = Date.parse(`${target.value}Z`);
            if (!Number.isNaN(at)) change({ clock: new Date(at).toISOString() });
          }}
        />
      </Labelled>
      <label className="flex items-end gap-2 py-2">
        <input
          type="checkbox"
          checked={settings.clock === "live"}
          onChange={({ target }) => change({ clock: target.checked ? "live" : defaults.clock })}
        />
        Let time pass
      </label>
    </form>
  );
}

const CONTROL = "w-full rounded-control border border-edge bg-card px-2 py-1";

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="block min-w-0">
      <span className="text-muted">{label}</span>
      {children}
    </label>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[] | readonly string[][];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Labelled label={label}>
      <select className={CONTROL} value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([option = "", text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
