import { encodeErrorBody } from "@nh/wire/server";
import type { RouteResponse, Tracking } from "./rest-response.js";

/**
 * A refusal in the service's own terms. Routes throw it, and the REST API turns it into an error
 * response.
 */
export class Refusal extends Error {
  readonly status: number;
  /** The sentence of the error body. Undefined leaves the body empty. */
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string | undefined, headers: Readonly<Record<string, string>> = {}) {
    super(detail ?? `Status ${status}`);
    this.name = "Refusal";
    this.status = status;
    this.detail = detail;
    this.headers = headers;
  }
}

/** What a request gets that the end of the hub interrupts. */
export function closedRefusal(): Refusal {
  return new Refusal(503, undefined);
}

/** A refusal as a response: `<Error><Code>…` with the tracking id, as recorded. */
export function refusalResponse(refusal: Refusal, tracking: Tracking): RouteResponse {
  if (refusal.detail === undefined) return { status: refusal.status, headers: refusal.headers };
  const { trackingId, atMs } = tracking;
  const body = encodeErrorBody({ code: refusal.status, detail: refusal.detail, trackingId, timestamp: new Date(atMs) });
  return {
    status: refusal.status,
    headers: { "content-type": "application/xml; charset=utf-8", ...refusal.headers },
    body,
  };
}
