import { shortenHandle } from "./handle.js";
import { headerNames } from "./protocol.js";
import { redactSecrets, shortenHandles } from "./redact.js";
import { visible } from "./visible.js";

/** A request to show. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/** A response to show. */
export interface ShownResponse {
  readonly status: number;
  /** May be empty, as it is over HTTP/2. */
  readonly statusText: string;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/** What the headers of a request hold that is not shown, by their names in lower case. */
export const sensitiveHeaders: ReadonlyMap<string, "secret" | "handle"> = /* @__PURE__ */ new Map([
  ["authorization", "secret"],
  [headerNames.auth.toLowerCase(), "secret"],
  [headerNames.deviceHandle.toLowerCase(), "handle"],
  [headerNames.p256dh.toLowerCase(), "handle"],
]);

/**
 * Writes a request for people: the method and URL, a line per header, an empty line, and the body.
 * Signatures and keys are masked, device handles shortened, and control characters escaped, so that
 * it may go to a terminal or a log.
 */
export function formatRequest(request: ShownRequest): string {
  const url = shortenHandles(request.url);
  return formatMessage(`${request.method} ${url}`, request.headers, request.body);
}

/** Writes a response as `formatRequest` writes a request, beginning with the status. */
export function formatResponse(response: ShownResponse): string {
  const status = `HTTP ${response.status} ${response.statusText}`.trimEnd();
  return formatMessage(status, response.headers, response.body);
}

function formatMessage(first: string, headers: Iterable<readonly [string, string]>, body: string): string {
  const lines = [first];
  for (const [name, value] of headers) lines.push(`${name}: ${shownValue(name, value)}`);
  const head = oneLineEach(lines);
  return readable(redactSecrets(body === "" ? head : `${head}\n\n${shortenHandles(body)}`));
}

function shownValue(name: string, value: string): string {
  const holds = sensitiveHeaders.get(name.toLowerCase());
  if (holds === undefined) return value;
  if (holds === "handle") return shortenHandle(value);
  // The signature is masked later, with the rest. Of a token of another kind every part may be
  // secret.
  return /^SharedAccessSignature\s/i.test(value) ? value : "***";
}

/** A line break inside a header must not look like another header. */
function oneLineEach(lines: readonly string[]): string {
  return lines.map((line) => line.replaceAll("\r", "\\r").replaceAll("\n", "\\n")).join("\n");
}

/** Escapes what a terminal would obey, but leaves tabs and line breaks. */
function readable(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/[^\t\n]+/g, visible);
}
