/** What does not fit: a page that scrolls sideways, an element outside its box, text that is cut. */
export function cutOff(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const culprits = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    const { left, right, width } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const unseen = width <= 1 || style.clipPath !== "none";
    if (unseen || element.closest("pre, svg, select, .mock-toolbar")) continue;
    // A card's parts may hang into its padding. A dialog lies above the page, and has the window to itself.
    const around = element.matches("dialog")
      ? null
      : element.parentElement?.closest("section:not(section section), nav, main, dialog");
    const box = around?.getBoundingClientRect();
    const outside = left < (box?.left ?? 0) - 0.5 || right > (box?.right ?? clientWidth) + 0.5;
    // A long message ends in an ellipsis on purpose, and has its whole text as its title.
    const clips = style.overflowX !== "visible" && element.title === "";
    const cut = clips && element.scrollWidth > element.clientWidth + 1;
    if (outside || cut) culprits.push(`${element.tagName} "${element.textContent.slice(0, 60)}"`);
  }
  return culprits;
}

/**
 * Which lines of text and controls lie upon each other. What floats above the page (a sticky head, the
 * mocks' toolbar) does so on purpose; while a dialog is open, only what is in it counts.
 */
export function overlapping(): string[] {
  /** A line's box is taller than its letters. */
  const SLACK_PX = 3;
  const root = document.querySelector("dialog[open]") ?? document.body;
  const floats = (element: Element) => {
    for (let at: Element | null = element; at && at !== root; at = at.parentElement)
      if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
    return false;
  };
  /** What is left of a box once those that clip it have done so. */
  const clipped = (box: DOMRect, element: Element) => {
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
      if (getComputedStyle(at).overflow === "visible") continue;
      const around = at.getBoundingClientRect();
      left = Math.max(left, around.left);
      top = Math.max(top, around.top);
      right = Math.min(right, around.right);
      bottom = Math.min(bottom, around.bottom);
    }
    return { left, top, right, bottom };
  };
  const pieces: { node: Node; name: string; box: ReturnType<typeof clipped> }[] = [];
  const add = (node: Node, element: Element, boxes: Iterable<DOMRect>) => {
    const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!seen || floats(element) || element.closest("svg, option")) return;
    const name = `${element.tagName} "${(node.textContent ?? "").trim().slice(0, 40)}"`;
    for (const box of boxes) {
      const shown = clipped(box, element);
      if (shown.right - shown.left > SLACK_PX && shown.bottom - shown.top > SLACK_PX)
        pieces.push({ node, name, box: shown });
    }
  };
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!node.textContent?.trim() || !node.parentElement) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    add(node, node.parentElement, range.getClientRects());
  }
  for (const control of root.querySelectorAll("a, button, input, select, textarea, summary"))
    add(control, control, control.getClientRects());
  return pieces.flatMap((one, index) =>
    pieces
      .slice(index + 1)
      .filter(
        (other) =>
          !one.node.contains(other.node) &&
          !other.node.contains(one.node) &&
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left) >
            SLACK_PX &&
          Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top) >
            SLACK_PX,
      )
      .map((other) => `${one.name} and ${other.name}`),
  );
}
