/** Writes bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/**
 * Reads base64 or base64url, with or without padding and line breaks; undefined when it is neither.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const letters = text.replace(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(letters)) return undefined;
  try {
    return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
