/**
 * Tells whether a value is a list of something. A string is iterable too, by its characters, and
 * never meant so.
 */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
