/**
 * The known name that was probably meant by a key: the same but for its spelling, as `timeToLive`
 * for `time_to_live`, or else one of which the key is a slip of the keyboard or a plural.
 */
export function suggestKey(key: string, names: readonly string[]): string | undefined {
  const wanted = letters(key);
  return names.find((name) => letters(name) === wanted) ?? names.find((name) => resembles(letters(name), wanted));
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}

/** Whether all but two characters of two names agree at their beginning and end. */
function resembles(known: string, key: string): boolean {
  let start = 0;
  while (start < key.length && key[start] === known[start]) start++;
  let end = 0;
  while (end < key.length - start && key.at(-1 - end) === known.at(-1 - end)) end++;
  return Math.min(start + end, known.length) >= Math.max(3, known.length - 2, key.length - 2);
}
