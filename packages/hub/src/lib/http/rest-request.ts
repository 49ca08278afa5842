import { readLimited } from "./exchange.js";
import { RequestHeaders } from "./request-headers.js";

/**
 * What the REST API needs of a request. Making a `Request` of the Fetch standard costs more than a
 * small send, so a hub on a port passes only this.
 */
export interface RestRequest {
  readonly method: string;
  /** Absolute and normalized, as the constructor of `URL` writes it. */
  readonly url: string;
  readonly headers: RequestHeaders;
  /** Aborted when the caller gives up. Used only when a fault makes the request wait. */
  readonly signal: AbortSignal;
  /**
   * The body as a string. It can be read once.
   *
   * @throws {Refusal} 413 when it exceeds the limit.
   */
  readBody(limitBytes: number): Promise<string>;
}

/** A `Request` in the form that the REST API takes. */
export function fromFetchRequest(request: Request): RestRequest {
  return {
    method: request.method,
    url: request.url,
    headers: new RequestHeaders(flatten(request.headers)),
    get signal() {
      return request.signal;
    },
    readBody: (limitBytes) => readLimited(request, limitBytes),
  };
}

function flatten(headers: Headers): string[] {
  const flat: string[] = [];
  headers.forEach((value, name) => {
    flat.push(name, value);
  });
  return flat;
}
