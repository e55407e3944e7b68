import { useMessageStore } from "../stores/messages.ts";
import { usePreferences } from "../stores/preferences.ts";
import { useSessionUsage } from "../stores/session-usage.ts";
import { useThresholdDraft } from "../stores/threshold-draft.ts";
import { useToasts } from "../stores/toasts.ts";
import type { Settings } from "./settings.ts";

const nowhere = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

/**
 * The page's stores as a story finds them: they know nothing of an earlier story or of the product,
 * which may share this origin, and tell them nothing.
 */
export function freshStores(theme: Settings["theme"]): void {
  usePreferences.persist.setOptions({ storage: nowhere });
  useSessionUsage.persist.setOptions({ storage: nowhere });
  usePreferences.setState({ theme, projectId: null, dismissed: [] });
  useSessionUsage.setState({ usage: null, received_at: 0 });
  useThresholdDraft.setState({ texts: {} });
  useToasts.setState({ toasts: [] });
  useMessageStore.setState({ drafts: {}, outgoing: {} });
}
