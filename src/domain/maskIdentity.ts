const DOTS = "•••";

/** Who an account belongs to, so that it can be recognised and not read: "d•••@e•••.com". */
export function maskIdentity(identity: string): string {
  const [name = "", domain] = identity.split(/@(?=[^@]*$)/);
  if (domain === undefined) return first(name) + DOTS;
  const dot = domain.lastIndexOf(".");
  const [host, end] = dot > 0 ? [domain.slice(0, dot), domain.slice(dot)] : [domain, ""];
  return `${first(name)}${DOTS}@${first(host)}${DOTS}${end}`;
}

const characters = new Intl.Segmenter("en");

/** A whole character, as a reader sees it. */
function first(text: string): string {
  for (const { segment } of characters.segment(text)) return segment;
  return "";
}
