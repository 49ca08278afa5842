import { resolve } from "node:path";
import { CliError, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import type { Io } from "../io.js";
import { originOf, readInput } from "./read-input.js";

/** A JSON or XML document, and what to call its source in errors. */
export interface SourceText {
  readonly text: string;
  readonly origin: string;
}

/**
 * Reads a document given inline, as a file, or as `-` for stdin. JSON and XML tell themselves from
 * a path by their first character.
 *
 * @param what Names an inline document in errors, such as `The payload`.
 * @throws {CliError} when it is empty, and when the file does not exist, with the ways to pass a
 *   document.
 */
export async function readDocument(given: string, what: string, io: Io): Promise<SourceText> {
  if (given.trim() === "")
    throw usageError(`${what} is empty.`, "Pass a document, the path of a file, or - for stdin.");
  if (/^\s*[{["<]/.test(given)) return { text: given, origin: what };
  try {
    return { text: await readInput(given, io), origin: originOf(given) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new CliError({
      code: "NH_CLI_FILE",
      exitCode: exitCodes.invalidInput,
      message: `${resolve(io.cwd, given)} does not exist.`,
      fix: 'Pass the path of a file, - for stdin, or the document itself, which begins with {, [, " or <.',
      cause: error,
    });
  }
}
