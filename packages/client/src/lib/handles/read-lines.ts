import { decodeText } from "./decode-text.js";
import { HandleError } from "./handle-error.js";
import { type ListLine, ListLines } from "./list-lines.js";

/**
 * The lines of a list of your own making, such as an export of installations as NDJSON: with their
 * numbers, without a byte order mark, one at a time however long the list is.
 *
 * @param list A string, or its pieces as a file or a response gives them: strings, or UTF-8 bytes.
 *
 * @throws {HandleError} NH_HANDLE_LIST_INVALID for UTF-16 and other bytes that are not UTF-8, for
 * lines that end with CR alone, and for a line of more than a million characters.
 * @throws {ArgumentError} when the list is neither a string nor pieces of one.
 */
export async function* readLines(
  list: string | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): AsyncGenerator<ListLine> {
  const refuse = (message: string, line: number | undefined) =>
    new HandleError({ code: "NH_HANDLE_LIST_INVALID", message, line });
  const lines = new ListLines(refuse);
  for await (const text of decodeText("readLines", list, ({ message, line }) => refuse(message, line))) {
    yield* lines.push(text);
  }
  yield* lines.end();
}
