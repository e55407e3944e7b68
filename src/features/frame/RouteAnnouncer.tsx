import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

/** After a navigation the focus goes to the heading, so that a screen reader says where one is. */
export function RouteAnnouncer() {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    scrollTo({ top: 0 });
    return whenHeading((heading) => heading.focus({ preventScroll: true }));
  }, [pathname]);
  return null;
}

/** A page that is still being fetched has no heading yet. Gives the way to stop waiting. */
function whenHeading(found: (heading: HTMLElement) => void): () => void {
  const look = () => {
    const heading = document.querySelector<HTMLElement>("main h1");
    if (heading) found(heading);
    return heading !== null;
  };
  if (look()) return () => {};
  const observer = new MutationObserver(() => {
    if (look()) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
