import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * For a control that goes by being used: if it has the focus then, the page gets it, since from
 * nowhere the keyboard would start again at the top.
 */
export function useFocusKept<E extends HTMLElement>(): RefObject<E | null> {
  const control = useRef<E>(null);
  useLayoutEffect(() => {
    const element = control.current;
    return () => {
      if (element && element === document.activeElement) {
        document.getElementById("main")?.focus({ preventScroll: true });
      }
    };
  }, []);
  return control;
}
