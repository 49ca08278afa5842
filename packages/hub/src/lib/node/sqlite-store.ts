import type Libsql from "libsql";
import type { RecordChange, RecordReplacement, RecordStore, StoredRecord } from "../store/record-store.js";
import { HubStoreError, type HubStoreErrorCode } from "./errors.js";
import { lockFile } from "./file-lock.js";
import { createTable, dropStaged, preparePut, RECORDS_TABLE, recordKey, stageRecords } from "./sqlite-table.js";

/** Marks a file as a hub's: SQLite's `application_id`, the letters "NHub". */
const APPLICATION_ID = 0x4e487562;

/**
 * The version of the layout below. A file with a higher number was written by a newer version and
 * is refused.
 */
const SCHEMA_VERSION = 1;

/** A hub keeps its file for as long as it runs, so waiting longer would only delay the error. */
const LOCK_TIMEOUT_MS = 500;

/**
 * How many pages the write-ahead log takes before they are moved into the file, which waits for the
 * disk: 16 MB. With SQLite's own 4 MB a busy hub would wait ten times a second.
 */
const CHECKPOINT_PAGES = 4_000;

const SCHEMA = `
  ${createTable(RECORDS_TABLE)};
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens or creates the database file at `path` as the durable copy of a hub's state.
 *
 * A commit that has returned survives `kill -9` of the process (SQLite's write-ahead log); it may
 * be lost when the machine itself loses power. The file is locked for this store alone until
 * `close()`.
 *
 * @throws {HubStoreError} NH_STORE_LOCKED when another hub holds the file, NH_STORE_DAMAGED,
 *   NH_STORE_FOREIGN when it is a database of something else, NH_STORE_VERSION when a newer version
 *   wrote it, NH_STORE_UNAVAILABLE when it cannot be opened.
 */
export async function openSqliteStore(path: string): Promise<RecordStore> {
  const Database = await loadDriver(path);
  const failed = (error: unknown) => (error instanceof HubStoreError ? error : storeError(path, error));
  let unlock: () => void;
  try {
    unlock = lockFile(Database, `${path}.lock`, LOCK_TIMEOUT_MS);
  } catch (error) {
    throw failed(error);
  }
  try {
    const database = new Database(path, { timeout: LOCK_TIMEOUT_MS });
    prepareFile(database, path);
    return new SqliteStore(database, path, unlock);
  } catch (error) {
    unlock();
    throw failed(error);
  }
}

async function loadDriver(path: string): Promise<typeof Libsql> {
  try {
    return (await import("libsql")).default;
  } catch (cause) {
    throw new HubStoreError(
      "NH_STORE_UNAVAILABLE",
      `libsql, which keeps the data folder, does not load on ${process.platform} ${process.arch}. Start the hub without a data folder to keep its state in memory.`,
      { path, cause },
    );
  }
}

/** Proves that the file is a sound database of a hub, and creates the table in a new one. */
function prepareFile(database: Libsql.Database, path: string): void {
  const applicationId = readPragma(database, "application_id");
  const isNew = applicationId === 0 && countTables(database) === 0;
  if (!isNew) checkFile(database, path, applicationId);
  database.prepare("PRAGMA journal_mode = WAL").get();
  database.exec("PRAGMA synchronous = NORMAL");
  database.prepare(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`).get();
  if (isNew) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
  else dropStaged(database);
}

function checkFile(database: Libsql.Database, path: string, applicationId: unknown): void {
  if (applicationId !== APPLICATION_ID) {
    throw new HubStoreError("NH_STORE_FOREIGN", `${path} is a database, but not a hub's. Choose another data folder.`, {
      path,
    });
  }
  const version = readPragma(database, "user_version");
  if (version !== SCHEMA_VERSION) {
    throw new HubStoreError(
      "NH_STORE_VERSION",
      `${path} has schema version ${String(version)}; this version of the hub reads ${SCHEMA_VERSION}. Update @nh/hub, or choose another data folder.`,
      { path },
    );
  }
  const verdict = readPragma(database, "quick_check(1)", "quick_check");
  if (verdict !== "ok") throw storeError(path, Object.assign(new Error(String(verdict)), { code: "SQLITE_CORRUPT" }));
}

function countTables(database: Libsql.Database): unknown {
  return column(database.prepare("SELECT count(*) AS total FROM sqlite_schema").get(), "total");
}

function readPragma(database: Libsql.Database, pragma: string, name = pragma): unknown {
  return column(database.prepare(`PRAGMA ${pragma}`).get(), name);
}

function column(row: unknown, name: string): unknown {
  return typeof row === "object" && row !== null ? (row as Record<string, unknown>)[name] : undefined;
}

