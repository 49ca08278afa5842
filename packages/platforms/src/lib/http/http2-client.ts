import type { OutgoingHttpHeaders, SecureClientSessionOptions } from "node:http2";
import { ExchangeFailure } from "./exchange-failure.js";
import { Http2Exchange, type Http2Response } from "./http2-exchange.js";
import { Http2Session, type PingTimes } from "./http2-session.js";
import type { Wait } from "./wait.js";
import { WaitingLine } from "./waiting-line.js";

/**
 * Posts to one server over HTTP/2. Keeps one session and multiplexes it up to the limit of the
 * server. Further requests wait. After a GOAWAY, streams in progress finish on the old session, and
 * the next request opens a new one.
 */
export class Http2Client {
  readonly #url: string;
  readonly #options: SecureClientSessionOptions;
  readonly #times: PingTimes;
  readonly #waiting = new WaitingLine<Http2Exchange>();
  /** The session for new requests. */
  #session: Http2Session | undefined;

  /** @param url The origin: `https:`, or `http:` for HTTP/2 without TLS. */
  constructor(url: string, options: SecureClientSessionOptions, times: PingTimes) {
    this.#url = url;
    this.#options = options;
    this.#times = times;
  }

  /**
   * @throws {ExchangeFailure} when no response came.
   * @throws The reason of the signal.
   */
  post(headers: OutgoingHttpHeaders, body: Buffer, wait: Wait): Promise<Http2Response> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(new Http2Exchange(headers, body, wait, resolve, reject));
      this.#startWaiting();
    });
  }

  /** Closes the session. Call it when no request is in progress. */
  close(): void {
    this.#session?.close();
    this.#session = undefined;
  }

  #startWaiting(): void {
    while (this.#waiting.length > 0) {
      this.#session ??= this.#connect();
      if (!this.#session.hasRoom()) return;
      const exchange = this.#waiting.shift();
      // An exchange that was canceled while it waited needs no stream.
      if (exchange !== undefined && !exchange.isDone) this.#session.start(exchange);
    }
  }

  #connect(): Http2Session {
    const session = new Http2Session(this.#url, this.#options, this.#times, {
      onRoom: () => {
        if (this.#session === session) this.#startWaiting();
      },
      onLeave: (failure) => {
        if (this.#session === session) this.#session = undefined;
        if (failure === undefined) this.#startWaiting();
        // They would all wait for the same connection. Each one retries after its own delay.
        else for (const exchange of this.#waiting.clear()) exchange.fail(new ExchangeFailure(failure.details));
      },
    });
    return session;
  }
}
