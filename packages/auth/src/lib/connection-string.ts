import { ArgumentError } from "./argument-error.js";
import { ConnectionStringError, type ConnectionStringPart } from "./connection-string-error.js";
import { explainKeyMistake, explainMixUp } from "./explain-mix-up.js";
import { isLoopback } from "./loopback.js";

/** A parsed connection string: where the namespace is, and which key signs for it. */
export interface ConnectionString {
  /**
   * Base address of the namespace with a trailing slash, such as
   * `https://contoso.servicebus.windows.net/`.
   */
  readonly endpoint: string;
  /** Name of the shared access policy, such as `DefaultFullSharedAccessSignature`. */
  readonly sharedAccessKeyName: string;
  /** The key exactly as Azure shows it. It is used as a string: its base64 is not decoded. */
  readonly sharedAccessKey: string;
  /** The hub, which some Azure tools append to the string. No official client reads it. */
  readonly entityPath?: string | undefined;
}

export type KnownPart = Exclude<ConnectionStringPart, "format">;

const knownParts: readonly KnownPart[] = [
  "Endpoint",
  "SharedAccessKeyName",
  "SharedAccessKey",
  "EntityPath",
  "UseDevelopmentEmulator",
];

/**
 * Reads `Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…`. The parts may come in any order,
 * and their names in any case. Each is split at its first `=`, since keys end in `=`. Unknown names
 * and a trailing `;` are accepted. `UseDevelopmentEmulator=true` turns `sb://` into plain
 * `http://`, as for Azure's Service Bus emulator. Plain `http` is refused for any host that is not
 * this machine. So is what is often mixed up with a connection string, such as a placeholder, a
 * masked key, a reference to Key Vault, or the connection string of a storage account.
 *
 * @throws {ConnectionStringError} when a part is missing, repeated, or invalid. It does not quote
 * the string.
 * @throws {ArgumentError} when it is not a string.
 *
 * @example
 * const { endpoint } = parseConnectionString(process.env.NH_CONNECTION_STRING);
 */
export function parseConnectionString(text: string): ConnectionString {
  if (typeof text !== "string") throw new ArgumentError("text", "The connection string must be a string.");
  const parts = readParts(text);
  const endpoint = readEndpoint(required(parts, "Endpoint"), readEmulatorFlag(parts));
  const sharedAccessKeyName = required(parts, "SharedAccessKeyName");
  const sharedAccessKey = required(parts, "SharedAccessKey");
  const mistake = explainKeyMistake(sharedAccessKey);
  if (mistake !== undefined) refuse("SharedAccessKey", mistake);
  const entityPath = parts.get("EntityPath");
  return Object.freeze({ endpoint, sharedAccessKeyName, sharedAccessKey, ...(entityPath ? { entityPath } : {}) });
}

/** @throws {ConnectionStringError} always. */
export function refuse(part: ConnectionStringPart, message: string): never {
  throw new ConnectionStringError(part, message);
}

function readParts(text: string): Map<KnownPart, string> {
  if (text.trim() === "") refuse("format", "The connection string is empty.");
  const mixUp = explainMixUp(text.trim());
  if (mixUp !== undefined) refuse("format", mixUp);
  if (/^\s*["']/.test(text)) refuse("format", "Remove the quotes around the connection string.");
  const parts = new Map<KnownPart, string>();
  const seen = new Set<string>();
  for (const [index, segment] of text.split(";").entries()) {
    const trimmed = segment.trim();
    if (trimmed === "") continue;
    // The segment may be a piece of a key that contains ";", so the message has only its position.
    const position = `Part ${index + 1} of the connection string`;
    const equals = trimmed.indexOf("=");
    if (equals <= 0) refuse("format", `${position} is not of the form Name=value.`);
    const name = trimmed.slice(0, equals).trim().toLowerCase();
    const part = knownParts.find((known) => known.toLowerCase() === name);
    if (seen.has(name)) refuse(part ?? "format", `${position} repeats the name of an earlier part.`);
    seen.add(name);
    if (part === undefined) continue;
    const value = trimmed.slice(equals + 1).trim();
    refuseControlCharacters(part, value);
    parts.set(part, value);
  }
  return parts;
}

function required(parts: ReadonlyMap<KnownPart, string>, part: KnownPart): string {
  return (
    parts.get(part) ||
    refuse(
      part,
      `The connection string has no ${part}. It must have the form Endpoint=sb://<namespace>.servicebus.windows.net/;SharedAccessKeyName=<name>;SharedAccessKey=<key>.`,
    )
  );
}

function readEmulatorFlag(parts: ReadonlyMap<KnownPart, string>): boolean {
  const value = parts.get("UseDevelopmentEmulator")?.toLowerCase() ?? "false";
  if (!/^(true|false)$/.test(value)) refuse("UseDevelopmentEmulator", "UseDevelopmentEmulator must be true or false.");
  return value === "true";
}

/** @throws {ConnectionStringError} unless it is the address of a namespace. */
export function readEndpoint(text: string, emulator: boolean): string {
  const url = parseUrl(text.replace(/^sb:/i, emulator ? "http:" : "https:"));
  // Anything besides scheme, host, and port makes the address longer than its origin.
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    refuse(
      "Endpoint",
      "Endpoint must be an address such as sb://contoso.servicebus.windows.net/, without user, path, or query. Pass the name of the hub separately, or as EntityPath.",
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    refuse(
      "Endpoint",
      "Endpoint must not use plain http, except for this machine (localhost, 127.0.0.1, or ::1). Use https://, or sb:// without UseDevelopmentEmulator=true.",
    );
  }
  return url.href;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // The runtime's own error quotes its input, which may be a key in the wrong place.
    return undefined;
  }
}

/** @throws {ConnectionStringError} for a line break or another control character. */
export function refuseControlCharacters(part: KnownPart, value: string): void {
  if (/\p{Cc}/u.test(value)) refuse(part, `${part} contains a line break or another control character.`);
}
