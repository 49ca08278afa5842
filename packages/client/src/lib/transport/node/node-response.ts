import type { TimedResponse } from "../fetch.js";

/** What `node:http` gives of a response before its body. */
interface ReceivedHead {
  readonly statusCode?: number | undefined;
  readonly statusMessage?: string | undefined;
  /** Names and values by turns, as they came. */
  readonly rawHeaders: readonly string[];
}

/** The response of the transport under Node. */
export class NodeResponse implements TimedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: NodeHeaders;
  readonly content: string;

  constructor({ statusCode = 0, statusMessage = "", rawHeaders }: ReceivedHead, content: string) {
    this.status = statusCode;
    this.statusText = statusMessage;
    this.headers = new NodeHeaders(rawHeaders);
    this.content = content;
  }

  async text(): Promise<string> {
    return this.content;
  }
}

/**
 * Searches the names as they came: two or three look-ups cost less than a dictionary of all
 * headers.
 */
class NodeHeaders {
  readonly #raw: readonly string[];

  constructor(raw: readonly string[]) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    const wanted = name.toLowerCase();
    for (let index = 0; index + 1 < this.#raw.length; index += 2) {
      const candidate = this.#raw[index];
      if (candidate?.length === wanted.length && candidate.toLowerCase() === wanted)
        return this.#raw[index + 1] ?? null;
    }
    return null;
  }

  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (let index = 0; index + 1 < this.#raw.length; index += 2)
      yield [this.#raw[index] ?? "", this.#raw[index + 1] ?? ""];
  }
}
