/**
 * Tells whether a value is a list of something. A string is iterable too, by its characters, and
 * never meant so; neither is a `String` object.
 */
export function isIterable(value: unknown): value is Iterable<unknown> {
  if (typeof value !== "object" || value === null || !(Symbol.iterator in value)) return false;
  return Object.prototype.toString.call(value) !== "[object String]";
}
