import type Libsql from "libsql";
import type { RecordChange, RecordReplacement, RecordStore, StoredRecord } from "../store/record-store.js";
import { DatabaseFile, type Driver } from "./database-file.js";
import { HubStoreError } from "./errors.js";
import { preparePut, RECORDS_TABLE, readRecords, recordKey, stageRecords } from "./sqlite-table.js";
import { damagedStore, storeFailure } from "./store-failure.js";

/**
 * Opens or creates the database file at `path` as the durable copy of a hub's state.
 *
 * A commit that has returned survives `kill -9` of the process (SQLite's write-ahead log). It may
 * be lost when the machine itself loses power. Once its records are loaded, the file is locked for
 * this store alone until `close()`. Only the user can read it.
 *
 * A file that is refused stays byte for byte as it was: nothing is written before every record was
 * read and decoded.
 *
 * @throws {HubStoreError} NH_STORE_LOCKED when another hub uses the file, NH_STORE_DAMAGED when it
 *   is damaged, NH_STORE_FOREIGN when it is a database of another program, NH_STORE_VERSION when a
 *   newer version wrote it, NH_STORE_FULL when its disk is full, NH_STORE_UNAVAILABLE when it
 *   cannot be opened. `load` throws the same for a record that is damaged.
 */
export async function openSqliteStore(path: string): Promise<RecordStore> {
  const driver = await loadDriver(path);
  try {
    return new SqliteStore(new DatabaseFile(driver, path), path);
  } catch (error) {
    throw storeFailure(path, error);
  }
}

async function loadDriver(path: string): Promise<Driver> {
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

/** A database that is being written, with the statements for it. */
interface Writer {
  readonly database: Libsql.Database;
  readonly put: Libsql.Statement<unknown[]>;
  readonly putTwo: Libsql.Statement<unknown[]>;
  readonly delete: Libsql.Statement<unknown[]>;
}

class SqliteStore implements RecordStore {
  readonly #file: DatabaseFile;
  readonly #path: string;
  #writer: Writer | undefined;
  #open = true;
  #replacements = 0;

  constructor(file: DatabaseFile, path: string) {
    this.#file = file;
    this.#path = path;
  }

  *load(): Generator<StoredRecord, void, undefined> {
    const { readable } = this.#file;
    if (readable !== undefined) {
      const pages = readRecords(readable, (reason) => damagedStore(this.#path, reason));
      for (;;) {
        const { done, value } = this.#attempt(() => pages.next());
        if (done === true) break;
        yield* value;
      }
    }
    // Whoever took the records found them sound.
    this.#attempt(() => this.#write());
  }

  commit(changes: readonly RecordChange[]): void {
    const [first, second] = changes;
    if (first === undefined) return;
    this.#attempt(() => {
      const writer = this.#write();
      if (changes.length === 1) apply(writer, first);
      else if (changes.length === 2 && first.value !== undefined && second?.value !== undefined) {
        // A send writes two records. One statement is a transaction by itself and costs half of one
        // with a beginning and an end.
        writer.putTwo.run(recordKey(first), first.value, recordKey(second), second.value);
      } else {
        transact(writer.database, () => {
          for (const change of changes) apply(writer, change);
        });
      }
    });
  }

  beginReplacement(): RecordReplacement {
    const { database } = this.#attempt(() => this.#write());
    const transaction = (work: () => void) => this.#attempt(() => transact(database, work));
    return stageRecords(database, ++this.#replacements, transaction);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#file.close();
  }

  #write(): Writer {
    if (this.#writer === undefined) {
      const database = this.#file.writable;
      this.#writer = {
        database,
        put: preparePut(database, RECORDS_TABLE),
        putTwo: preparePut(database, RECORDS_TABLE, 2),
        delete: database.prepare(`DELETE FROM ${RECORDS_TABLE} WHERE key = ?`),
      };
    }
    return this.#writer;
  }

  #attempt<T>(work: () => T): T {
    if (!this.#open) throw new HubStoreError("NH_STORE_UNAVAILABLE", `${this.#path} is closed.`, { path: this.#path });
    try {
      return work();
    } catch (cause) {
      throw storeFailure(this.#path, cause);
    }
  }
}

function apply(writer: Writer, change: RecordChange): void {
  const key = recordKey(change);
  if (change.value === undefined) writer.delete.run(key);
  else writer.put.run(key, change.value);
}

function transact(database: Libsql.Database, work: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    // A full disk ends the transaction by itself.
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
