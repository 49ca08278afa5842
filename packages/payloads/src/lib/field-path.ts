/** Control, formatting and broken characters: in a log or a terminal they could act, or hide what stands there. */
const unprintable = /[\p{C}\u2028\u2029]/gu;

/**
 * The path of a key or an index below a field; `""` is the body. Fit for a message whatever the key: unprintable characters
 * become dots, a long key is cut, and an empty one is written `""`, so that every step shows.
 */
export function fieldPath(parent: string, key: string | number): string {
  if (typeof key === "number") return `${parent}[${key}]`;
  return `${parent && `${parent}.`}${key.slice(0, 80).replace(unprintable, "·") || '""'}`;
}
