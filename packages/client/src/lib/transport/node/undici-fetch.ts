import { type Dispatcher, Pool } from "undici";
import { reasonOf } from "../abort-reason.js";
import { AttemptTimeout, markNeverSent, ResponseTooLong } from "../failures.js";
import { type FetchInit, keepsTime, type TimedFetch, type TimedInit, type TimedResponse } from "../fetch.js";
import { onAbort } from "../on-abort.js";

const DEFAULT_CONNECTIONS = 128;
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

const utf8 = new TextDecoder();

/**
 * The fastest transport under Node, on connection pools of undici: for programs that send in bulk.
 * Idle connections are kept for 4 seconds, or for as long as the server's `Keep-Alive` header
 * allows. msw and nock do not see its requests.
 *
 * @param poolOptions Options of undici's `Pool`; `connections` is 128 by default. Proxy variables
 * are not read: pass `factory` or `connect`.
 * @throws undici's `InvalidArgumentError` for options that are not right.
 */
export function undiciFetch(poolOptions?: Pool.Options): TimedFetch {
  const options: Pool.Options = { connections: DEFAULT_CONNECTIONS, ...poolOptions };
  // A pool opens nothing before its first request, but refuses options that are not right: better
  // here than in a send.
  void new Pool("http://localhost", options).close();
  const pools = new Map<string, Pool>();
  const fetch = (url: string, init: FetchInit | TimedInit): Promise<TimedResponse> => {
    const pathStart = url.indexOf("/", 8);
    const origin = url.slice(0, pathStart);
    let pool = pools.get(origin);
    if (pool === undefined) {
      pool = new Pool(origin, options);
      pools.set(origin, pool);
    }
    return exchange(pool, url.slice(pathStart), init);
  };
  const close = async (): Promise<void> => {
    const closing = [...pools.values()];
    pools.clear();
    await Promise.all(closing.map((pool) => pool.close()));
  };
  return Object.assign(fetch, { close, [keepsTime]: true as const });
}

function exchange(pool: Pool, path: string, init: FetchInit & Partial<TimedInit>): Promise<TimedResponse> {
  const { signal, timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES } = init;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(reasonOf(signal));
      return;
    }
    let cancel: ((reason: Error) => void) | undefined;
    let failure: Error | undefined;
    let status = 0;
    let statusText = "";
    let rawHeaders: readonly Buffer[] = [];
    let chunks: Buffer[] | undefined;
    let size = 0;

    const finish = (): void => {
      clearTimeout(timer);
      stopListening?.();
    };
    const end = (reason: unknown): void => {
      finish();
      failure = reason instanceof Error ? reason : new Error("The request was given up.", { cause: reason });
      reject(reason);
      cancel?.(failure);
    };
    // undici says when a request gets a connection; before that, nothing of it can have left.
    const fail = (error: Error): void => end(cancel === undefined ? markNeverSent(error) : error);
    // First, since a signal of the caller's may throw, and nothing is under way yet.
    const stopListening = signal && onAbort(signal, () => end(reasonOf(signal)));
    const timer = setTimeout(() => fail(new AttemptTimeout(`No response within ${timeoutMs} ms.`)), timeoutMs);

    // These callbacks get the headers as bytes. The newer ones get a dictionary of all headers,
    // made for every response.
    const handler: Dispatcher.DispatchHandler = {
      onConnect(cancelRequest) {
        cancel = cancelRequest;
        // Given up while it was waiting for a connection: it must not leave any more.
        if (failure !== undefined) cancelRequest(failure);
      },
      onHeaders(statusCode, headers, _resume, text) {
        // An informational response: the final one follows.
        if (statusCode < 200) return true;
        status = statusCode;
        statusText = text;
        rawHeaders = headers;
        return true;
      },
      onData(chunk) {
        size += chunk.length;
        if (size > maxBytes) {
          fail(new ResponseTooLong(maxBytes));
          return false;
        }
        if (chunks === undefined) chunks = [chunk];
        else chunks.push(chunk);
        return true;
      },
      onComplete() {
        finish();
        const content = chunks === undefined ? "" : utf8.decode(Buffer.concat(chunks));
        resolve(new UndiciResponse(status, statusText, rawHeaders, content));
      },
      onError: fail,
    };
    const { headers, body = null } = init;
    const method = init.method as Dispatcher.HttpMethod;
    // The time limit of the whole exchange is kept here, so undici's own limits are switched off.
    pool.dispatch({ path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 }, handler);
  });
}

class UndiciResponse implements TimedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: UndiciHeaders;
  readonly content: string;

  constructor(status: number, statusText: string, rawHeaders: readonly Buffer[], content: string) {
    this.status = status;
    this.statusText = statusText;
    this.headers = new UndiciHeaders(rawHeaders);
    this.content = content;
  }

  async text(): Promise<string> {
    return this.content;
  }
}

/** The headers as they came off the wire, decoded only when they are asked for. */
class UndiciHeaders {
  readonly #raw: readonly Buffer[];

  constructor(raw: readonly Buffer[]) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    const wanted = name.toLowerCase();
    for (let index = 0; index + 1 < this.#raw.length; index += 2) {
      if (this.#raw[index]?.length === wanted.length && this.#text(index).toLowerCase() === wanted)
        return this.#text(index + 1);
    }
    return null;
  }

  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (let index = 0; index + 1 < this.#raw.length; index += 2) yield [this.#text(index), this.#text(index + 1)];
  }

  #text(index: number): string {
    return this.#raw[index]?.toString("latin1") ?? "";
  }
}
