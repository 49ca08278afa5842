import { isAbsolute, resolve } from "node:path";
import type { HubSettings } from "@nh/client/management";
import { type CliError, inputError } from "../cli-error.js";
import { asRecord } from "../input/json-fields.js";
import { formatPath, type JsonPath } from "../input/json-line.js";
import { readBytes } from "../input/read-bytes.js";
import { resolveSecret } from "../input/secret-reference.js";
import type { Io } from "../io.js";
import { describeError } from "../output/describe-error.js";

/** Where the description of a hub was read. */
export interface HubFileSource {
  readonly io: Io;
  /** The folder that relative `file:` references start from. */
  readonly folder: string;
  /** The file, for messages. */
  readonly origin: string;
  /** The error for a field. Default: one that names the file and the field. */
  readonly fault?: (field: JsonPath, cause: unknown) => CliError;
}

/** Authorization rules of a file may lack their keys: the hub keeps its own, or gets new ones. */
export type FileRule = Omit<NonNullable<HubSettings["authorizationRules"]>[number], "primaryKey"> & {
  readonly primaryKey?: string | undefined;
};

/** A hub as a JSON file describes it, its references followed. */
export interface HubFile extends Omit<HubSettings, "authorizationRules"> {
  readonly authorizationRules?: readonly FileRule[] | undefined;
}

/**
 * Reads the description of a hub from JSON: the members of `HubSettings`, where any string in
 * `credentials` and `authorizationRules` may be a reference, `env:NAME` or `file:PATH`. The file of
 * a certificate is read as base64. `$schema` is for editors. Its values are checked by `checkHub`.
 *
 * @throws {CliError} when it is not an object, or a reference leads to nothing. The message
 *   names the field.
 */
export async function readHubFile(value: unknown, source: HubFileSource): Promise<HubFile> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw inputError(`${source.origin} must be a JSON object that describes a hub.`);
  }
  const { $schema: _schema, ...members } = asRecord(value);
  const read = new Map(Object.entries(members));
  for (const name of ["credentials", "authorizationRules"]) {
    if (read.has(name)) read.set(name, await followReferences(read.get(name), source, [name]));
  }
  return Object.fromEntries(read) as HubFile;
}

async function followReferences(value: unknown, source: HubFileSource, path: JsonPath): Promise<unknown> {
  if (typeof value === "string") {
    return followReference(value, source, path.at(-1)).catch((error: unknown) => {
      throw source.fault?.(path, error) ?? fieldError(source.origin, path, error);
    });
  }
  if (Array.isArray(value))
    return Promise.all(value.map((item, index) => followReferences(item, source, [...path, index])));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(async ([name, item]) => [
    name,
    await followReferences(item, source, [...path, name]),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

function fieldError(origin: string, path: JsonPath, cause: unknown): CliError {
  const { message, fix } = describeError(cause);
  return inputError(`${origin}: ${formatPath(path)}: ${message}`, fix, cause);
}

async function followReference(
  text: string,
  { io, folder }: HubFileSource,
  member: JsonPath[number] | undefined,
): Promise<string> {
  if (!/^(?:env|file):/.test(text)) return text;
  const path = text.slice("file:".length);
  if (member !== "certificate" || !text.startsWith("file:") || path === "") return resolveSecret(text, io, { folder });
  const bytes = await readBytes(isAbsolute(path) ? path : resolve(folder, path), io);
  // A .p12 file is DER, which begins with a sequence. Base64 and PEM do not.
  return bytes[0] === 0x30 ? bytes.toString("base64") : bytes.toString("utf8").trim();
}
