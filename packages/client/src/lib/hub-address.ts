import { type ConnectionString, parseConnectionString } from "@nh/auth";
import { ArgumentError } from "./argument-error.js";

/** Where a hub is, for a client whose `credential` holds the key. */
export interface HubAddress {
  /** Such as `sb://contoso.servicebus.windows.net/`. */
  readonly endpoint: string;
  /** The hub, where it is not the second argument. */
  readonly entityPath?: string | undefined;
}

/**
 * Reads what a client is connected with. A connection written by hand meets the same rules as a
 * connection string.
 *
 * @param needsNoKey Whether a credential signs in place of the key.
 * @throws {ConnectionStringError} when a part is missing or wrong.
 * @throws {ArgumentError} when it is neither a string nor such an object.
 */
export function readConnection(
  connection: string | ConnectionString | HubAddress,
  needsNoKey: boolean,
): ConnectionString {
  if (typeof connection === "string") return parseConnectionString(connection);
  // Nothing is ever signed with these.
  const noKey = needsNoKey ? { sharedAccessKeyName: "-", sharedAccessKey: "-" } : {};
  const given: Partial<ConnectionString> = { ...noKey, ...connection };
  const { endpoint, sharedAccessKeyName, sharedAccessKey, entityPath = "" } = given;
  if (typeof endpoint !== "string") {
    throw new ArgumentError(
      "client",
      "connection",
      "must be a connection string or the object that parseConnectionString returns",
    );
  }
  const parts = { endpoint, sharedAccessKeyName, sharedAccessKey, entityPath };
  const text = Object.entries(parts).map((part) => part.join("="));
  if (text.some((part) => part.includes(";"))) {
    throw new ArgumentError("client", "connection", "must not contain a semicolon in any of its parts");
  }
  return parseConnectionString(text.join(";"));
}

/**
 * Checks the name of a hub.
 *
 * @throws {ArgumentError} when it is missing or has another character.
 */
export function checkHubName(hubName: unknown): string {
  if (isHubName(hubName)) return hubName;
  throw new ArgumentError("client", "hubName", {
    sentence:
      "The hub name must have 1 to 260 letters, digits, dots, hyphens or underscores; pass it as the second argument.",
  });
}

/**
 * Whether a string is the name of a hub: letters, digits, `.`, `-` and `_`, up to 260 of them, as
 * the official clients check it.
 */
export function isHubName(hubName: unknown): hubName is string {
  return typeof hubName === "string" && /^[\w.-]{1,260}$/.test(hubName) && !/^\.{1,2}$/.test(hubName);
}
