import { closeSync, openSync, truncateSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import type { Platform } from "@nh/payloads";
import type { Journal, JournalPart, JournalScope } from "../journal.js";
import { JournalError } from "../journal-error.js";
import type { JournalHeader, JournalRun } from "../journal-lines.js";
import { lastRun, readJournal } from "../read-journal.js";
import { Replay } from "../replay.js";
import { type FileLock, lockFile } from "./file-lock.js";
import { JournalFile } from "./journal-file.js";
import { createPart } from "./journal-part.js";
import { unusable } from "./unusable.js";

/**
 * Opens or creates a journal, and locks it until it is closed or the process ends.
 *
 * @param name Relative to the working directory.
 * @throws {JournalError} when another process holds it, when the path cannot hold a journal, and
 * when the file is damaged or belongs to another send.
 */
export async function openJournal(name: string, scope: JournalScope): Promise<Journal> {
  const path = resolve(name);
  await createFile(path);
  const lock = await holdOf(path);
  try {
    const found = await readFile(path, "utf8");
    const replays = readJournal(found, scope, path);
    if (replays === undefined) truncateSync(path);
    const file = new JournalFile(path);
    try {
      if (replays === undefined) {
        file.append(JSON.stringify({ journal: "nh bulk send", version: 1, ...scope } satisfies JournalHeader));
      }
      // A crash may have cut the last line short: the next line must not be joined to it.
      else if (!found.endsWith("\n")) file.append("");
      const run: JournalRun = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
      file.append(JSON.stringify({ run }));
    } catch (error) {
      file.close();
      throw error;
    }
    return journalOf(path, file, replays, lock);
  } catch (error) {
    lock.release();
    throw error instanceof JournalError ? error : unusable(path, "be opened", error);
  }
}

function journalOf(
  path: string,
  file: JournalFile,
  replays: ReadonlyMap<Platform, Replay> | undefined,
  lock: FileLock,
): Journal {
  const parts = new Map<Platform, JournalPart>();
  return {
    part(platform) {
      const part = parts.get(platform) ?? createPart(platform, replays?.get(platform) ?? new Replay(), file, path);
      parts.set(platform, part);
      return part;
    },
    close() {
      try {
        file.close();
      } finally {
        lock.release();
      }
    },
  };
}

/** Nobody but its owner reads it: it says which hub was sent to. */
const MODE = 0o600;

async function createFile(path: string): Promise<void> {
  try {
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && !found.isFile()) {
      const what = found.isDirectory() ? "a folder" : "a pipe or a device";
      throw new JournalError(
        "NH_JOURNAL_UNUSABLE",
        path,
        `${path} is ${what}, which cannot hold a journal. Name a file; it is created.`,
      );
    }
    const folder = dirname(path);
    // A wrong letter in the path must not start a new journal, which sends to every device again.
    if (await isMissing(folder)) {
      throw new JournalError(
        "NH_JOURNAL_UNUSABLE",
        path,
        `${path} cannot be created: the folder ${folder} does not exist. Create the folder, or correct the path.`,
      );
    }
    closeSync(openSync(path, "a", MODE));
  } catch (error) {
    throw error instanceof JournalError ? error : unusable(path, "be created", error);
  }
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await stat(path);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}

async function holdOf(path: string): Promise<FileLock> {
  let lock: FileLock | undefined;
  try {
    lock = await lockFile(path);
  } catch (error) {
    throw unusable(path, "be locked", error);
  }
  if (lock !== undefined) return lock;
  const run = lastRun(await readFile(path, "utf8").catch(() => ""));
  const holder =
    run === undefined ? "another process" : `process ${run.pid} on ${run.host}, which started at ${run.since}`;
  throw new JournalError(
    "NH_JOURNAL_LOCKED",
    path,
    `${path} is in use by ${holder}. Wait until that run ends, or stop it. Then run this one again to continue.`,
  );
}
