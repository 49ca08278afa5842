import { chmodSync, closeSync, existsSync, openSync, rmSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type Libsql from "libsql";
import { DatabaseCopy } from "./database-copy.js";
import { HubStoreError } from "./errors.js";
import { bytesOf, createTable, dropStaged, RECORDS_TABLE } from "./sqlite-table.js";
import { damagedStore, lockedStore, primaryCode } from "./store-failure.js";

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

/** The driver, which is imported only when it is needed. */
export type Driver = typeof Libsql;

/**
 * The database file of a hub. It is read first, and becomes writable only once everything in it was
 * found sound: until then not a byte of it changes.
 */
export class DatabaseFile {
  readonly #driver: Driver;
  readonly #path: string;
  readonly #copy: DatabaseCopy | undefined;
  readonly #isNew: boolean;
  #database: Libsql.Database;
  #isWritable = false;

  /** @throws {HubStoreError} when the file is locked, damaged, foreign or of another version. */
  constructor(driver: Driver, path: string) {
    this.#driver = driver;
    this.#path = path;
    makePrivate(path);
    refuseLocked(driver, path);
    this.#copy = DatabaseCopy.take(path);
    this.#database = this.#copy === undefined ? openLocked(driver, path) : new driver(this.#copy.path);
    try {
      const applicationId = readPragma(this.#database, "application_id");
      this.#isNew = applicationId === 0 && countTables(this.#database) === 0;
      if (!this.#isNew) check(this.#database, path, applicationId);
    } catch (error) {
      this.#release();
      // Another hub has written while the copy was made.
      if (this.#copy?.isOutdated === true) throw lockedStore(path, error);
      throw error;
    }
  }

  /** For reading. Undefined while the file has no tables. */
  get readable(): Libsql.Database | undefined {
    return this.#isNew && !this.#isWritable ? undefined : this.#database;
  }

  /**
   * For writing. Nothing else may use the file from now on.
   *
   * @throws {HubStoreError} NH_STORE_LOCKED when another hub was faster.
   */
  get writable(): Libsql.Database {
    if (this.#isWritable) return this.#database;
    if (this.#copy !== undefined) {
      const { isOutdated } = this.#copy;
      this.#release();
      if (isOutdated) throw lockedStore(this.#path);
      this.#database = openLocked(this.#driver, this.#path);
    }
    this.#isWritable = true;
    const database = this.#database;
    database.prepare("PRAGMA journal_mode = WAL").get();
    database.exec("PRAGMA synchronous = NORMAL");
    database.prepare(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`).get();
    if (this.#isNew) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
    else dropStaged(database);
    return database;
  }

  close(): void {
    if (this.#isWritable) leaveLog(this.#database);
    this.#release();
  }

  #release(): void {
    const database = this.#database;
    try {
      // The driver keeps a closed connection until its statements are collected as garbage, so its
      // lock is given back explicitly. The lock goes with the next read.
      database.exec("PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema");
    } catch {
      // A damaged file cannot be read. The lock is released anyway.
    }
    database.close();
    this.#copy?.remove();
  }
}

/** Moves the write-ahead log into the file, so that the file is all that is left. */
function leaveLog(database: Libsql.Database): void {
  try {
    database.prepare("PRAGMA journal_mode = DELETE").get();
  } catch {
    // The disk is full. The log stays beside the file, and the next start reads it.
  }
}

/**
 * Payloads and handles concern nobody else, whatever folder they are in. The log and the copy get
 * the permissions of the database.
 */
function makePrivate(path: string): void {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) closeSync(openSync(path, "a", 0o600));
  else if (facts.isFile() && (facts.mode & 0o077) !== 0) chmodSync(path, 0o600);
}

/**
 * Opens a database and locks it until it is closed. The operating system releases the lock when the
 * process ends, however it ends, so it can never go stale.
 */
function openLocked(driver: Driver, path: string): Libsql.Database {
  const database = new driver(path, { timeout: LOCK_TIMEOUT_MS });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Refuses a file that another hub uses, without changing it.
 *
 * @throws {HubStoreError} NH_STORE_LOCKED when another hub uses it.
 */
function refuseLocked(driver: Driver, path: string): void {
  const index = `${path}-shm`;
  const hadIndex = existsSync(index);
  const database = new driver(`${pathToFileURL(path).href}?mode=ro`, { timeout: LOCK_TIMEOUT_MS });
  try {
    // A prepared statement would keep the connection open.
    database.exec("SELECT count(*) FROM sqlite_schema");
  } catch (error) {
    if (primaryCode(error) === "SQLITE_BUSY") throw lockedStore(path, error);
    // Whatever else is wrong shows when the file is read.
  } finally {
    database.close();
    if (!hadIndex) rmSync(index, { force: true });
  }
}

function check(database: Libsql.Database, path: string, applicationId: unknown): void {
  if (applicationId !== APPLICATION_ID) {
    const message = `${path} is a database of another program. Choose another data folder.`;
    throw new HubStoreError("NH_STORE_FOREIGN", message, { path });
  }
  const version = readPragma(database, "user_version");
  if (version !== SCHEMA_VERSION) {
    const message = `${path} has schema version ${String(version)}. This version of the hub reads ${SCHEMA_VERSION}. Update @nh/hub, or choose another data folder.`;
    throw new HubStoreError("NH_STORE_VERSION", message, { path });
  }
  // As bytes: the driver ends the process for text that is not UTF-8.
  const row = database.prepare("SELECT CAST(quick_check AS BLOB) AS verdict FROM pragma_quick_check(1)").get();
  const text = new TextDecoder().decode(bytesOf(column(row, "verdict")));
  if (text !== "ok") throw damagedStore(path, text);
}

function countTables(database: Libsql.Database): unknown {
  return column(database.prepare("SELECT count(*) AS total FROM sqlite_schema").get(), "total");
}

function readPragma(database: Libsql.Database, pragma: string): unknown {
  return column(database.prepare(`PRAGMA ${pragma}`).get(), pragma);
}

function column(row: unknown, name: string): unknown {
  return typeof row === "object" && row !== null ? (row as Record<string, unknown>)[name] : undefined;
}
