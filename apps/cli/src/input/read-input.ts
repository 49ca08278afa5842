import { resolve } from "node:path";
import { inputError } from "../cli-error.js";
import type { Io } from "../io.js";

/**
 * The whole text of a stream.
 *
 * @throws {CliError} when it is not UTF-8, since it would be sent as something else.
 */
export async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw inputError("The input is not UTF-8.", "Convert it to UTF-8 first.", error);
    throw error;
  }
}

/** The chunks of a file, or of stdin for `-`. */
function openInput(path: string, io: Io): AsyncIterable<Uint8Array> {
  return path === "-" ? io.stdin.chunks() : io.files.readChunks(resolve(io.cwd, path));
}

/** The text of a file, or of stdin for `-`, without a byte order mark. */
export async function readInput(path: string, io: Io): Promise<string> {
  return (await readAll(openInput(path, io))).replace(/^\ufeff/, "");
}

/** The lines of a file or of stdin, one at a time however large it is. */
export async function* readLines(path: string, io: Io): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of openInput(path, io)) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

/** Parses JSON; `origin` names the source in the error. */
export function parseJson(text: string, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw inputError(`${origin} is not JSON: ${why}.`, undefined, error);
  }
}

/** Parses a JSON object; `origin` names the source in the error. */
export function parseJsonObject(text: string, origin: string): Record<string, unknown> {
  const value = parseJson(text, origin);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw inputError(`${origin} must be a JSON object.`);
  }
  return value as Record<string, unknown>;
}
