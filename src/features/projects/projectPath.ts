/** The page of a project; ids have slashes in them. */
export const projectPath = (id: string): string => `/projects/${encodeURIComponent(id)}`;
