const NO_ROOM = () => "the system has no room for another process";

/** By the system's code, about the program that was to start. */
const words: Readonly<Record<string, (program: string) => string>> = {
  ENOENT: (program) => `there is no program ${program}, or not what its first line names`,
  EACCES: (program) => `${program} is no program that the server may run`,
  EAGAIN: NO_ROOM,
  EMFILE: NO_ROOM,
  ENFILE: NO_ROOM,
  ENOMEM: NO_ROOM,
};

/** Why a program did not start, for the person who asked; with the system's code, to be looked up. */
export function whyNotStarted(cause: unknown, program: string): string {
  const code = codeOf(cause);
  const why = words[code]?.(program);
  return why === undefined ? `the system says ${code}` : `${why} (${code})`;
}

/** The same where a folder of its own could not be made: whose path is nobody's business. */
export const whyNoFolder = (cause: unknown): string =>
  `no folder could be made for it (${codeOf(cause)})`;

const codeOf = (cause: unknown): string => {
  const { code } = Object(cause) as { code?: unknown };
  return typeof code === "string" ? code : "no reason";
};
