import { ResponseTooLong } from "./failures.js";
import type { FetchResponse } from "./fetch.js";

/**
 * Reads the body of a response as a string, but never more than `maxBytes` of it where it can be
 * read piece by piece.
 */
export async function readBody(response: FetchResponse, maxBytes: number): Promise<string> {
  const reader = readerOf(response);
  if (reader === undefined) {
    const text = await response.text();
    if (text.length > maxBytes) throw new ResponseTooLong(maxBytes);
    return text;
  }
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done || value === undefined) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) {
      // How canceling ends no longer matters: the connection is given up.
      reader.cancel().catch(() => undefined);
      throw new ResponseTooLong(maxBytes);
    }
    text += decoder.decode(value, { stream: true });
  }
}

interface Reader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

function readerOf(response: FetchResponse): Reader | undefined {
  const { body } = response as { body?: { getReader?: () => Reader } | null };
  return typeof body?.getReader === "function" ? body.getReader() : undefined;
}
