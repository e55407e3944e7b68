/** Holds the place of what is being fetched, in its own height. */
export function Skeleton({ lines = 3, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="animate-pulse space-y-3 py-1">
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          className={`h-4 rounded-chip bg-sunken ${line === lines - 1 ? "w-1/2" : "w-full"}`}
        />
      ))}
    </div>
  );
}
