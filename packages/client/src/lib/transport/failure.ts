/**
 * Thrown inside the transport when the time of one exchange is over. The retry layer turns it into a `HubTimeoutError`. It is recognised
 * by its name, since the transports of other entries may be bundled with a copy of this class.
 */
export class ExchangeTimeout extends Error {
  override readonly name = "ExchangeTimeout";
}

/** Thrown inside the transport when an answer is longer than the client is ready to read. */
export class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong";

  constructor(maxBytes: number) {
    super(`The answer is longer than ${maxBytes} bytes and was not read to its end.`);
  }
}

/**
 * Thrown inside the transport when there is no token. `cause` is the credential's own error, which the caller gets, or an
 * `ExchangeTimeout`.
 */
export class CredentialFailure extends Error {
  override readonly name = "CredentialFailure";

  constructor(cause: unknown) {
    super("The credential gave no token.", { cause });
  }
}
