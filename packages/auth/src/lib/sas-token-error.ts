const brand: unique symbol = Symbol.for("@nh/auth/SasTokenError");

/**
 * A token that is not of the form `SharedAccessSignature sr=…&sig=…&se=…&skn=…`. The message does
 * not quote it.
 */
export class SasTokenError extends Error {
  readonly [brand] = true;
  override readonly name = "SasTokenError";
  readonly code = "NH_SAS_MALFORMED";
  /** `"missing"` for an empty string, `"malformed"` for anything else. */
  readonly reason: "missing" | "malformed";

  constructor(reason: "missing" | "malformed", message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** Tells whether a value is a SasTokenError, of this copy of the package or of another one. */
export function isSasTokenError(value: unknown): value is SasTokenError {
  return typeof value === "object" && value !== null && brand in value;
}
