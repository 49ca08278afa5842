/** The format of dates in HTTP (RFC 9110, 5.6.7). The two obsolete formats are not supported. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads a `Retry-After` header: whole seconds, or an HTTP date. A date is compared with the `Date`
 * header of the response, so the clock of this machine does not matter. Anything else is
 * `undefined`.
 *
 * @param nowMs Milliseconds since 1970.
 * @returns Milliseconds to wait. 0 for a date in the past.
 */
export function readRetryAfter(
  value: string | undefined,
  dateHeader: string | undefined,
  nowMs: number,
): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = readDate(text);
  return at === undefined ? undefined : Math.max(0, at - (readDate(dateHeader ?? "") ?? nowMs));
}

function readDate(text: string): number | undefined {
  return httpDate.test(text) ? Date.parse(text) : undefined;
}
