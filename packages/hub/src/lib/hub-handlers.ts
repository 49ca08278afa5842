import { parseConnectionString, serviceHostSuffixes } from "@nh/auth";
import { type HttpHandler, HttpResponse, http } from "msw";
import { isConnectionReset } from "./http/connection-reset.js";
import type { Hub } from "./hub.js";

/**
 * Handlers for msw with which the hub serves every request to the host in its connection string and
 * to any namespace of Azure, in all its clouds, so that the code under test keeps its production
 * address. A connection that a fault resets is a network error for the caller.
 */
export function hubHandlers(hub: Hub): HttpHandler[] {
  const { host } = new URL(parseConnectionString(hub.connectionString).endpoint);
  const service = `[a-z0-9-]+(?:${serviceHostSuffixes.map(escapeForPattern).join("|")})(?::\\d+)?`;
  // A regular expression, because msw would read a path such as `/hub/messages/$batch` or
  // `/hub/tags/a*b` as a pattern.
  const addresses = new RegExp(`^https?://(?:${escapeForPattern(host)}|${service})/`, "i");
  return [
    http.all(addresses, async ({ request }) => {
      try {
        return await hub.fetch(request);
      } catch (error) {
        if (isConnectionReset(error)) return HttpResponse.error();
        throw error;
      }
    }),
  ];
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
