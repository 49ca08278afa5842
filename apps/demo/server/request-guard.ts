import type { IncomingMessage } from "node:http";

const ownHost = /^(localhost|127\.0\.0\.1|\[::1\]):\d+$/;

/**
 * Returns why a request is refused, or undefined when it may be served. The page's server can send
 * notifications, so it must not do that for other websites in the same browser.
 */
export function refusalOf(request: IncomingMessage): string | undefined {
  const { host = "", origin, "sec-fetch-site": site, "content-type": contentType = "" } = request.headers;
  // A website whose name resolves to this machine still sends its own name.
  if (!ownHost.test(host)) return `This page is served for localhost only, not for ${JSON.stringify(host)}.`;
  if (origin !== undefined && origin !== `http://${host}`) return "Requests from other websites are refused.";
  if (request.method === "GET" || request.method === "HEAD") {
    const navigates = request.headers["sec-fetch-mode"] === "navigate";
    return site === "cross-site" && !navigates ? "Requests from other websites are refused." : undefined;
  }
  if (site !== undefined && site !== "same-origin") return "Requests from other websites are refused.";
  // A form of another website can post text, but JSON only after a preflight request.
  return /^application\/json\s*(;|$)/i.test(contentType)
    ? undefined
    : "Requests must have Content-Type: application/json.";
}
