import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type SecureClientSessionOptions,
  type Settings,
} from "node:http2";
import { describeFailure, isCertificateAlert } from "./describe-failure.js";
import { ExchangeFailure } from "./exchange-failure.js";
import type { Carrier, Http2Exchange } from "./http2-exchange.js";

/** When to ping a session, and how long the acknowledgment may take. Milliseconds. */
export interface PingTimes {
  /** Ping before the next request when the session was silent for this long. */
  readonly pingAfterMs: number;
  /** Ping an idle session this often. */
  readonly pingIntervalMs: number;
  /** The session is dead when a ping is not acknowledged within this time. */
  readonly pingTimeoutMs: number;
}

export const defaultPingTimes: PingTimes = { pingAfterMs: 60_000, pingIntervalMs: 3_600_000, pingTimeoutMs: 5000 };

/** The events of a session. */
export interface SessionEvents {
  /** There may be room for another request. */
  onRoom(): void;
  /**
   * The session takes no more requests. Called once.
   *
   * @param failure Set when the session never served a request, so another session would probably
   * fail, too.
   */
  onLeave(failure: ExchangeFailure | undefined): void;
}

/** How long it may take to connect, including TLS and the first SETTINGS of the server. */
const CONNECT_TIMEOUT_MS = 15_000;
/** The most streams on a server that announces no limit. Apple always announces one. */
const STREAMS_WITHOUT_LIMIT = 1000;

/** One HTTP/2 connection. Opens no more streams than the server allows. */
export class Http2Session implements Carrier {
  readonly #session: ClientHttp2Session;
  readonly #times: PingTimes;
  readonly #events: SessionEvents;
  readonly #connectTimer: NodeJS.Timeout;
  #pingTimer: NodeJS.Timeout | undefined;
  /** Whether it takes requests: from the first SETTINGS of the server until it leaves. */
  #isOpen = false;
  #hasLeft = false;
  #hasServed = false;
  #isPinging = false;
  #capacity = 0;
  #active = 0;
  #heardAt = 0;
  #error: Error | undefined;
  /** The server did not process streams above this one. Set by GOAWAY. */
  #lastStreamId = Number.POSITIVE_INFINITY;
  #farewell = "";

