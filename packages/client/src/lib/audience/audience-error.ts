const audienceBrand: unique symbol = Symbol.for("@nh/client/AudienceError");

/**
 * `NH_AUDIENCE_MISSING`: nobody was named. `NH_AUDIENCE_INVALID`: the audience cannot be addressed
 * this way.
 */
export type AudienceErrorCode = "NH_AUDIENCE_MISSING" | "NH_AUDIENCE_INVALID";

/**
 * An audience that cannot be sent to. The message says what to write instead; nothing has been
 * sent.
 */
export class AudienceError extends Error {
  readonly [audienceBrand] = true;
  override readonly name = "AudienceError";
  readonly code: AudienceErrorCode;
  /**
   * The call as its user writes it, such as `send` or `user`. The message begins with it and a
   * colon.
   */
  readonly call: string;

  /** @param call The call as its user writes it; the message begins with it. */
  constructor(call: string, code: AudienceErrorCode, message: string, cause?: unknown) {
    super(`${call}: ${message}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.call = call;
  }
}

/** Recognizes an `AudienceError` of any copy of this package. */
export function isAudienceError(value: unknown): value is AudienceError {
  return typeof value === "object" && value !== null && audienceBrand in value;
}

/** The error for an audience that names nobody. */
export function noAudience(call: string, what: string): AudienceError {
  return new AudienceError(
    call,
    "NH_AUDIENCE_MISSING",
    `${what}; nothing was sent. To reach every device, pass everyone() to broadcast.`,
  );
}

/** The error for a batch that does not fit into one request. */
export function tooManyDevices(call: string, what: string): AudienceError {
  return new AudienceError(
    call,
    "NH_AUDIENCE_INVALID",
    `One request cannot carry ${what}. Use sendToDevices(notification, handles), which sends as many batches as it takes.`,
  );
}
