import { headerNames } from "@nh/wire";
import type { FetchResponse } from "./fetch.js";
import type { Attempt, HubRequest } from "./hub-request.js";
import { oneLine } from "./redact.js";

/** A response of the service, its body read. */
export class HubResponse {
  readonly status: number;
  /** The reason phrase, where the transport tells it. */
  readonly statusText: string;
  readonly headers: FetchResponse["headers"];
  readonly text: string;
  readonly trackingId: string | undefined;
  readonly correlationId: string | undefined;
  /**
   * Whether it is a web page. The service never sends one; a proxy or a captive portal does, even
   * with status 200.
   */
  readonly isPage: boolean;
  /** Requests that the call took. */
  attempts = 1;

  /**
   * Reads what every call needs, so that headers that cannot be read fail here, as a broken
   * response.
   */
  constructor(response: FetchResponse, text: string) {
    const { status, headers } = response;
    const { statusText } = response as { statusText?: unknown };
    this.status = status;
    this.statusText = typeof statusText === "string" ? statusText : "";
    this.headers = headers;
    this.text = text;
    this.trackingId = this.#identifier(headerNames.trackingId);
    this.correlationId = this.#identifier(headerNames.correlationId);
    this.isPage = /html/i.test(this.header("Content-Type") ?? "");
  }

  /** A header by its name, in any case. */
  header(name: string): string | undefined {
    return this.headers.get(name) ?? undefined;
  }

  /** An identifier goes into messages, so it is one line, whatever a gateway made of it. */
  #identifier(name: string): string | undefined {
    const value = this.header(name);
    return value === undefined ? undefined : oneLine(value);
  }

  get is2xx(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** A 401 that says that the token had expired, rather than that it is wrong. */
  get saysTokenExpired(): boolean {
    return this.status === 401 && /\bExpiredToken\b/i.test(this.text);
  }
}

/** A layer of the transport: one attempt to send a request. */
export type Send = (request: HubRequest, attempt: Attempt) => Promise<HubResponse>;
