import { isAbsolute, resolve } from "node:path";
import { inputError, usageError } from "../cli-error.js";
import type { Io } from "../io.js";
import { readAll } from "./read-input.js";

/**
 * Reads a secret given by reference: `env:NAME`, `file:PATH`, or `-` for stdin. Anything else is
 * the secret itself. Other users can see a command line, and the shell keeps it in its history; an
 * environment variable and a private file are safe from both.
 *
 * @throws {CliError} when the reference leads to nothing, or is the secret itself with a prefix.
 */
export async function resolveSecret(text: string, io: Io, { folder = io.cwd } = {}): Promise<string> {
  if (text === "-") {
    const secret = (await readAll(io.stdin.chunks())).trim();
    if (secret === "") throw inputError("Expected a secret on stdin, which is empty.");
    return secret;
  }
  checkReference(text);
  if (text.startsWith("env:")) {
    const name = text.slice("env:".length);
    const secret = io.env[name]?.trim();
    if (!secret)
      throw inputError(`The environment variable ${name} is not set.`, "Set it, or name another variable: env:NAME.");
    return secret;
  }
  if (text.startsWith("file:")) {
    const path = text.slice("file:".length);
    if (path === "") throw usageError("file: needs a path, as in file:/run/secrets/hub.");
    const secret = (await io.files.readText(isAbsolute(path) ? path : resolve(folder, path))).trim();
    if (secret === "") throw inputError(`The file ${path} is empty.`);
    return secret;
  }
  return text.trim();
}

/**
 * Refuses the secret itself behind `env:` or `file:`, which would be shown as the name of a place.
 *
 * @throws {CliError} for such a reference, without repeating it.
 */
export function checkReference(text: string): void {
  if (!/^(?:env|file):.*(?:SharedAccessKey|\bsig)\s*=/is.test(text)) return;
  const expected = text.startsWith("env:") ? "the name of a variable after env:" : "a path after file:";
  throw usageError(
    `Expected ${expected}, not the secret itself.`,
    "Remove the prefix, or save the secret there and name the place.",
  );
}

/** Whether the text only says where the secret is. */
export function isReference(text: string): boolean {
  return text === "-" || text.startsWith("env:") || text.startsWith("file:");
}
