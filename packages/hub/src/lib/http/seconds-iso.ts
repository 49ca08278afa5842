/** A time as the documents of the service have it, to the second: `2031-05-06T07:08:09Z`. */
export function secondsIso(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
