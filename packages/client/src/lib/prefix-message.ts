/**
 * Puts what an error does not know in front of its message, such as the variable that it is about.
 * Its stack, which most tools print, begins with the same message.
 *
 * @returns the same error.
 */
export function prefixMessage<Thrown extends Error>(error: Thrown, prefix: string): Thrown {
  const { message } = error;
  // A program may have set `Error.prepareStackTrace`, which returns whatever it likes.
  const stack: unknown = error.stack;
  error.message = `${prefix}: ${message}`;
  if (typeof stack === "string") error.stack = stack.replace(message, () => error.message);
  return error;
}

/** The same for the call in which a codec failed, which is then the `call` of the error. */
export function prefixCall<Thrown extends Error & { readonly call?: string }>(error: Thrown, call: string): Thrown {
  return prefixMessage(Object.assign(error, { call }), call);
}
