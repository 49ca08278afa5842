import { shortenHandle } from "./handle.js";
import { headerNames } from "./protocol.js";
import { redactSecrets, shortenHandlesInBody, shortenHandlesInUrl } from "./redact.js";

/** A request to be shown. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/** An answer to be shown. */
export interface ShownResponse {
  readonly status: number;
  /** May be empty, as it is over HTTP/2. */
  readonly statusText: string;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/**
 * Writes a request as people read it: the method and URL, a line per header, an empty line and the body. Signatures and keys are masked,
 * device handles shortened, and control characters written as escapes, so that the text may go to a terminal or a log.
 */
export function formatRequest(request: ShownRequest): string {
  const url = shortenHandlesInUrl(request.url);
  return formatMessage(`${request.method} ${url}`, request.headers, request.body);
}

/** Writes an answer in the same way as `formatRequest` does, beginning with the status. */
export function formatResponse(response: ShownResponse): string {
  const status = `HTTP ${response.status} ${response.statusText}`.trimEnd();
  return formatMessage(status, response.headers, response.body);
}

function formatMessage(first: string, headers: Iterable<readonly [string, string]>, body: string): string {
  const lines = [first];
  for (const [name, value] of headers) lines.push(`${name}: ${shownValue(name, value)}`);
  const head = oneLineEach(lines);
  return visible(redactSecrets(body === "" ? head : `${head}\n\n${shortenHandlesInBody(body)}`));
}

function shownValue(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case headerNames.deviceHandle.toLowerCase():
    case headerNames.p256dh.toLowerCase():
      return shortenHandle(value);
    case headerNames.auth.toLowerCase():
      return "***";
    case "authorization":
      // The signature is masked with the rest of the text; of a token of another kind nothing is known but that it is one.
      return /^SharedAccessSignature\s/i.test(value) ? value : "***";
    default:
      return value;
  }
}

/** A line break inside a header must not look like another header. */
function oneLineEach(lines: readonly string[]): string {
  return lines.map((line) => line.replaceAll("\r", "\\r").replaceAll("\n", "\\n")).join("\n");
}

/** Leaves tabs and line breaks, and writes every other control character as an escape: a terminal would obey it. */
function visible(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/[^\P{Cc}\t\n]/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
