/** Paths that the application answers. Every other one is the page's, or a file of its build. */
const APP_PATH = /^\/(?:api(?:\/|$)|(?:healthz|readyz|metrics|openapi\.json)$)/;
export const isAppPath = (path: string): boolean => APP_PATH.test(path);
