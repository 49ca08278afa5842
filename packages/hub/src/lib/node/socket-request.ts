import type { IncomingBody } from "./incoming-body.js";

const decoder = new TextDecoder();

type BodyMember = "body" | "bodyUsed" | "arrayBuffer" | "blob" | "bytes" | "clone" | "formData" | "json" | "text";

/**
 * `Request` as a base whose body members can be redefined. TypeScript declares them as plain
 * properties.
 */
const BodylessRequest = Request as unknown as new (url: string, init: RequestInit) => Omit<Request, BodyMember>;

/**
 * A `Request` whose body stays in the socket until somebody reads it. Node's own constructor makes
 * a stream of every body, and reading that costs more than the rest of a small request. Here
 * `text()` takes the bytes directly.
 */
export class SocketRequest extends BodylessRequest {
  readonly #source: IncomingBody;

  constructor(url: string, init: { method: string; headers: [string, string][] }, source: IncomingBody) {
    super(url, init);
    this.#source = source;
  }

  get body(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.#source.stream;
  }

  get bodyUsed(): boolean {
    return this.#source.isUsed;
  }

  async text(): Promise<string> {
    return decoder.decode(await this.#source.bytes());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#source.bytes();
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    // A copy, because the bytes may be part of a larger buffer.
    return new Uint8Array(await this.#source.bytes()).buffer;
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.#source.bytes()], { type: this.headers.get("content-type") ?? "" });
  }

  async formData(): Promise<FormData> {
    return new Response(await this.#source.bytes(), { headers: this.headers }).formData();
  }

  clone(): Request {
    const { url, method, headers } = this;
    const init: RequestInit & { duplex: "half" } = { method, headers, body: this.#source.split(), duplex: "half" };
    return new Request(url, init);
  }
}
