import { checkOptions, filterWording, idRule, limitRule, type OptionRules } from "../check-options.js";
import { type Mask, maskFor, shownHeader } from "./authorization-mask.js";
import { shownHubDocument } from "./hub-document.js";
import type { AccessVerdict } from "./policy-set.js";
import type { RequestHeaders } from "./request-headers.js";

/** One request to the REST API and its response, with secrets masked. */
export interface RequestRecord {
  readonly id: string;
  /** The hub's own time, ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly url: string;
  /** The operation of the REST reference. Null when the path belongs to none. */
  readonly operation: string | null;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** At most 8,192 characters. */
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** At most 8,192 characters. */
  readonly responseBody: string;
  /** Real time from the request to its response. */
  readonly durationMs: number;
  /** Remarks on what was unusual, such as an empty tags header or a fault. */
  readonly notes: readonly string[];
  /** What came of a send that was carried out; null for anything else. */
  readonly send: SendFacts | null;
  /**
   * Whether the token allowed the request, or why not: `forbidden` for a missing right,
   * `unknown-key` and `signature` for what the service calls InvalidSignature alike. Null when it
   * was not checked.
   */
  readonly access: AccessVerdict | null;
  /** Whether a fault replaced or truncated the response. */
  readonly faulted: boolean;
}

/** What came of a send: whom it was for, and what the push platforms said. */
export interface SendFacts {
  readonly notificationId: string;
  /** How many registrations the audience matched. */
  readonly matched: number;
  /** How many registrations a send of this format can reach at all. */
  readonly candidates: number;
  /** How many pushes had each outcome: `Success`, or another name of the service's telemetry. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** A remark that is found out when somebody looks. */
export interface LateNote {
  /** How many characters it keeps for that. */
  readonly length: number;
  text(): string | undefined;
}

/** A remark on a request. */
export type Note = string | LateNote;

/** What the hub records while a request runs. It becomes text only when somebody looks. */
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
  readonly notes: readonly Note[];
  readonly send: SendFacts | undefined;
  readonly access: AccessVerdict | undefined;
  readonly faulted: boolean;
}

/** Which requests a list contains. */
export interface ListRequestsOptions {
  /** The maximum number. Default 100. */
  readonly limit?: number | undefined;
  /** Only requests after the one with this id. */
  readonly after?: string | undefined;
}

const listRules: OptionRules<ListRequestsOptions> = { limit: limitRule, after: idRule };

const BODY_LIMIT = 8192;
/** Longer than any secret. */
const SECRET_LENGTH = 2048;
/**
 * Bodies are kept whole so that requests can be replayed, and payloads until they are checked. When
 * they exceed this many characters together, the oldest requests are dropped early.
 */
const BODY_BUDGET = 32 * 1024 * 1024;

function bodyLength({ requestBody, responseBody, notes }: LoggedExchange): number {
  return notes.reduce((sum, { length }) => sum + length, requestBody.length + responseBody.length);
}

/**
 * The last requests, up to a number. Their ids are consecutive, so an id tells the position of a
 * request.
 */
export class RequestLog {
  readonly #capacity: number;
  #exchanges: LoggedExchange[] = [];
  /** The index of the oldest request. */
  #first = 0;
  /** The id of the exchange at index 0. */
  #baseId = 1;
  #bodyLength = 0;

  readonly #mask: Mask;

  /** @param mask Masks what is a secret in every request. */
  constructor(capacity: number, mask: Mask) {
    this.#capacity = capacity;
    this.#mask = mask;
  }

