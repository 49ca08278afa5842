/**
 * Encodes a handle as one segment of a path. Handles come from devices, so they must not reach
 * another path. Servers resolve `.` and `..` even when they are percent-encoded, so these become a
 * space, which no service uses as a handle.
 */
export function pathSegment(handle: string): string {
  if (/^[\w-]+$/.test(handle)) return handle;
  const encoded = encodeURIComponent(handle.replace(/\p{Surrogate}/gu, "\ufffd"));
  return /^\.{1,2}$/.test(encoded) ? "%20" : encoded;
}
