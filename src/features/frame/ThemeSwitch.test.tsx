import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { usePreferences } from "../../stores/preferences.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";

const { dataset } = document.documentElement;
afterEach(() => {
  delete dataset["theme"];
});
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("ThemeSwitch", () => {
  it("goes from the system's theme to light, dark and back, and says where it is", async () => {
    render(<ThemeSwitch />);
    expect(dataset).not.toHaveProperty("theme");
    await press("Theme: System. Change to Light");
    expect(dataset["theme"]).toBe("light");
    await press("Theme: Light. Change to Dark");
    expect(dataset["theme"]).toBe("dark");
    await press("Theme: Dark. Change to System");
    expect(dataset).not.toHaveProperty("theme");
    expect(usePreferences.getState().theme).toBe("system");
  });

  it("begins with what was chosen before", () => {
    usePreferences.getState().chooseTheme("dark");
    render(<ThemeSwitch />);
    expect(dataset["theme"]).toBe("dark");
  });
});
