import { ArgumentError } from "../argument-error.js";
import { MAX_JSON_DEPTH } from "../parse-json.js";
import type { StoredRecord } from "../store/record-store.js";

/** The kind and version of a snapshot document. */
const FORMAT = "nh-hub-snapshot";
const VERSION = 1;

/** A record of a hub is small. What exceeds this is not a snapshot. */
const RECORD_LIMIT = 16 * 1024 * 1024;
/** Where the value of a record begins: in the document, its records and the record. */
const RECORD_DEPTH = 3;
const SHELL_LIMIT = 64 * 1024;
const CHUNK_LENGTH = 64 * 1024;

/**
 * Writes records as one JSON document, `{ "format", "version", "at", "records": [{ "hub", "kind",
 * "id", "value" }, …] }`, in pieces, so that a hub of a million devices never becomes one string.
 */
export function* writeSnapshot(records: Iterable<StoredRecord>, at: Date): Iterable<string> {
  let chunk = `{"format":"${FORMAT}","version":${VERSION},"at":"${at.toISOString()}","records":[`;
  let separator = "\n";
  for (const { hub, kind, id, value } of records) {
    chunk += `${separator}{"hub":${JSON.stringify(hub)},"kind":${JSON.stringify(kind)},"id":${JSON.stringify(id)},"value":${value}}`;
    separator = ",\n";
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = "";
    }
  }
  yield `${chunk}\n]}\n`;
}

/** A record of a snapshot with its value parsed. */
export interface SnapshotRecord {
  readonly hub: string;
  readonly kind: string;
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
}

function damaged(problem: string): ArgumentError {
  return new ArgumentError("snapshot", `The snapshot cannot be read: ${problem}`);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/**
 * Reads a snapshot piece by piece. Each record is passed on as soon as it is complete, and only
 * what surrounds the records is kept. Any JSON spelling of the document is accepted, not just that
 * of {@link writeSnapshot}.
 */
export class SnapshotReader {
  readonly #onRecord: (record: SnapshotRecord) => void;
  /** The document without its records, to be checked at the end. */
  #shell = "";
  #pending = "";
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inRecords = false;
  #recordsSeen = false;
  #count = 0;

  constructor(onRecord: (record: SnapshotRecord) => void) {
    this.#onRecord = onRecord;
  }

  /** @throws {ArgumentError} when a record is damaged or the document is not a snapshot. */
  write(text: string): void {
    // The characters between `start` and `index` are read but not yet kept.
    let start = 0;
    let index = this.#inString ? this.#skipString(text, 0) : 0;
    while (index < text.length) {
      const code = text.charCodeAt(index);
      if (code === QUOTE) {
        this.#inString = true;
        index = this.#skipString(text, index + 1);
        continue;
      }
      if (code === BRACE_OPEN || code === BRACKET_OPEN) start = this.#open(text, start, index, code);
      else if (code === BRACE_CLOSE || code === BRACKET_CLOSE) start = this.#close(text, start, index);
      index++;
    }
    this.#keep(text.slice(start));
  }

  /**
   * Checks that the document is complete, and returns the number of its records.
   *
   * @throws {ArgumentError} when it is not complete, or not a snapshot.
   */
  end(): number {
    let shell: unknown;
    try {
      shell = JSON.parse(this.#shell.trim());
    } catch {
      throw damaged("it is not a complete JSON document.");
    }
    const { format, version } = (shell ?? {}) as { format?: unknown; version?: unknown };
    if (format !== FORMAT) throw damaged(`its "format" must be "${FORMAT}".`);
    if (version !== VERSION)
      throw damaged(`its version is ${JSON.stringify(version)}. This hub reads version ${VERSION}.`);
    if (!this.#recordsSeen) throw damaged('it has no "records".');
    return this.#count;
  }

  /**
   * Returns where a string ends, or the end of the text. Most of a snapshot is strings, and
   * searching is faster than looking at each character.
   */
  #skipString(text: string, from: number): number {
    let index = from;
    if (this.#escaped && index < text.length) {
      this.#escaped = false;
      index++;
    }
    for (;;) {
      const quote = text.indexOf('"', index);
      const end = quote < 0 ? text.length : quote;
      let backslashes = 0;
      while (end - backslashes > index && text.charCodeAt(end - backslashes - 1) === BACKSLASH) backslashes++;
      const escapes = backslashes % 2 === 1;
      if (quote < 0) {
        this.#escaped = escapes;
        return end;
      }
      index = quote + 1;
      if (escapes) continue;
      this.#inString = false;
      return index;
    }
  }

  /**
   * At the beginning of an object or array. Returns where the text begins that is still to be kept.
   */
  #open(text: string, start: number, index: number, code: number): number {
    this.#depth++;
    if (this.#depth > RECORD_DEPTH + MAX_JSON_DEPTH) {
      throw damaged(`a record is nested more than ${MAX_JSON_DEPTH} levels deep.`);
    }
    if (this.#inRecords) {
      if (this.#depth !== 3) return start;
      this.#requireSeparator(text.slice(start, index));
      return index;
    }
    const isRecords =
      this.#depth === 2 && code === BRACKET_OPEN && /"records"\s*:\s*$/.test(this.#shell + text.slice(start, index));
    if (!isRecords) return start;
    this.#keepShell(text.slice(start, index + 1));
    this.#inRecords = true;
    this.#recordsSeen = true;
    return index + 1;
  }

  /** The same at the end of an object or array. */
  #close(text: string, start: number, index: number): number {
    this.#depth--;
    if (!this.#inRecords || this.#depth > 2) return start;
    if (this.#depth === 2) {
      this.#record(this.#pending + text.slice(start, index + 1));
      this.#pending = "";
      return index + 1;
    }
    this.#requireSeparator(text.slice(start, index));
    this.#inRecords = false;
    return index;
  }

  #keep(rest: string): void {
    if (this.#inRecords && this.#depth > 2) this.#pend(rest);
    else if (this.#inRecords) this.#requireSeparator(rest);
    else this.#keepShell(rest);
  }

  #record(text: string): void {
    let record: Partial<SnapshotRecord>;
    try {
      record = JSON.parse(text) as Partial<SnapshotRecord>;
    } catch {
      throw damaged(`record ${this.#count + 1} is not JSON.`);
    }
    const { hub, kind, id, value } = record;
    const valid =
      typeof hub === "string" &&
      typeof kind === "string" &&
      typeof id === "string" &&
      typeof value === "object" &&
      value !== null;
    if (!valid) throw damaged(`record ${this.#count + 1} lacks its hub, kind, id or value.`);
    this.#count++;
    this.#onRecord({ hub, kind, id, value });
  }

  #requireSeparator(text: string): void {
    if (/[^\s,]/.test(text)) throw damaged("its records must be objects.");
  }

  #pend(text: string): void {
    this.#pending += text;
    if (this.#pending.length > RECORD_LIMIT) throw damaged("a record is too large.");
  }

  #keepShell(text: string): void {
    this.#shell += text;
    if (this.#shell.length > SHELL_LIMIT) throw damaged("it is not a snapshot of a hub.");
  }
}
