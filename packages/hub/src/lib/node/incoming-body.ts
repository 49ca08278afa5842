import type { IncomingMessage } from "node:http";
import { http2StreamOf, resetStream } from "./http2-exchange.js";

/**
 * How much of an unwanted body is still read, so that a client that sends first and listens later
 * gets the response.
 */
const DRAIN_LIMIT_BYTES = 16 * 1024 * 1024;

/** How long an unwanted body may keep coming after the response. */
const DRAIN_TIMEOUT_MS = 5_000;

/**
 * The body of a request as it comes from the socket. It is read once: as a stream, as a whole, or
 * not at all.
 */
export class IncomingBody {
  readonly #incoming: IncomingMessage;
  #stream: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #isUsed = false;
  #isSplit = false;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
  }

  /** Whether anything has begun to read the body. */
  get isUsed(): boolean {
    return this.#isUsed || this.#stream?.locked === true;
  }

  /** The body as a stream that reads from the socket only as fast as it is read itself. */
  get stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    this.#stream ??= this.#openStream();
    return this.#stream;
  }

  /**
   * The whole body. This costs a tenth of reading the stream.
   *
   * @throws {TypeError} when the body was already read or the connection breaks.
   */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * The same up to a limit. Undefined when the body is longer; the rest then stays in the socket.
   */
  bytes(limitBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  async bytes(limitBytes = Number.POSITIVE_INFINITY): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.isUsed) throw new TypeError("The body has been read already.");
    if (this.#isSplit) return new Uint8Array(await new Response(this.stream).arrayBuffer());
    const incoming = this.#incoming;
    if (Number(incoming.headers["content-length"] ?? 0) > limitBytes) return undefined;
    this.#isUsed = true;
    this.#controller = undefined;
    // The body of a small request comes with its headers. A moment later all of it is there,
    // without any event.
    await undefined;
    // Over HTTP/2, `complete` is also true for a request that was broken off.
    if (incoming.httpVersionMajor < 2 && incoming.complete && this.#stream === undefined) {
      if (incoming.readableLength > limitBytes) return undefined;
      const whole: Buffer<ArrayBuffer> | null = incoming.read();
      return whole ?? Buffer.alloc(0);
    }
    if (incoming.destroyed) throw incompleteBody();
    incoming.resume();
    return new Promise((resolve, reject) => {
      const chunks: Buffer<ArrayBuffer>[] = [];
      let size = 0;
      const collect = (chunk: Buffer<ArrayBuffer>): void => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= limitBytes) return;
        incoming.off("data", collect);
        incoming.pause();
        resolve(undefined);
      };
      incoming.on("data", collect);
      incoming.on("end", () =>
        resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
      );
      incoming.on("close", () => {
        if (!incoming.readableEnded) reject(incompleteBody());
      });
    });
  }

  /** Splits the stream. This body keeps one branch, and the caller gets the other. */
  split(): ReadableStream<Uint8Array<ArrayBuffer>> {
    if (this.isUsed) throw new TypeError("The body has been read already.");
    const [own, copy] = this.stream.tee();
    this.#stream = own;
    this.#isSplit = true;
    return copy;
  }

  /** Reads and discards what is still to come. Beyond a limit it closes the connection. */
  drain(): void {
    this.#controller = undefined;
    const incoming = this.#incoming;
    const isRead = incoming.complete && incoming.readableLength === 0;
    if (isRead || incoming.readableEnded || incoming.destroyed) return;
    let bytes = 0;
    const giveUp = () => {
      incoming.off("data", count);
      const stream = http2StreamOf(incoming);
      if (stream === undefined) incoming.socket.destroySoon();
      else resetStream(stream);
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > DRAIN_LIMIT_BYTES) giveUp();
    };
    const timer = setTimeout(giveUp, DRAIN_TIMEOUT_MS);
    timer.unref();
    incoming.on("data", count);
    incoming.once("close", () => clearTimeout(timer));
    incoming.resume();
  }

  #openStream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const incoming = this.#incoming;
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          // A split body stays whole for the branch that is kept.
          this.#isUsed ||= !this.#isSplit;
          incoming.resume();
        },
        cancel: () => {
          this.#controller = undefined;
        },
      },
      { highWaterMark: 0 },
    );
    incoming.pause();
    incoming.on("data", (chunk: Buffer<ArrayBuffer>) => {
      if (this.#controller === undefined) return;
      this.#controller.enqueue(chunk);
      incoming.pause();
    });
    incoming.once("end", () => {
      this.#controller?.close();
      this.#controller = undefined;
    });
    incoming.once("close", () => {
      if (this.#controller !== undefined) this.#controller.error(incompleteBody());
      this.#controller = undefined;
    });
    return stream;
  }
}

function incompleteBody(): TypeError {
  return new TypeError("The client closed the connection before the whole body had come.");
}
