import type Libsql from "libsql";

/**
 * Takes an exclusive lock on the file at `path` (created when missing), by leaving a transaction open on it as an empty database.
 * The operating system gives the lock back when the process ends, however it ends, so nothing stale can stay behind.
 *
 * @param timeoutMs how long to wait for a holder to let go.
 * @returns the function that releases the lock.
 * @throws the driver's error; its `code` is SQLITE_BUSY when somebody else holds the lock.
 */
export function lockFile(Database: typeof Libsql, path: string, timeoutMs: number): () => void {
  const database = new Database(path, { timeout: timeoutMs });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw error;
  }
  return () => {
    database.exec("ROLLBACK");
    database.close();
  };
}
