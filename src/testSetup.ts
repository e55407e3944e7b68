import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, expect, vi } from "vitest";

/** React and the libraries speak through the console: whatever they say there fails the test. */
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  const { error, warn } = console;
  expect(error).not.toHaveBeenCalled();
  expect(warn).not.toHaveBeenCalled();
});
