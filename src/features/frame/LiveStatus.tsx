import { useEffect, useState } from "react";
import { useLive } from "../../api/ApiContext.tsx";

/** A reconnect takes a moment; only a longer gap is worth a word. */
const PATIENCE_MS = 2500;

/** Says when the server no longer tells of changes by itself. */
export function LiveStatus() {
  const live = useLive();
  return <div role="status">{!live && <Gap />}</div>;
}

function Gap() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    long && (
      <div className="border-b border-line bg-approaching-soft text-sm">
        <p className="mx-auto max-w-6xl px-4 py-2 md:px-8">
          No live connection. What you see is asked for again every 10 seconds.
        </p>
      </div>
    )
  );
}
