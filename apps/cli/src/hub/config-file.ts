import { inputError } from "../cli-error.js";
import { parseJsonObject } from "../input/read-input.js";
import type { Io } from "../io.js";

/** A configuration file as its JSON object, with the path for errors. */
export interface ConfigFile {
  readonly path: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/**
 * Reads a configuration file; undefined when it does not exist.
 *
 * @throws {CliError} when it is not a file, since reading a pipe may never end, or not a JSON
 * object.
 */
export async function readConfigFile(path: string, io: Io): Promise<ConfigFile | undefined> {
  const kind = await io.files.kindOf(path);
  if (kind === undefined) return undefined;
  if (kind !== "file") throw inputError(`${path} must be a file, not ${kind === "folder" ? "a folder" : "a pipe"}.`);
  return { path, document: parseJsonObject(await io.files.readText(path), path) };
}

export function objectIn(value: unknown, where: string, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw inputError(`${where} in ${path} must be an object.`);
  }
  return value as Record<string, unknown>;
}

/** The string of this name; undefined when it is absent or empty. */
export function optionalString(
  document: Readonly<Record<string, unknown>>,
  name: string,
  path: string,
): string | undefined {
  const value = Object.hasOwn(document, name) ? document[name] : undefined;
  if (value !== undefined && typeof value !== "string") throw inputError(`${name} in ${path} must be a string.`);
  return value === "" ? undefined : value;
}

export function requiredString(document: Readonly<Record<string, unknown>>, name: string, path: string): string {
  const value = optionalString(document, name, path);
  if (value === undefined) throw inputError(`${name} is missing in ${path}.`);
  return value;
}
