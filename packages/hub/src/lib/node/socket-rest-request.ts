import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyTooLarge } from "../http/exchange.js";
import { RequestHeaders } from "../http/request-headers.js";
import type { RestRequest } from "../http/rest-request.js";
import { closeSignal } from "./close-signal.js";
import { withoutPseudoHeaders } from "./http2-exchange.js";
import type { IncomingBody } from "./incoming-body.js";

const decoder = new TextDecoder();

/** A request to the REST API from a socket. Nothing is made before it is needed. */
export class SocketRestRequest implements RestRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly #body: IncomingBody | undefined;
  readonly #outgoing: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse, url: string, body: IncomingBody | undefined) {
    this.method = incoming.method ?? "GET";
    this.url = url;
    this.headers = new RequestHeaders(joinHeaders(withoutPseudoHeaders(incoming.rawHeaders)));
    this.#body = body;
    this.#outgoing = outgoing;
  }

  /** Only reads can be aborted. A write continues when its client goes away, as in the service. */
  get signal(): AbortSignal {
    this.#signal ??=
      this.method === "GET" || this.method === "HEAD" ? closeSignal(this.#outgoing) : new AbortController().signal;
    return this.#signal;
  }

  async readBody(limitBytes: number): Promise<string> {
    if (this.#body === undefined) return "";
    const bytes = await this.#body.bytes(limitBytes);
    if (bytes === undefined) throw bodyTooLarge(limitBytes);
    return decoder.decode(bytes);
  }
}

/**
 * Header lines as `Headers` holds them: names in lower case, values trimmed, lines of the same name
 * joined.
 */
export function joinHeaders(rawHeaders: readonly string[]): string[] {
  const flat: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    const value = rawHeaders[index + 1] ?? "";
    const known = indexOfName(flat, name);
    if (known < 0) flat.push(name, value);
    else flat[known + 1] += `${name === "cookie" ? "; " : ", "}${value}`;
  }
  return flat;
}

function indexOfName(flat: readonly string[], name: string): number {
  for (let index = 0; index < flat.length; index += 2) if (flat[index] === name) return index;
  return -1;
}
