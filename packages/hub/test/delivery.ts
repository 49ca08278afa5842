import type { HubCredentials } from "@nh/wire";
import { encodeHubEntry } from "@nh/wire/server";
import { signFor } from "./sas.js";

const V = "api-version=2020-06";

/** Calls a hub that listens, and returns the text of its response. */
export async function callHub(
  url: string,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const authorization = signFor(`${url}/`, { ttlSeconds: 86_400 });
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text;
}

/** Creates a hub with credentials. */
export async function createHubWith(url: string, hub: string, credentials: HubCredentials): Promise<void> {
  const headers = { "content-type": "application/atom+xml;type=entry;charset=utf-8" };
  await callHub(url, "PUT", `/${hub}?${V}`, encodeHubEntry({ credentials }), headers);
}

/** Registers an installation. */
export async function install(url: string, hub: string, installation: { installationId: string }): Promise<void> {
  const path = `/${hub}/installations/${installation.installationId}?${V}`;
  await callHub(url, "PUT", path, JSON.stringify(installation));
}

/** Sends a notification to every device of a platform. */
export async function broadcast(url: string, hub: string, format: string, body: string): Promise<void> {
  await callHub(url, "POST", `/${hub}/messages/?${V}`, body, { "ServiceBusNotification-Format": format });
}
