import type Libsql from "libsql";
import type { RecordChange, RecordReplacement } from "../store/record-store.js";

/** The table of everything that a hub keeps. */
export const RECORDS_TABLE = "records";

/** The prefix of tables with records that will replace it. A number follows. */
const STAGED = "staged_";

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
  const tables: unknown[] = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  for (const row of tables) {
    const name = typeof row === "object" && row !== null && "name" in row ? row.name : undefined;
    if (typeof name === "string" && name.startsWith(STAGED)) database.exec(`DROP TABLE ${name}`);
  }
}
