import { Slice } from "../steps.js";
import { json, jsonHeaders } from "./control-response.js";

/** How many characters a part of a long list has before it is sent. */
const CHUNK_LENGTH = 64 * 1024;

/**
 * Returns `{ "<name>": [ … ] }`. What can be found at once is returned whole. A longer list is
 * streamed while it is made, and other requests are served between its parts.
 *
 * @param found the items, and undefined for each that does not match.
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
