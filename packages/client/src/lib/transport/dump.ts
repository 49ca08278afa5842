import { formatRequest, formatResponse } from "@nh/wire";
import type { Fetch, FetchInit, FetchResponse, TimedResponse } from "./fetch.js";

/** Takes the text of one request or answer. */
export type DumpWriter = (text: string) => void;

/** Headers of the protocol, for an answer that can only be asked for one header at a time. */
const knownHeaders = ["Content-Type", "Date", "Location", "Retry-After", "TrackingId", "x-ms-correlation-request-id"];

/**
 * The innermost layer: writes every request as it leaves and every answer as it came, signatures masked and handles shortened.
 *
 * @param write One that never throws: a broken writer must not turn an accepted send into a failed one.
 */
export function withDump(
  fetch: Fetch,
  write: DumpWriter,
  readBody: (response: FetchResponse) => Promise<string>,
): (url: string, init: FetchInit) => Promise<TimedResponse> {
  return async (url, init) => {
    const { method, headers, body = "" } = init;
    write(formatRequest({ method, url, headers: Object.entries(headers), body }));
    const response = await fetch(url, init);
    const text = await readBody(response);
    const { status, headers: answered } = response;
    write(formatResponse({ status, statusText: statusTextOf(response), headers: entriesOf(answered), body: text }));
    return { status, headers: answered, text: async () => text, content: text };
  };
}

function statusTextOf(response: FetchResponse): string {
  const { statusText } = response as { statusText?: unknown };
  return typeof statusText === "string" ? statusText : "";
}

function entriesOf(headers: FetchResponse["headers"]): [string, string][] {
  if (Symbol.iterator in headers) return [...(headers as Iterable<[string, string]>)];
  return knownHeaders.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
}
