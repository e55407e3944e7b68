import { type RefObject, useLayoutEffect, useState } from "react";

/** Below this width, in the text's own size, the cells of a row stand one under the other. */
const ROOMY_REM = 56;

/** Where a table's body begins on the page, in pixels, and whether it is too narrow for columns. */
export function useTablePlace(body: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState({ top: 0, stacked: false });
  useLayoutEffect(() => {
    const look = () => {
      if (!body.current) return;
      const { top: fromView, width } = body.current.getBoundingClientRect();
      const top = Math.round(fromView + scrollY);
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const stacked = width > 0 && width < ROOMY_REM * rem;
      setPlace((before) =>
        before.top === top && before.stacked === stacked ? before : { top, stacked },
      );
    };
    look();
    // Whatever stands above it (a notice, a banner) moves it when it comes and goes.
    const observer = new ResizeObserver(look);
    for (let at = body.current?.parentElement; at && at.id !== "root"; at = at.parentElement)
      for (const sibling of at.parentElement?.children ?? [])
        if (sibling !== at) observer.observe(sibling);
    addEventListener("resize", look);
    return () => {
      observer.disconnect();
      removeEventListener("resize", look);
    };
  }, [body]);
  return place;
}
