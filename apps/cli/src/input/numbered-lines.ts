import { isHandleError, type ListLine, readLines } from "@nh/client/handles";
import { inputError } from "../cli-error.js";

/**
 * The lines of a file that the user wrote, one at a time however large it is, without those that
 * are blank.
 *
 * @param origin Names the source in errors, such as a path.
 * @throws {CliError} with the line, for what is not UTF-8 or has no line breaks.
 */
export async function* numberedLines(chunks: AsyncIterable<Uint8Array>, origin: string): AsyncGenerator<ListLine> {
  for await (const line of everyLine(chunks, origin)) if (!isBlank(line)) yield line;
}

export const isBlank = ({ text }: ListLine): boolean => text.trim() === "";

/**
 * The same with the blank lines.
 *
 * @throws {CliError} as {@link numberedLines} does.
 */
export async function* everyLine(chunks: AsyncIterable<Uint8Array>, origin: string): AsyncGenerator<ListLine> {
  try {
    yield* readLines(chunks);
  } catch (error) {
    throw isHandleError(error) ? inputError(`${origin}: ${error.message}`, undefined, error) : error;
  }
}
