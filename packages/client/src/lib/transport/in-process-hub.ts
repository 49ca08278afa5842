/**
 * Whether an address is that of a local hub inside a process: its name is under `.invalid`, which
 * no resolver knows (RFC 6761, section 6.4). Only the hub's own `fetch`, or msw, leads there.
 */
export function isInProcessHub(url: string): boolean {
  return /^https:\/\/[^/:]+\.invalid[:/]/.test(url);
}
