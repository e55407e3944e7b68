import { useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import { Hand } from "../../gallery/Hand.tsx";
import { storiesOf } from "../../gallery/story.tsx";
import { RouteAnnouncer } from "./RouteAnnouncer.tsx";

/** Two pages, and what has the focus. */
function TwoPages({ presses }: { presses: readonly string[] }) {
  const { pathname } = useLocation();
  const [focused, setFocused] = useState("nothing");
  useEffect(() => {
    const look = ({ target }: FocusEvent) => setFocused((target as HTMLElement).innerText);
    document.addEventListener("focusin", look);
    return () => document.removeEventListener("focusin", look);
  }, []);
  const first = pathname === "/";
  return (
    <Hand presses={presses}>
      <RouteAnnouncer />
      <main className="space-y-2">
        <h1 tabIndex={-1} className="text-2xl font-semibold">
          {first ? "The first page" : "The other page"}
        </h1>
        <Link to={first ? "/other" : "/"} className="text-accent underline">
          {first ? "Go to the other page" : "Go back"}
        </Link>
        <p className="text-muted">The focus is on: {focused}</p>
      </main>
    </Hand>
  );
}

export const stories = [
  storiesOf("RouteAnnouncer", TwoPages, {
    "at-first": { props: { presses: [] }, note: "It leaves the focus where it is." },
    "after-a-step": {
      props: { presses: ["Go to the other page"] },
      note: "The focus goes to the heading, so that a screen reader says where one is.",
    },
  }),
];
