import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Field } from "./Field.tsx";

const show = (given: { hint?: string; error?: string }) => {
  render(
    <Field label="Name" {...given}>
      {(control) => <input {...control} />}
    </Field>,
  );
  return screen.getByRole("textbox", { name: "Name" });
};

describe("Field", () => {
  it("ties its label to its control, and says nothing more", () => {
    const control = show({});
    expect(control).not.toHaveAttribute("aria-describedby");
    expect(control).toBeValid();
  });

  it("describes its control by the hint", () => {
    expect(show({ hint: "At most 100" })).toHaveAccessibleDescription("At most 100");
  });

  it("says the error first, then the hint, and marks the control as wrong", () => {
    const control = show({ hint: "At most 100", error: "is taken" });
    expect(control).toBeInvalid();
    expect(control).toHaveAccessibleDescription("is taken At most 100");
  });

  it("takes an empty error for none", () => {
    const control = show({ error: "" });
    expect(control).toBeValid();
    expect(control).not.toHaveAttribute("aria-describedby");
  });
});
