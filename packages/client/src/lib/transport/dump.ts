import { formatRequest, formatResponse } from "@nh/wire";
import type { FetchResponse } from "./fetch.js";
import type { Send } from "./hub-response.js";
import { redactorFor } from "./redact.js";

/** Takes the text of one request or response. */
export type DumpWriter = (text: string) => void;

/** Headers of the protocol, for a response that can only be asked for one header at a time. */
const knownHeaders = ["Content-Type", "Date", "Location", "Retry-After", "TrackingId", "x-ms-correlation-request-id"];

/**
 * The layer around the exchange itself: writes every request as it leaves and every response as it
 * came, signatures masked and handles shortened.
 *
 * @param write One that never throws, since a broken writer must not turn an accepted send into a
 *   failed one. Without it there is no such layer.
 */
export function withDump(send: Send, write: DumpWriter | undefined, secrets: readonly string[]): Send {
  if (write === undefined) return send;
  return async (request, attempt) => {
    const { method, url, body = "" } = request;
    const redact = redactorFor(request, attempt, secrets);
    write(redact(formatRequest({ method, url, headers: Object.entries(attempt.headers), body })));
    const response = await send(request, attempt);
    const { status, statusText, headers, text } = response;
    // The sends of one content are under way at the same time: the platform tells their responses
    // apart.
    const reason = request.platform === undefined ? statusText : `${statusText} (${request.platform})`.trimStart();
    write(redact(formatResponse({ status, statusText: reason, headers: entriesOf(headers), body: text })));
    return response;
  };
}

function entriesOf(headers: FetchResponse["headers"]): [string, string][] {
  if (Symbol.iterator in headers) return [...(headers as Iterable<[string, string]>)];
  return knownHeaders.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
}
