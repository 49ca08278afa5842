import { resolve } from "node:path";
import { inputError } from "../cli-error.js";
import type { Io } from "../io.js";
import { findJsonProblem } from "./json-problem.js";

/**
 * The whole text of a stream, without a byte order mark.
 *
 * @throws {CliError} when it is not UTF-8, since it would be sent as something else.
 */
export async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const bytes = Buffer.concat(pieces);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw isUtf16
      ? inputError(
          "The input is UTF-16, which PowerShell and Excel write.",
          "Convert it to UTF-8 first: iconv -f UTF-16 -t UTF-8, or Set-Content -Encoding utf8.",
          error,
        )
      : inputError("The input is not UTF-8.", "Convert it to UTF-8 first.", error);
  }
}

/** The name of a file in messages, or of stdin for `-`. */
export const originOf = (path: string) => (path === "-" ? "stdin" : path);

/** The chunks of a file, or of stdin for `-`. */
export function openInput(path: string, io: Io): AsyncIterable<Uint8Array> {
  return path === "-" ? io.stdin.chunks() : io.files.readChunks(resolve(io.cwd, path));
}

/** The text of a file, or of stdin for `-`. */
export const readInput = (path: string, io: Io): Promise<string> => readAll(openInput(path, io));

/** The lines of UTF-8 text that arrives in chunks; the last one may lack its line break. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // The pieces of a line that has not ended yet: joining them at each chunk would take the square
  // of the time for a very long line.
  let pieces: string[] = [];
  for await (const chunk of chunks) {
    const [first = "", ...others] = decoder.decode(chunk, { stream: true }).split("\n");
    pieces.push(first);
    for (const piece of others) {
      yield withoutCarriageReturn(pieces.join(""));
      pieces = [piece];
    }
  }
  pieces.push(decoder.decode());
  const rest = pieces.join("");
  if (rest !== "") yield rest;
}

const withoutCarriageReturn = (line: string) => (line.endsWith("\r") ? line.slice(0, -1) : line);

/**
 * Parses JSON.
 *
 * @param origin Names the source in the error, such as a path.
 * @param firstLine The line of the source where the text begins, for one line of an NDJSON file.
 * @throws {CliError} with line and column, without quoting the text.
 */
export function parseJson(text: string, origin: string, firstLine = 1): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = findJsonProblem(text);
    const where =
      problem === undefined
        ? "it cannot be parsed"
        : `${problem.message} at line ${problem.line + firstLine - 1}, column ${problem.column}`;
    throw inputError(`${origin} is not valid JSON: ${where}.`, undefined, error);
  }
}

/**
 * Parses a JSON object, as {@link parseJson} does.
 *
 * @throws {CliError} when it is not JSON, or not an object.
 */
export function parseJsonObject(text: string, origin: string): Record<string, unknown> {
  const value = parseJson(text, origin);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw inputError(`${origin} must be a JSON object.`);
  }
  return value as Record<string, unknown>;
}
