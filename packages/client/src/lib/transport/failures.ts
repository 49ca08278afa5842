/*
 * How the inside of the transport fails. The retry layer turns these into the errors that a caller
 * gets. They are recognized by their names, since the transport of another entry point may be
 * bundled with a copy of these classes.
 */

/** The time of one attempt is over. */
export class AttemptTimeout extends Error {
  override readonly name = "AttemptTimeout";
}

/** A response is longer than the client reads. */
export class ResponseTooLong extends Error {
  override readonly name = "ResponseTooLong";

  constructor(maxBytes: number) {
    super(`The response is longer than ${maxBytes} bytes and was not read to its end.`);
  }
}

/**
 * There is no token. `cause` is the credential's own error, which the caller gets, or an
 * `AttemptTimeout`.
 */
export class CredentialFailure extends Error {
  override readonly name = "CredentialFailure";

  constructor(cause: unknown) {
    super("The credential returned no token.", { cause });
  }
}

const neverSentMark: unique symbol = Symbol.for("@nh/client/never-sent");

/**
 * Records on an error that the request had not left when it happened. One that the caller has
 * frozen stays as it is.
 */
export function markNeverSent<T extends Error>(error: T): T {
  Reflect.defineProperty(error, neverSentMark, { value: true });
  return error;
}

/** Whether `markNeverSent` was called with an error. */
export function isMarkedNeverSent(error: Error): boolean {
  return neverSentMark in error;
}
