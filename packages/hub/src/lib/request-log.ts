import { redactSecrets } from "@nh/wire";
import type { RequestHeaders } from "./request-headers.js";

/** One request to the REST API and its answer, secrets masked. */
export interface RequestRecord {
  readonly id: string;
  /** The hub's own time, ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly url: string;
  /** The operation of the REST reference, or null when the path is none of its own. */
  readonly operation: string | null;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** At most 8,192 characters. */
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** At most 8,192 characters. */
  readonly responseBody: string;
  /** Real time from the request to its answer. */
  readonly durationMs: number;
  /** What was odd about it, such as an unknown api-version or an empty tags header. */
  readonly notes: readonly string[];
}

/** What the hub notes while a request runs; turned into text only when somebody looks. */
export interface LoggedExchange {
  readonly atMs: number;
  readonly method: string;
  readonly url: string;
  readonly operation: string | undefined;
  readonly requestHeaders: RequestHeaders;
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  readonly durationMs: number;
  readonly notes: readonly string[];
}

const BODY_LIMIT = 8192;
/** Bodies are kept whole, to be replayed. Beyond this many characters together the oldest requests go early. */
const BODY_BUDGET = 32 * 1024 * 1024;

function bodyLength({ requestBody, responseBody }: LoggedExchange): number {
  return requestBody.length + responseBody.length;
}

/** The last requests, up to a number. */
export class RequestLog {
  readonly #capacity: number;
  #entries: { readonly id: string; readonly exchange: LoggedExchange }[] = [];
  #first = 0;
  #sequence = 0;
  #bodyLength = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(exchange: LoggedExchange): string {
    const id = String(++this.#sequence);
    this.#entries.push({ id, exchange });
    this.#bodyLength += bodyLength(exchange);
    while (this.#entries.length - this.#first > this.#capacity || this.#bodyLength > BODY_BUDGET) {
      const oldest = this.#entries[this.#first];
      if (oldest === undefined) break;
      this.#bodyLength -= bodyLength(oldest.exchange);
      this.#first++;
    }
    if (this.#first > 1024 && this.#first * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
    return id;
  }

  /** The newest requests last. `after` is the id of a record. */
  list(options: { limit?: number | undefined; after?: string | undefined } = {}): RequestRecord[] {
    const { limit = 100, after } = options;
    const entries = this.#entries
      .slice(this.#first)
      .filter(({ id }) => after === undefined || Number(id) > Number(after));
    return (limit < entries.length ? entries.slice(entries.length - limit) : entries).map(toRecord);
  }

  get(id: string): RequestRecord | undefined {
    const entry = this.#find(id);
    return entry === undefined ? undefined : toRecord(entry);
  }

  /** The exchange as it was, unmasked, to be carried out again. */
  exchange(id: string): LoggedExchange | undefined {
    return this.#find(id)?.exchange;
  }

  clear(): void {
    this.#entries = [];
    this.#first = 0;
    this.#bodyLength = 0;
  }

  #find(id: string): { readonly id: string; readonly exchange: LoggedExchange } | undefined {
    return this.#entries.slice(this.#first).find((entry) => entry.id === id);
  }
}

function toRecord({ id, exchange }: { readonly id: string; readonly exchange: LoggedExchange }): RequestRecord {
  return Object.freeze({
    id,
    at: new Date(exchange.atMs).toISOString(),
    method: exchange.method,
    url: redactSecrets(exchange.url),
    operation: exchange.operation ?? null,
    requestHeaders: maskedHeaders(exchange.requestHeaders),
    requestBody: redactSecrets(exchange.requestBody.slice(0, BODY_LIMIT)),
    status: exchange.status,
    responseHeaders: maskedHeaders(Object.entries(exchange.responseHeaders)),
    responseBody: redactSecrets(exchange.responseBody.slice(0, BODY_LIMIT)),
    durationMs: Math.round(exchange.durationMs * 1000) / 1000,
    notes: exchange.notes,
  });
}

function maskedHeaders(headers: Iterable<[string, string]>): Readonly<Record<string, string>> {
  const masked: Record<string, string> = {};
  for (const [name, value] of headers) masked[name.toLowerCase()] = redactSecrets(value);
  return Object.freeze(masked);
}
