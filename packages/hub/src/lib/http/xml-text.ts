/**
 * What XML 1.0 cannot contain, not even escaped: control characters, the two non-characters, and
 * unpaired surrogates.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * A string as XML can hold it, with U+FFFD for what it cannot. A payload may contain anything, and
 * its telemetry must stay readable.
 */
export function xmlText(text: string): string {
  return text.replace(forbidden, "\ufffd");
}

/** Whether a value contains, as a key or at any depth, a string that XML cannot hold. */
export function holdsForbiddenText(value: unknown): boolean {
  if (typeof value === "string") return value.search(forbidden) >= 0;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, item]) => holdsForbiddenText(key) || holdsForbiddenText(item));
}
