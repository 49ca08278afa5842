import { setTimeout as delay } from "node:timers/promises";
import type Libsql from "libsql";
import { CliError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import type { FileLock } from "../io.js";

/**
 * Takes an exclusive lock by leaving a transaction open on the file, as on an empty database. The
 * operating system releases the lock when the process ends, however it ends, so a lock never goes
 * stale: neither after `kill -9`, nor after a reboot, nor when another process gets the same id.
 *
 * The file stays, since removing it would let a second process lock a new file of the same name.
 */
export async function lockFile(path: string, waitMs: number): Promise<FileLock | undefined> {
  const Database = await loadDriver(path);
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    const lock = tryLock(Database, path);
    if (lock !== undefined || waitedMs >= waitMs) return lock;
    await delay(retryMs);
  }
}

/** The driver could wait by itself, but it would stop the whole process meanwhile. */
const retryMs = 25;

function tryLock(Database: typeof Libsql, path: string): FileLock | undefined {
  let database: Libsql.Database | undefined;
  try {
    database = new Database(path);
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    if (codeOf(error).startsWith("SQLITE_BUSY")) return undefined;
    throw cannotLock(`${path} cannot be locked (${codeOf(error) || String(error)}).`, error);
  }
  const held = database;
  return {
    release() {
      held.exec("ROLLBACK");
      held.close();
    },
  };
}

/** libsql has no build for every system, and only commands that lock a file need it. */
async function loadDriver(path: string): Promise<typeof Libsql> {
  try {
    return (await import("libsql")).default;
  } catch (error) {
    throw cannotLock(`${path} cannot be locked: libsql does not load on ${process.platform} ${process.arch}.`, error);
  }
}

function cannotLock(message: string, cause: unknown): CliError {
  return new CliError({
    code: "NH_CLI_FILE",
    exitCode: exitCodes.invalidInput,
    message,
    fix: "Choose a folder that you can write to.",
    cause,
  });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
