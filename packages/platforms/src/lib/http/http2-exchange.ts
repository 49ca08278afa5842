import {
  type ClientHttp2Stream,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
  type OutgoingHttpHeaders,
} from "node:http2";
import { ExchangeFailure } from "./exchange-failure.js";
import { onAbort } from "./on-abort.js";
import type { Wait } from "./wait.js";

/** The response of an HTTP/2 server. */
export interface Http2Response {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** At most the first 64 KB. */
  readonly body: string;
}

type ResponseHead = IncomingHttpHeaders & IncomingHttpStatusHeader;

/** The session of an exchange. */
export interface Carrier {
  /** The server responded. */
  heard(): void;
  /** The server did not respond in time, so the session may be dead. */
  suspect(): void;
  /** The stream is closed and leaves room for another. */
  release(): void;
  /** Judges a stream that closed without a response. */
  judge(stream: ClientHttp2Stream, neverSent: boolean): ExchangeFailure;
}

/** The most bytes of a response that are read. */
const MAX_BODY_BYTES = 65_536;

/** One request, from waiting for a stream to the response or failure. */
export class Http2Exchange {
  readonly headers: OutgoingHttpHeaders;
  /** Whether it has a response, has failed, or was canceled. */
  isDone = false;
  readonly #body: Buffer;
  readonly #resolve: (response: Http2Response) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: (() => void) | undefined;
  #stream: ClientHttp2Stream | undefined;
  #carrier: Carrier | undefined;
  #head: ResponseHead | undefined;
  #chunks: Buffer[] | undefined;
  #size = 0;

  constructor(
    headers: OutgoingHttpHeaders,
    body: Buffer,
    { timeoutMs, signal }: Wait,
    resolve: (response: Http2Response) => void,
    reject: (reason: unknown) => void,
  ) {
    this.headers = headers;
    this.#body = body;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#expire(timeoutMs), timeoutMs);
    this.#stopListening = signal && onAbort(signal, () => this.fail(signal.reason));
  }

  /** Sends the request on a stream. */
  run(stream: ClientHttp2Stream, carrier: Carrier): void {
    this.#stream = stream;
    this.#carrier = carrier;
    let neverSent = false;
    stream.on("response", (head) => {
      this.#head = head;
      carrier.heard();
    });
    stream.on("data", (chunk: Buffer) => this.#take(chunk));
    stream.on("frameError", () => {
      neverSent = true;
    });
    stream.on("error", ignore); // `close` follows
    // The response is complete. The stream itself closes a little later.
    stream.on("end", () => this.#settle());
    stream.on("close", () => {
      carrier.release();
      // A status is a response, even when the body breaks off.
      this.#settle();
      if (!this.isDone) this.fail(carrier.judge(stream, neverSent));
    });
    stream.end(this.#body);
  }

  /** Ends the exchange without a response. Cancels a stream that is still open. */
  fail(reason: unknown): void {
    if (this.isDone) return;
    this.#finish();
    this.#reject(reason);
    this.#stream?.close(constants.NGHTTP2_CANCEL);
  }

  #take(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > MAX_BODY_BYTES) this.#stream?.close(constants.NGHTTP2_CANCEL);
    else if (this.#chunks === undefined) this.#chunks = [chunk];
    else this.#chunks.push(chunk);
  }

  #expire(timeoutMs: number): void {
    this.#settle();
    if (!this.isDone) this.fail(timeout(timeoutMs, this.#stream !== undefined));
    this.#carrier?.suspect();
  }

  /** Ends the exchange with its response, if there is one. */
  #settle(): void {
    const headers = this.#head;
    if (this.isDone || headers === undefined) return;
    this.#finish();
    const body = this.#chunks === undefined ? "" : Buffer.concat(this.#chunks).toString();
    this.#resolve({ status: headers[":status"] ?? 0, headers, body });
  }

  #finish(): void {
    this.isDone = true;
    clearTimeout(this.#timer);
    this.#stopListening?.();
  }
}

function ignore(): void {}

function timeout(timeoutMs: number, hasLeft: boolean): ExchangeFailure {
  const ms = Math.ceil(timeoutMs).toLocaleString("en-US");
  return hasLeft
    ? new ExchangeFailure({ step: "push", processed: "unknown", reason: `No response came within ${ms} ms.` })
    : new ExchangeFailure({ step: "connect", processed: "never", reason: `No connection was free within ${ms} ms.` });
}