  constructor(url: string, options: SecureClientSessionOptions, times: PingTimes, events: SessionEvents) {
    this.#times = times;
    this.#events = events;
    const session = connect(url, { ...options, settings: { enablePush: false } });
    this.#session = session;
    this.#connectTimer = setTimeout(() => session.destroy(connectTimeout()), CONNECT_TIMEOUT_MS);
    session.on("remoteSettings", (settings) => this.#onSettings(settings));
    session.on("goaway", (_code, lastStreamId, data) => this.#onGoaway(lastStreamId, data));
    session.on("error", (error) => {
      this.#error = error;
    });
    session.on("close", () => {
      clearTimeout(this.#connectTimer);
      clearInterval(this.#pingTimer);
      this.#leave();
    });
  }

  /**
   * Whether a request may start now. Pings a session that was silent for long; `onRoom` follows.
   */
  hasRoom(): boolean {
    if (!this.#isOpen || this.#isPinging || this.#active >= this.#capacity) return false;
    if (performance.now() - this.#heardAt < this.#times.pingAfterMs) return true;
    this.ping();
    return false;
  }

  /** Starts a request. Call it when there is room. */
  start(exchange: Http2Exchange): void {
    let stream: ClientHttp2Stream;
    try {
      stream = this.#session.request(exchange.headers);
    } catch (error) {
      exchange.fail(this.#neverSent(error));
      return;
    }
    if (this.#active++ === 0) this.#session.ref();
    exchange.run(stream, this);
  }

  /** Pings the server, and drops the connection when there is no acknowledgment in time. */
  ping(): void {
    const session = this.#session;
    if (this.#isPinging || session.destroyed || session.connecting) return;
    this.#isPinging = true;
    const { pingTimeoutMs } = this.#times;
    const timer = setTimeout(() => session.destroy(pingTimeout(pingTimeoutMs)), pingTimeoutMs);
    const isUnderWay = session.ping((error) => {
      clearTimeout(timer);
      this.#isPinging = false;
      if (error) return;
      this.#heardAt = performance.now();
      this.#events.onRoom();
    });
    if (isUnderWay) return;
    clearTimeout(timer);
    session.destroy();
  }

  /** Closes the connection when its streams are done. */
  close(): void {
    this.#session.close();
  }

  heard(): void {
    this.#hasServed = true;
    this.#heardAt = performance.now();
  }

  suspect(): void {
    this.ping();
  }

  release(): void {
    if (--this.#active === 0 && !this.#session.destroyed) this.#session.unref();
    this.#events.onRoom();
  }

  judge({ id, rstCode, errored }: ClientHttp2Stream, neverSent: boolean): ExchangeFailure {
    const cause = this.#error ?? errored;
    if (neverSent || id === undefined || id > this.#lastStreamId) return this.#neverSent(cause);
    if (rstCode === constants.NGHTTP2_REFUSED_STREAM) {
      const reason = "The server refused the stream without processing it.";
      return new ExchangeFailure({ step: "push", processed: "never", reason, hint: pushLater, cause });
    }
    const reason = this.#session.destroyed
      ? `The connection broke before the response came${this.#farewell}.`
      : `The server reset the stream before it responded (HTTP/2 error code ${rstCode}).`;
    return new ExchangeFailure({ step: "push", processed: "unknown", reason, cause });
  }

  #onSettings(settings: Settings): void {
    const limit = settings.maxConcurrentStreams ?? Number.POSITIVE_INFINITY;
    this.#capacity = limit < 2 ** 31 ? limit : STREAMS_WITHOUT_LIMIT;
    if (!this.#isOpen && !this.#hasLeft) {
      this.#isOpen = true;
      this.#heardAt = performance.now();
      clearTimeout(this.#connectTimer);
      this.#pingTimer = setInterval(() => this.ping(), this.#times.pingIntervalMs).unref();
      this.#session.unref();
    }
    this.#events.onRoom();
  }

  #onGoaway(lastStreamId: number, data: Buffer | undefined): void {
    this.#lastStreamId = Math.min(this.#lastStreamId, lastStreamId);
    this.#farewell ||= farewell(data);
    this.#leave();
  }

  #leave(): void {
    if (this.#hasLeft) return;
    const wasOpen = this.#isOpen;
    this.#hasLeft = true;
    this.#isOpen = false;
    this.#events.onLeave(this.#hasServed ? undefined : this.#whyUnused(wasOpen));
  }

  /** Why a session ended before it served a request. */
  #whyUnused(wasOpen: boolean): ExchangeFailure {
    const error = this.#error;
    if (error instanceof ExchangeFailure) return error;
    if (isCertificateAlert(error)) return certificateRefused(error);
    const reason =
      wasOpen || error === undefined ? `The server closed the connection${this.#farewell}.` : describeFailure(error);
    return new ExchangeFailure({ step: "connect", processed: "never", reason, cause: error });
  }

  #neverSent(cause: unknown): ExchangeFailure {
    const reason = `The server closed the connection${this.#farewell} before it looked at the push.`;
    return new ExchangeFailure({ step: "push", processed: "never", reason, hint: pushLater, retryAtOnce: true, cause });
  }
}

const pushLater = "Nothing was pushed. Push again later.";

/** The reason in Apple's GOAWAY, such as `{"reason":"Shutdown"}`, to insert into a sentence. */
function farewell(data: Buffer | undefined): string {
  const reason = /"reason"\s*:\s*"(\w{1,60})"/.exec(data?.toString() ?? "")?.[1];
  return reason === undefined ? "" : ` (${reason})`;
}

function certificateRefused(cause: unknown): ExchangeFailure {
  return new ExchangeFailure({
    step: "connect",
    processed: "never",
    reason: "The server refused the certificate in the TLS handshake.",
    hint: "It may be revoked, expired or for another service. Create a new one in the Apple developer account.",
    isFinal: true,
    refusesCertificate: true,
    cause,
  });
}

function connectTimeout(): ExchangeFailure {
  const reason = `No connection within ${CONNECT_TIMEOUT_MS.toLocaleString("en-US")} ms.`;
  return new ExchangeFailure({ step: "connect", processed: "never", reason });
}

function pingTimeout(ms: number): Error {
  return new Error(`No response to a ping within ${ms} ms.`);
}
