import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { useMessageStore } from "./stores/messages.ts";
import { usePreferences } from "./stores/preferences.ts";
import { useSessionUsage } from "./stores/session-usage.ts";
import { useThresholdDraft } from "./stores/threshold-draft.ts";
import { useToasts } from "./stores/toasts.ts";

// What is waited for comes in milliseconds; on a busy machine it may take longer.
configure({ asyncUtilTimeout: 15_000 });

/** React and the libraries speak through the console: whatever they say there fails the test. */
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  useMessageStore.setState(useMessageStore.getInitialState(), true);
  usePreferences.setState(usePreferences.getInitialState(), true);
  useSessionUsage.setState(useSessionUsage.getInitialState(), true);
  useThresholdDraft.setState(useThresholdDraft.getInitialState(), true);
  useToasts.setState(useToasts.getInitialState(), true);
  localStorage.clear();
  sessionStorage.clear();
  const { error, warn } = console;
  expect(error).not.toHaveBeenCalled();
  expect(warn).not.toHaveBeenCalled();
});
