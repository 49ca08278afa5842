import type Libsql from "libsql";

/**
 * Takes an exclusive lock on the file at `path`, which is created when missing, by leaving a
 * transaction open on it as an empty database. The operating system releases the lock when the
 * process ends, however it ends, so it can never go stale.
 *
 * @param timeoutMs how long to wait until another holder releases it.
 * @returns the function that releases the lock.
 * @throws the driver's error. Its `code` is SQLITE_BUSY when somebody else holds the lock.
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
