import { type ReactNode, useEffect, useRef } from "react";

/** Shows something as it is once its first button has been pressed. */
export function Pressed({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector("button")?.click(), []);
  return <div ref={place}>{children}</div>;
}
