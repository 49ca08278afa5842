const sasTokenBrand = Symbol.for("@nh/auth/SasTokenError");

/** A token that does not have the form `SharedAccessSignature sr=…&sig=…&se=…&skn=…`. The message never quotes it. */
export class SasTokenError extends Error {
  override readonly name = "SasTokenError";
  readonly code = "NH_SAS_MALFORMED";
  /** `"missing"` for an empty text, `"malformed"` for anything else. */
  readonly reason: "missing" | "malformed";

  constructor(reason: "missing" | "malformed", message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }

  get [sasTokenBrand](): true {
    return true;
  }
}

/** Recognises a SasTokenError of any copy of this package. */
export function isSasTokenError(value: unknown): value is SasTokenError {
  return typeof value === "object" && value !== null && sasTokenBrand in value;
}
