import type { StoredRecord } from "./record-store.js";

/** The kind and version of a snapshot document. */
const FORMAT = "nh-hub-snapshot";
const VERSION = 1;

/** A record of a hub is small: what exceeds this is no snapshot. */
const RECORD_LIMIT = 16 * 1024 * 1024;
const SHELL_LIMIT = 64 * 1024;
const CHUNK_LENGTH = 64 * 1024;

/**
 * Writes records as one JSON document, `{ "format", "version", "at", "records": [{ "hub", "kind", "id", "value" }, …] }`,
 * in pieces, so that a hub of a million devices is never one string.
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

/** A record of a snapshot, its value already parsed. */
export interface SnapshotRecord {
  readonly hub: string;
  readonly kind: string;
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
}

function damaged(problem: string): TypeError {
  return new TypeError(`The snapshot cannot be read: ${problem}`);
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Reads a snapshot piece by piece: each record is handed out as soon as it is complete, and only what stands around the
 * records is kept. Any JSON spelling of the document will do, not just the one that {@link writeSnapshot} produces.
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

  /** @throws {TypeError} */
  write(text: string): void {
    let start = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === backslash) this.#escaped = true;
        else if (code === quote) this.#inString = false;
        continue;
      }
      if (code === quote) this.#inString = true;
      else if (code === 0x7b || code === 0x5b) {
        if (this.#depth === 1 && code === 0x5b && /"records"\s*:\s*$/.test(this.#shell + text.slice(start, index))) {
          this.#keepShell(text.slice(start, index + 1));
          start = index + 1;
          this.#inRecords = true;
          this.#recordsSeen = true;
        } else if (this.#inRecords && this.#depth === 2) {
          this.#requireSeparator(text.slice(start, index));
          start = index;
        }
        this.#depth++;
      } else if (code === 0x7d || code === 0x5d) {
        this.#depth--;
        if (this.#inRecords && this.#depth === 2) {
          this.#record(this.#pending + text.slice(start, index + 1));
          this.#pending = "";
          start = index + 1;
        } else if (this.#inRecords && this.#depth === 1) {
          this.#requireSeparator(text.slice(start, index));
          start = index;
          this.#inRecords = false;
        }
      }
    }
    const rest = text.slice(start);
    if (this.#inRecords && this.#depth > 2) this.#pend(rest);
    else if (this.#inRecords) this.#requireSeparator(rest);
    else this.#keepShell(rest);
  }

  /** Checks that the document is whole, and answers the number of its records. @throws {TypeError} */
  end(): number {
    let shell: unknown;
    try {
      shell = JSON.parse(this.#shell.trim());
    } catch {
      throw damaged("it is no complete JSON document.");
    }
    const { format, version } = (shell ?? {}) as { format?: unknown; version?: unknown };
    if (format !== FORMAT) throw damaged(`its "format" must be "${FORMAT}".`);
    if (version !== VERSION) throw damaged(`its version is ${JSON.stringify(version)}, and this hub reads ${VERSION}.`);
    if (!this.#recordsSeen) throw damaged('it has no "records".');
    return this.#count;
  }

  #record(text: string): void {
    let record: Partial<SnapshotRecord>;
    try {
      record = JSON.parse(text) as Partial<SnapshotRecord>;
    } catch {
      throw damaged(`record ${this.#count + 1} is no JSON.`);
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
    if (this.#shell.length > SHELL_LIMIT) throw damaged("it is no snapshot of a hub.");
  }
}
