import { useEffect, useState } from "react";
import { useLive } from "../../api/ApiContext.tsx";

/** A reconnect takes a moment; only a longer gap is worth a word. */
const PATIENCE_MS = 2500;

/** Says when the server no longer tells of changes by itself. */
export function LiveStatus() {
  const live = useLive();
  const [missed, setMissed] = useState(false);
  useEffect(() => {
    if (live) {
      setMissed(false);
      return;
    }
    const timer = setTimeout(() => setMissed(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [live]);
  return (
    <p
      role="status"
      className={
        missed ? "border-b border-line bg-approaching-soft px-4 py-2 text-sm md:px-8" : "sr-only"
      }
    >
      {missed && "No live connection. What you see is asked for again every 10 seconds."}
    </p>
  );
}
