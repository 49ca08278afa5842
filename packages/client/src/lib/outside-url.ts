/**
 * Checks an address that came in an answer: it must not lead to a place that only this machine can reach unprotected.
 *
 * @throws {TypeError} when it is neither https nor plain http to this machine itself.
 */
export function checkOutsideUrl(text: string): void {
  const url = new URL(text);
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === "https:" || (url.protocol === "http:" && loopback)) return;
  throw new TypeError(
    `Refused to read from ${url.protocol}//${url.hostname}: only https, or http from this machine itself.`,
  );
}
