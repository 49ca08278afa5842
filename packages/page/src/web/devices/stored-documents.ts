import { API_VERSION, buildPath, decodeErrorBody, type Installation, routeOf } from "@nh/wire";
import { ownConnection } from "../hub/reach-hub.js";
import { signerOf } from "../hub/sign.js";
import type { Connection } from "../hub/types.js";
import { reasonOf } from "../shell/reason-of.js";

/**
 * Reads or changes what the hub stores of a device, as the document that it is. The client would
 * decode it, and the codecs of all registrations and installations would weigh more than a view of
 * the page.
 *
 * @param id The id of the installation or registration.
 * @returns The body of the response.
 * @throws {TypeError} when the hub cannot be reached.
 * @throws {Error} when the hub refuses the request, with the reason that it gave.
 */
export async function callStored(
  connection: Connection,
  hub: string,
  operation: "getInstallation" | "putInstallation" | "deleteInstallation" | "getRegistration" | "deleteRegistration",
  id: string,
  body: string | null = null,
): Promise<string> {
  const url = `${location.origin}${buildPath(operation, hub, id)}`;
  const { token } = await signerOf(ownConnection(connection)).getToken(url);
  const headers = { Authorization: token, "Content-Type": "application/json", "If-Match": "*" };
  const { method } = routeOf(operation);
  const response = await fetch(`${url}?api-version=${API_VERSION}`, { method, headers, body });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(
    decodeErrorBody(text)?.detail ?? `The hub responded with ${response.status} to ${operation} of ${id}.`,
  );
}

/**
 * Stores an installation in place of what the hub has under its id. Throws as `callStored` does.
 */
export async function putInstallation(connection: Connection, hub: string, installation: Installation): Promise<void> {
  await callStored(connection, hub, "putInstallation", installation.installationId, JSON.stringify(installation));
}

/**
 * The installation that somebody typed.
 *
 * @throws {TypeError} when it is not a JSON object with an installationId.
 */
export function readInstallation(text: string): Installation {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new TypeError(`The installation is not JSON: ${reason}`, { cause });
  }
  const isNamed =
    typeof value === "object" &&
    value !== null &&
    "installationId" in value &&
    typeof value.installationId === "string";
  if (!isNamed) throw new TypeError("The installation must be a JSON object with an installationId.");
  return value as Installation;
}
