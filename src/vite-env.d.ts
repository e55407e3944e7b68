interface ImportMetaEnv {
  /** Origin of another backend; the page's own if empty. */
  readonly VITE_API_BASE?: string;
}
