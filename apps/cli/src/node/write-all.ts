import { writeSync } from "node:fs";

/**
 * Writes all of the text. A disk that is nearly full accepts a part without an error, and fails
 * only the next time, so that a single write may lose the rest.
 */
export function writeAllSync(descriptor: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}
