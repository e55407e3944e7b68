import { create } from "zustand";

/** Caps as they are being typed, by window: null is off; what is not touched is left out. */
export type CapTexts = { readonly [W in "session_pct" | "week_pct"]?: string | null };

interface ThresholdDraft {
  texts: CapTexts;
  edit: (texts: CapTexts) => void;
  /** Forgets what was typed, unless more has been typed since. */
  discard: (texts: CapTexts) => void;
}

/** What a person has not saved yet: kept while this page of the browser is open. */
export const useThresholdDraft = create<ThresholdDraft>()((set) => ({
  texts: {},
  edit: (texts) => set((draft) => ({ texts: { ...draft.texts, ...texts } })),
  discard: (texts) => set((draft) => (draft.texts === texts ? { texts: {} } : draft)),
}));
