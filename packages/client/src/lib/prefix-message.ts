/**
 * Puts what an error does not know in front of its message: the call or the variable that it is
 * about. Its stack, which most tools print, says the same.
 *
 * @returns the same error.
 */
export function prefixMessage<Thrown extends Error>(error: Thrown, prefix: string): Thrown {
  const { message, stack } = error;
  error.message = `${prefix}: ${message}`;
  if (stack) error.stack = stack.replace(message, () => error.message);
  return error;
}
