import { readLimited } from "./exchange.js";
import { RequestHeaders } from "./request-headers.js";

/**
 * What the REST API needs of a request. A `Request` of the Fetch standard costs more to make than a small send costs to carry
 * out, so a door with a socket gives just this.
 */
export interface RestRequest {
  readonly method: string;
  /** Absolute and normalized, as the constructor of `URL` writes it. */
  readonly url: string;
  readonly headers: RequestHeaders;
  /** Aborted when the caller has given up. Asked for only when a fault makes the request wait. */
  readonly signal: AbortSignal;
  /** The body as text, read once. @throws {Refusal} 413 above the limit. */
  readBody(limitBytes: number): Promise<string>;
}

/** A `Request` as the REST API takes it. */
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
