/** Stands on an error that happened before its request left. */
export const neverSentMark: unique symbol = Symbol.for("@nh/client/never-sent");

/** Records on an error that the request had not left when it happened. One that the caller has frozen stays as it is. */
export function markNeverSent<T extends Error>(error: T): T {
  Reflect.defineProperty(error, neverSentMark, { value: true });
  return error;
}
