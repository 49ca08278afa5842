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
  try {
    for await (const line of readLines(chunks)) if (line.text.trim() !== "") yield line;
  } catch (error) {
    throw isHandleError(error) ? inputError(`${origin}: ${error.message}`, undefined, error) : error;
  }
}
