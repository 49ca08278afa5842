import { Slice } from "../steps.js";
import { json, jsonHeaders } from "./control-response.js";

/** A part of a long list is handed over once it has so many characters. */
const CHUNK_LENGTH = 64 * 1024;

/**
 * Answers `{ "<name>": [ … ] }`. What can be found at once is answered whole. A longer list comes as a stream while it is
 * made, and between its parts other requests are answered.
 *
 * @param found the items, and undefined for what was looked at in vain.
 */
export function listing(name: string, found: Iterable<object | undefined>): Response {
  const items = found[Symbol.iterator]();
  const slice = new Slice();
  const first: object[] = [];
  while (!slice.isOver) {
    const { done, value } = items.next();
    if (done === true) return json(200, { [name]: first });
    if (value !== undefined) first.push(value);
  }
  return new Response(streamOf(name, first, items, slice), { status: 200, headers: jsonHeaders });
}

function streamOf(
  name: string,
  first: readonly object[],
  items: Iterator<object | undefined>,
  slice: Slice,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let text = `{${JSON.stringify(name)}:[${first.map((item) => JSON.stringify(item)).join(",")}`;
  let isEmpty = first.length === 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        if (slice.isOver) await slice.renew();
        const { done, value } = items.next();
        if (done === true) {
          controller.enqueue(encoder.encode(`${text}]}`));
          controller.close();
          return;
        }
        if (value === undefined) continue;
        text += isEmpty ? JSON.stringify(value) : `,${JSON.stringify(value)}`;
        isEmpty = false;
        if (text.length < CHUNK_LENGTH) continue;
        controller.enqueue(encoder.encode(text));
        text = "";
        return;
      }
    },
  });
}
