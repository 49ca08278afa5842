import type { IncomingMessage } from "node:http";

const ownHost = /^(localhost|127\.0\.0\.1|\[::1\]):\d+$/;

/**
 * Why a request may not be served, or undefined. The page's server can send notifications, so it must not do that for
 * other web sites that happen to run in the same browser.
 */
export function refusalOf(request: IncomingMessage): string | undefined {
  const { host = "", origin, "sec-fetch-site": site, "content-type": contentType = "" } = request.headers;
  // A site whose name was made to resolve to this machine sends its own name.
  if (!ownHost.test(host)) return `This page is served to localhost only, not to ${JSON.stringify(host)}.`;
  if (origin !== undefined && origin !== `http://${host}`) return "Requests from other web sites are refused.";
  if (request.method === "GET" || request.method === "HEAD") {
    const navigates = request.headers["sec-fetch-mode"] === "navigate";
    return site === "cross-site" && !navigates ? "Requests from other web sites are refused." : undefined;
  }
  if (site !== undefined && site !== "same-origin") return "Requests from other web sites are refused.";
  // A form of another site can post text, but not JSON without asking first.
  return /^application\/json\s*(;|$)/i.test(contentType)
    ? undefined
    : "Requests must have Content-Type: application/json.";
}