  /** Keeps a request and returns its id. */
  add(exchange: LoggedExchange): number {
    const id = this.#baseId + this.#exchanges.length;
    this.#exchanges.push(exchange);
    this.#bodyLength += bodyLength(exchange);
    while (this.#exchanges.length - this.#first > this.#capacity || this.#bodyLength > BODY_BUDGET) {
      const oldest = this.#exchanges[this.#first];
      if (oldest === undefined) break;
      this.#bodyLength -= bodyLength(oldest);
      this.#first++;
    }
    if (this.#first > 1024 && this.#first * 2 > this.#exchanges.length) this.#forget(this.#first);
    return id;
  }

  /**
   * The requests after the one with the id `after`, the newest last.
   *
   * @throws {ArgumentError} when an option is wrong. The message names it.
   */
  list(options: ListRequestsOptions = {}): RequestRecord[] {
    checkOptions(options, listRules, filterWording);
    const { limit = 100, after } = options;
    const afterIndex = after === undefined ? 0 : Number(after) - this.#baseId + 1;
    const from = Math.max(this.#first, afterIndex, this.#exchanges.length - limit);
    const records: RequestRecord[] = [];
    for (let index = from; index < this.#exchanges.length; index++) {
      const exchange = this.#exchanges[index];
      if (exchange !== undefined) records.push(toRecord(String(this.#baseId + index), exchange, this.#mask));
    }
    return records;
  }

  get(id: string): RequestRecord | undefined {
    const exchange = this.exchange(id);
    return exchange === undefined ? undefined : toRecord(id, exchange, this.#mask);
  }

  /** The exchange as it was, unmasked, so that it can be carried out again. */
  exchange(id: string): LoggedExchange | undefined {
    const index = Number(id) - this.#baseId;
    return /^[1-9]\d*$/.test(id) && index >= this.#first ? this.#exchanges[index] : undefined;
  }

  clear(): void {
    this.#forget(this.#exchanges.length);
    this.#bodyLength = 0;
  }

  #forget(count: number): void {
    this.#exchanges = this.#exchanges.slice(count);
    this.#baseId += count;
    this.#first = 0;
  }
}

function toRecord(id: string, exchange: LoggedExchange, common: Mask): RequestRecord {
  const mask = maskFor(exchange.requestHeaders.get("authorization"), common);
  return Object.freeze({
    id,
    at: new Date(exchange.atMs).toISOString(),
    method: exchange.method,
    url: mask(exchange.url),
    operation: exchange.operation ?? null,
    requestHeaders: maskedHeaders(exchange.requestHeaders, mask),
    requestBody: shownBody(exchange.operation, exchange.requestBody, mask),
    status: exchange.status,
    responseHeaders: maskedHeaders(Object.entries(exchange.responseHeaders), mask),
    responseBody: shownBody(exchange.operation, exchange.responseBody, mask),
    durationMs: Math.round(exchange.durationMs * 1000) / 1000,
    notes: exchange.notes.flatMap((note) => (typeof note === "string" ? note : (note.text() ?? []))).map(mask),
    send: exchange.send ?? null,
    access: exchange.access ?? null,
    faulted: exchange.faulted,
  });
}

/** The operations whose documents hold keys and credentials. */
const hubDocuments: ReadonlySet<string> = new Set(["putHub", "getHub", "listHubs"]);

/** A document of hub management without its secrets. Any other body as it is. */
export function shownDocument(operation: string | undefined, body: string): string {
  return hubDocuments.has(operation ?? "") ? shownHubDocument(body) : body;
}

/**
 * The beginning of a body. A secret may begin before the limit and end behind it, and half of one
 * is not found. So more is masked than is shown.
 */
function shownBody(operation: string | undefined, whole: string, mask: Mask): string {
  const body = shownDocument(operation, whole);
  if (body.length <= BODY_LIMIT + SECRET_LENGTH) return mask(body).slice(0, BODY_LIMIT);
  const masked = mask(body.slice(0, BODY_LIMIT + SECRET_LENGTH));
  return masked.slice(0, Math.min(BODY_LIMIT, Math.max(0, masked.length - SECRET_LENGTH)));
}

function maskedHeaders(headers: Iterable<[string, string]>, mask: Mask): Readonly<Record<string, string>> {
  return Object.freeze(
    Object.fromEntries(
      Array.from(headers, ([given, value]) => {
        const name = given.toLowerCase();
        return [name, shownHeader(name, value, mask)];
      }),
    ),
  );
}
