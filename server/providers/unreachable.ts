/** The vendor gave no answer at all. The message names no credential and no address with one. */
export class VendorUnreachableError extends Error {
  override readonly name = "VendorUnreachableError";

  constructor(
    readonly code: "timeout" | "network" | "redirect_refused" | "too_large",
    message: string,
  ) {
    super(message);
  }
}
