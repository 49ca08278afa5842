import { encodeErrorBody } from "@nh/wire/server";

/** A refusal in the service's own terms. Thrown by routes; the door turns it into an error answer. */
export class Refusal extends Error {
  readonly status: number;
  /** The sentence of the error body; undefined leaves the body empty. */
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

/** What a route answers; the door adds what every answer has. */
export interface RouteResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

/** Ids and time of one exchange. */
export interface Tracking {
  readonly trackingId: string;
  readonly correlationId: string;
  /** The hub's own time, in milliseconds since 1970. */
  readonly atMs: number;
}

/** What a refusal is as an answer: `<Error><Code>…` with the tracking id, as recorded. */
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

let dateSecond = Number.NaN;
let dateText = "";

/**
 * The headers of an answer with those that the newest recorded front end puts on every one. They are written into one
 * object: spreading one into another costs several times as much.
 */
export function completeHeaders(answer: RouteResponse, tracking: Tracking, secure: boolean): Record<string, string> {
  const headers: Record<string, string> = {
    Date: httpDate(tracking.atMs),
    Server: "Kestrel",
    TrackingId: tracking.trackingId,
    "x-ms-correlation-request-id": tracking.correlationId,
  };
  for (const name in answer.headers) if (!(name in headers)) headers[name] = answer.headers[name] ?? "";
  // Browsers apply this to every port of a host: on localhost it would lock a developer out of other local pages.
  if (secure) headers["Strict-Transport-Security"] = "max-age=2592000";
  if ((answer.body === undefined || answer.body === "") && answer.status !== 204) headers["Content-Length"] = "0";
  return headers;
}

/** `Tue, 16 Apr 2024 22:06:17 GMT`, made once a second. */
function httpDate(atMs: number): string {
  const second = Math.floor(atMs / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(atMs).toUTCString();
  }
  return dateText;
}