class SqliteStore implements RecordStore {
  readonly #database: Libsql.Database;
  readonly #path: string;
  readonly #unlock: () => void;
  readonly #put: Libsql.Statement<unknown[]>;
  readonly #putTwo: Libsql.Statement<unknown[]>;
  readonly #delete: Libsql.Statement<unknown[]>;
  #open = true;
  #replacements = 0;

  constructor(database: Libsql.Database, path: string, unlock: () => void) {
    this.#database = database;
    this.#path = path;
    this.#unlock = unlock;
    this.#put = preparePut(database, RECORDS_TABLE);
    this.#putTwo = preparePut(database, RECORDS_TABLE, 2);
    this.#delete = database.prepare(`DELETE FROM ${RECORDS_TABLE} WHERE key = ?`);
  }

  *load(): Generator<StoredRecord, void, undefined> {
    const rows = this.#attempt(() => this.#database.prepare(`SELECT key, value FROM ${RECORDS_TABLE}`).iterate());
    for (;;) {
      const next = this.#attempt(() => rows.next());
      if (next.done === true) return;
      yield this.#record(next.value);
    }
  }

  commit(changes: readonly RecordChange[]): void {
    const [first, second] = changes;
    if (first === undefined) return;
    this.#attempt(() => {
      if (changes.length === 1) this.#apply(first);
      else if (changes.length === 2 && first.value !== undefined && second?.value !== undefined) {
        // A send writes two records. One statement is a transaction by itself and costs half of one
        // with a beginning and an end.
        this.#putTwo.run(recordKey(first), first.value, recordKey(second), second.value);
      } else {
        this.#transaction(() => {
          for (const change of changes) this.#apply(change);
        });
      }
    });
  }

  beginReplacement(): RecordReplacement {
    const transaction = (work: () => void) => this.#attempt(() => this.#transaction(work));
    return stageRecords(this.#database, ++this.#replacements, transaction);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      // The driver keeps a closed connection until its statements are collected as garbage. Leaving
      // the write-ahead log explicitly puts everything into one file at once. A reader outside this
      // process prevents that and does no harm.
      this.#database.prepare("PRAGMA journal_mode = DELETE").get();
    } catch {
      // The log stays beside the file, and the next start reads it.
    }
    this.#database.close();
    this.#unlock();
  }

  #apply(change: RecordChange): void {
    const key = recordKey(change);
    if (change.value === undefined) this.#delete.run(key);
    else this.#put.run(key, change.value);
  }

  #transaction(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #record(row: unknown): StoredRecord {
    const key = column(row, "key");
    const value = column(row, "value");
    const parts = typeof key === "string" ? parseJson(key) : undefined;
    if (Array.isArray(parts) && typeof value === "string") {
      const [hub, kind, id]: unknown[] = parts;
      if (typeof hub === "string" && typeof kind === "string" && typeof id === "string")
        return { hub, kind, id, value };
    }
    throw new HubStoreError("NH_STORE_DAMAGED", `${this.#path} holds a record of unknown shape.`, { path: this.#path });
  }

  #attempt<T>(work: () => T): T {
    if (!this.#open) throw new HubStoreError("NH_STORE_UNAVAILABLE", `${this.#path} is closed.`, { path: this.#path });
    try {
      return work();
    } catch (cause) {
      throw storeError(this.#path, cause);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const errorCodes: Readonly<Record<string, HubStoreErrorCode>> = {
  SQLITE_BUSY: "NH_STORE_LOCKED",
  SQLITE_LOCKED: "NH_STORE_LOCKED",
  SQLITE_NOTADB: "NH_STORE_DAMAGED",
  SQLITE_CORRUPT: "NH_STORE_DAMAGED",
};

function storeError(path: string, cause: unknown): HubStoreError {
  const driverCode = String(column(cause, "code"));
  // Extended codes (SQLITE_BUSY_RECOVERY) begin with the primary one.
  const primary = /^SQLITE_[A-Z]+/.exec(driverCode)?.[0] ?? "";
  const code = errorCodes[primary] ?? "NH_STORE_UNAVAILABLE";
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HubStoreError(code, describe(code, path, reason), { path, cause });
}

function describe(code: HubStoreErrorCode, path: string, reason: string): string {
  if (code === "NH_STORE_LOCKED") {
    return `${path} is in use by another hub. Stop that one, or give this one another data folder.`;
  }
  if (code === "NH_STORE_DAMAGED") {
    return `${path} is damaged (${reason}). It was left as it is: restore it from a copy, or move it away to start empty.`;
  }
  return `${path} cannot be used (${reason}). Check that its folder exists, can be written and has free space.`;
}
