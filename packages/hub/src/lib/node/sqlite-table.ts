import { types } from "node:util";
import type Libsql from "libsql";
import type { RecordChange, RecordReplacement, StoredRecord } from "../store/record-store.js";

/** The table of everything that a hub keeps. */
export const RECORDS_TABLE = "records";

/** The prefix of tables with records that will replace it. A number follows. */
const STAGED = "staged_";
const stagedName = new RegExp(`^${STAGED}\\d+$`);

/** The statement that creates a table of records. */
export function createTable(name: string): string {
  return `CREATE TABLE ${name} (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`;
}

/**
 * The key of a record. JSON escapes what a text column would lose: a NUL and half a surrogate pair.
 */
export function recordKey({ hub, kind, id }: RecordChange): string {
  return JSON.stringify([hub, kind, id]);
}

/** A statement that writes `count` records, given as keys and values in turn. */
export function preparePut(database: Libsql.Database, table: string, count = 1): Libsql.Statement<unknown[]> {
  const rows = Array.from({ length: count }, () => "(?, ?)").join(", ");
  return database.prepare(
    `INSERT INTO ${table} (key, value) VALUES ${rows} ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
}

/**
 * Collects records in a table of their own, which then takes the place of the other in one small
 * transaction. That takes some hundredths of a second, however many records leave and come.
 *
 * @param transaction carries out statements all or none. What it throws reaches the hub.
 */
export function stageRecords(
  database: Libsql.Database,
  number: number,
  transaction: (work: () => void) => void,
): RecordReplacement {
  const table = `${STAGED}${number}`;
  transaction(() => database.exec(createTable(table)));
  const put = preparePut(database, table);
  return {
    add(records) {
      transaction(() => {
        for (const record of records) put.run(recordKey(record), record.value);
      });
    },
    commit() {
      transaction(() => database.exec(`DROP TABLE ${RECORDS_TABLE}; ALTER TABLE ${table} RENAME TO ${RECORDS_TABLE}`));
    },
    discard() {
      try {
        transaction(() => database.exec(`DROP TABLE IF EXISTS ${table}`));
      } catch {
        // The next start drops it.
      }
    },
  };
}

/** Drops what a process left that ended while it replaced the records. */
export function dropStaged(database: Libsql.Database): void {
  const tables: unknown[] = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '${STAGED}[0-9]*'`)
    .all();
  for (const row of tables) {
    const name = typeof row === "object" && row !== null && "name" in row ? String(row.name) : "";
    if (stagedName.test(name)) database.exec(`DROP TABLE ${name}`);
  }
}

/** How many records are read at once. */
const PAGE_SIZE = 1_000;

/**
 * All records, page by page. Keys and values are read as bytes and decoded strictly: the driver
 * ends the process for text that is not UTF-8.
 *
 * @param damaged makes the error for a record that cannot be read.
 */
export function* readRecords(
  database: Libsql.Database,
  damaged: (reason: string) => Error,
): Generator<readonly StoredRecord[], void, undefined> {
  const columns = "SELECT CAST(key AS BLOB) AS key, CAST(value AS BLOB) AS value";
  const first = database.prepare(`${columns} FROM ${RECORDS_TABLE} ORDER BY key LIMIT ${PAGE_SIZE}`);
  const next = database.prepare(`${columns} FROM ${RECORDS_TABLE} WHERE key > ? ORDER BY key LIMIT ${PAGE_SIZE}`);
  let count = 0;
  let last: Uint8Array | undefined;
  let lastKey: string | undefined;
  for (;;) {
    const rows: unknown[] = lastKey === undefined ? first.all() : next.all(lastKey);
    const page: StoredRecord[] = [];
    for (const row of rows) {
      count++;
      const { key, value } = row as { readonly key: unknown; readonly value: unknown };
      const keyBytes = bytesOf(key) ?? new Uint8Array();
      const name = decode(keyBytes);
      if (name === undefined) throw damaged(`the key of record ${count} is not UTF-8`);
      const parts = readKey(name);
      if (parts === undefined) throw damaged(`record ${count} has an unknown key: ${name.slice(0, 120)}`);
      const shown = `the ${parts.kind} ${JSON.stringify(parts.id.slice(0, 80))}`;
      if (last !== undefined && Buffer.compare(last, keyBytes) >= 0) throw damaged(`${shown} is out of order`);
      const valueBytes = bytesOf(value);
      const text = valueBytes === undefined ? undefined : decode(valueBytes);
      if (text === undefined) throw damaged(`the value of ${shown} is not UTF-8`);
      page.push({ ...parts, value: text });
      last = keyBytes;
      lastKey = name;
    }
    if (page.length > 0) yield page;
    if (rows.length < PAGE_SIZE) return;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A value that the driver read as a BLOB: a buffer, or a view of one. Undefined for NULL. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (types.isArrayBuffer(value)) return new Uint8Array(value);
  return types.isUint8Array(value) ? value : undefined;
}

function readKey(text: string): Omit<StoredRecord, "value"> | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [hub, kind, id]: unknown[] = parts;
  return typeof hub === "string" && typeof kind === "string" && typeof id === "string" ? { hub, kind, id } : undefined;
}
