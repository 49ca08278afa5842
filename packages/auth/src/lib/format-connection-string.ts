import { ArgumentError } from "./argument-error.js";
import { requireObject } from "./check-argument.js";
import {
  type ConnectionString,
  type KnownPart,
  readEndpoint,
  refuse,
  refuseControlCharacters,
} from "./connection-string.js";

/**
 * Writes the string that `parseConnectionString` reads back to an equal object. A plain `http`
 * endpoint becomes `sb://` with `UseDevelopmentEmulator=true` at the end.
 *
 * @throws {ConnectionStringError} when a part is empty, contains `;` or a control character, or the
 * endpoint is invalid.
 * @throws {ArgumentError} when it is not an object, or a part is not a string.
 */
export function formatConnectionString(connection: ConnectionString): string {
  requireObject("connection", connection, "an object such as parseConnectionString returns");
  const endpoint = new URL(readEndpoint(writable("Endpoint", connection.endpoint), false));
  const parts = [
    `Endpoint=sb://${endpoint.host}/`,
    `SharedAccessKeyName=${writable("SharedAccessKeyName", connection.sharedAccessKeyName)}`,
    `SharedAccessKey=${writable("SharedAccessKey", connection.sharedAccessKey)}`,
  ];
  if (connection.entityPath !== undefined) parts.push(`EntityPath=${writable("EntityPath", connection.entityPath)}`);
  if (endpoint.protocol === "http:") parts.push("UseDevelopmentEmulator=true");
  return parts.join(";");
}

function writable(part: KnownPart, value: string): string {
  if (typeof value !== "string") throw new ArgumentError(part, `${part} must be a string.`);
  if (value === "" || value.includes(";") || value !== value.trim()) {
    refuse(part, `${part} must not be empty, contain ";", or start or end with a space.`);
  }
  refuseControlCharacters(part, value);
  return value;
}
