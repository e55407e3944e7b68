import css from "../styles.css?raw";
import { allPairs, type ColourToken, colourTokens, contrastOf, needed } from "./tokens.ts";

const tokens = colourTokens(css);
const valueOf = (name: string, theme: "light" | "dark") =>
  tokens.find((token) => token.name === name)?.[theme] ?? "transparent";

/** The design tokens as the style sheet has them, with what stands on what. */
export function TokensPage() {
  return (
    <>
      <title>Design tokens · Leeway gallery</title>
      <h1 className="text-xl font-semibold">Design tokens</h1>
      <p className="mt-1 text-muted">
        Colours by role, both themes, straight from the style sheet. A test holds text to{" "}
        {needed.text}:1 and marks to {needed.mark}:1.
      </p>
      <h2 className="mt-6 font-semibold">Colours</h2>
      <ul className="mt-2 grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {tokens.map((token) => (
          <Swatch key={token.name} token={token} />
        ))}
      </ul>
      <h2 className="mt-6 font-semibold">Contrast</h2>
      <div
        className="overflow-x-auto"
        // A region that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label="Contrast of pairs"
      >
        <table className="mt-2 text-sm">
          <thead>
            <tr className="text-left text-muted">
              {["Front", "On", "As", "Light", "Dark"].map((head) => (
                <th key={head} scope="col" className="pr-6 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {allPairs.map(({ front, on, use }) => (
              <tr key={`${front}/${on}`}>
                <td className="pr-6">{front}</td>
                <td className="pr-6">{on}</td>
                <td className="pr-6 text-muted">{use}</td>
                {(["light", "dark"] as const).map((theme) => (
                  <td key={theme} className="pr-6">
                    <span
                      className="inline-block rounded-chip px-2"
                      style={{ color: valueOf(front, theme), background: valueOf(on, theme) }}
                    >
                      {contrastOf(valueOf(front, theme), valueOf(on, theme)).toFixed(2)}
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Swatch({ token: { name, light, dark } }: { token: ColourToken }) {
  return (
    <li className="flex items-center gap-3 rounded-control border border-line bg-card p-2 text-sm">
      {[light, dark].map((colour) => (
        <span
          key={colour}
          aria-hidden
          className="size-8 shrink-0 rounded-chip border border-line"
          style={{ background: colour }}
        />
      ))}
      <span className="min-w-0">
        <span className="block font-medium">{name}</span>
        <span className="block truncate text-muted">
          {light} · {dark}
        </span>
      </span>
    </li>
  );
}
