import { createSasCredential } from "@nh/auth";
import { API_VERSION, buildPath, type Installation } from "@nh/wire";
import { ownConnection } from "../hub/reach-hub.js";
import type { Connection } from "../hub/types.js";

/**
 * Reads a registration as the Atom entry that it is. The client would decode it, and the codecs of
 * all registrations would weigh more than a view of the page.
 *
 * @throws {TypeError} when the hub cannot be reached.
 * @throws {Error} when the hub refuses the request.
 */
export async function getRegistrationEntry(connection: Connection, hub: string, id: string): Promise<string> {
  const url = `${location.origin}${buildPath("getRegistration", hub, id)}`;
  const { token } = await createSasCredential(ownConnection(connection)).getToken(url);
  const response = await fetch(`${url}?api-version=${API_VERSION}`, { headers: { Authorization: token } });
  if (!response.ok) throw new Error(`The hub responded with ${response.status} to the registration ${id}.`);
  return await response.text();
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
    const reason = cause instanceof Error ? cause.message : String(cause);
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
