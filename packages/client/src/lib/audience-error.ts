const audienceBrand: unique symbol = Symbol.for("@nh/client/AudienceError");

/** `NH_AUDIENCE_MISSING`: nobody was named. `NH_AUDIENCE_INVALID`: whoever was named cannot be addressed so. */
export type AudienceErrorCode = "NH_AUDIENCE_MISSING" | "NH_AUDIENCE_INVALID";

/** An audience that cannot be sent to. The message says what to write instead; nothing has been sent. */
export class AudienceError extends Error {
  override readonly name = "AudienceError";
  readonly code: AudienceErrorCode;

  constructor(code: AudienceErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }

  get [audienceBrand](): true {
    return true;
  }
}

/** Recognises an `AudienceError` of any copy of this package. */
export function isAudienceError(value: unknown): value is AudienceError {
  return typeof value === "object" && value !== null && audienceBrand in value;
}
