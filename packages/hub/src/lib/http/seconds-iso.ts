let lastSecond = Number.NaN;
let lastText = "";

/**
 * A time as the documents of the service have it, to the second: `2031-05-06T07:08:09Z`. Written
 * once a second, because every response to a registration has it.
 */
export function secondsIso(atMs: number): string {
  const second = Math.floor(atMs / 1_000);
  if (second !== lastSecond) {
    lastText = `${new Date(atMs).toISOString().slice(0, 19)}Z`;
    lastSecond = second;
  }
  return lastText;
}
