/**
 * Reads a `Retry-After` header: whole seconds, or an HTTP date. A date is measured against the
 * response's own `Date` header, if it has one, so that a wrong clock on this machine does not
 * matter. Anything else is `undefined`, never a guess; so is a number of seconds that no service
 * means (ten digits, which is 31 years, or more).
 *
 * @param nowMs Milliseconds since 1970.
 * @returns Milliseconds to wait, 0 for a date that has passed.
 */
export function readRetryAfter(
  value: string | undefined,
  dateHeader: string | undefined,
  nowMs: number,
): number | undefined {
  const text = value?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = readHttpDate(text);
  if (at === undefined) return undefined;
  return Math.max(0, at - (readHttpDate(dateHeader) ?? nowMs));
}

/**
 * The form that HTTP prescribes for writing, and the two older ones that it prescribes for reading.
 * RFC 9110, 5.6.7.
 */
const httpDates = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/** Reads an HTTP date as milliseconds since 1970, or `undefined`. */
export function readHttpDate(value: string | undefined): number | undefined {
  const text = value?.trim() ?? "";
  if (!httpDates.some((form) => form.test(text))) return undefined;
  // The third form names no zone and means GMT all the same.
  const at = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : at;
}
