import type { HubRequest } from "../hub/types.js";

/** A body that reads well: JSON indented, anything else as it is. */
function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

/** The request as it appears in HTTP/1.1. */
export function requestText({ method, url, requestHeaders, requestBody }: HubRequest, pretty: boolean): string {
  const { pathname, search } = new URL(url);
  const body = pretty ? prettyBody(requestBody) : requestBody;
  return `${method} ${pathname}${search} HTTP/1.1\n${headerLines(requestHeaders)}${body === "" ? "" : `\n\n${body}`}`;
}

/** The response likewise; of a broken connection there is none. */
export function responseText({ status, responseHeaders, responseBody }: HubRequest, pretty: boolean): string {
  if (status === 0) return "The connection broke: there was no response.";
  const body = pretty ? prettyBody(responseBody) : responseBody;
  return `HTTP/1.1 ${status}\n${headerLines(responseHeaders)}${body === "" ? "" : `\n\n${body}`}`;
}
