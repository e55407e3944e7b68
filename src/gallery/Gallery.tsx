import { Link, Route, Routes } from "react-router";
import { storyRoute } from "./address.ts";
import { collection, rooms } from "./collection.ts";
import { defaults } from "./settings.ts";
import { StoryPage } from "./StoryPage.tsx";
import { TokensPage } from "./TokensPage.tsx";

/** The designers' rooms: every component in every state. */
export function Gallery() {
  return (
    <div className="min-h-dvh md:flex">
      <Index />
      <main className="min-w-0 grow p-4 md:p-6">
        <Routes>
          <Route path="/gallery" element={<Welcome />} />
          <Route path="/gallery/tokens" element={<TokensPage />} />
          <Route path="/gallery/:component/:state" element={<StoryPage />} />
          <Route path="*" element={<Welcome />} />
        </Routes>
      </main>
    </div>
  );
}

function Index() {
  return (
    <nav
      aria-label="Components"
      className="shrink-0 overflow-y-auto border-line bg-card p-4 text-sm max-md:border-b md:sticky md:top-0 md:h-dvh md:w-60 md:border-r"
    >
      <p className="font-semibold">
        <Link to="/gallery">Leeway gallery</Link>
      </p>
      <p className="mb-3 text-muted">Sample data throughout.</p>
      <Link to="/gallery/tokens" className="text-accent underline">
        Design tokens
      </Link>
      {rooms.map((room) => (
        <details key={room} open className="mt-3">
          <summary className="font-medium text-muted">{room}</summary>
          <ul>
            {collection
              .filter((entry) => entry.room === room)
              .map(({ name, states }) => (
                <li key={name}>
                  <Link
                    to={storyRoute(name, Object.keys(states)[0] ?? "", defaults)}
                    className="block rounded-chip px-1 py-0.5 hover:bg-sunken"
                  >
                    {name} <span className="text-muted">{Object.keys(states).length}</span>
                  </Link>
                </li>
              ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}

function Welcome() {
  const states = collection.reduce((sum, entry) => sum + Object.keys(entry.states).length, 0);
  return (
    <>
      <title>Leeway gallery</title>
      <h1 className="text-xl font-semibold">Gallery</h1>
      <p className="mt-1 max-w-prose text-muted">
        {collection.length} components in {states} states, each in a world of its own with a fixed
        clock. What you see is the product’s own code over made-up data. The address holds all you
        choose, so a link shows the same to whoever opens it.
      </p>
      <ul className="mt-4 grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
        {collection.map(({ name, states }) => (
          <li key={name} className="min-w-0">
            <h2 className="font-medium">{name}</h2>
            <ul className="flex flex-wrap gap-x-3 text-sm">
              {Object.keys(states).map((state) => (
                <li key={state}>
                  <Link
                    to={storyRoute(name, state, defaults)}
                    className="inline-block py-0.5 text-accent underline"
                  >
                    {state}
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
