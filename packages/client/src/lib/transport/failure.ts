/** Stands on an error that happened before its request left. */
export const neverSentMark: unique symbol = Symbol.for("@nh/client/never-sent");
/** Tells an `ExchangeTimeout` of any copy of this module. */
export const timeoutMark: unique symbol = Symbol.for("@nh/client/exchange-timeout");

/** Thrown inside the transport when the time of one exchange is over. The retry layer turns it into a `HubTimeoutError`. */
export class ExchangeTimeout extends Error {
  override readonly name = "ExchangeTimeout";

  get [timeoutMark](): true {
    return true;
  }
}

/** Thrown inside the transport when an answer is longer than the client is ready to read. */
export class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong";

  constructor(maxBytes: number) {
    super(`The answer is longer than ${maxBytes} bytes and was not read to its end.`);
  }
}

/** Thrown inside the transport when the credential failed. The caller gets the credential's own error, which is `cause`. */
export class CredentialFailure extends Error {
  override readonly name = "CredentialFailure";

  constructor(cause: unknown) {
    super("The credential gave no token.", { cause });
  }
}

/** Records on an error that the request had not left when it happened. */
export function markNeverSent<T extends Error>(error: T): T {
  Object.defineProperty(error, neverSentMark, { value: true });
  return error;
}
