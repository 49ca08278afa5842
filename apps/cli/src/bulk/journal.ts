import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { CliError, inputError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import type { Io } from "../io.js";
import {
  type JournalEntry,
  type JournalHeader,
  type JournalLine,
  type JournalRun,
  lastRun,
  type RecordedRuns,
  readJournal,
} from "./journal-lines.js";

/**
 * A file that records what was sent, one line per batch, on the disk before the next batch begins.
 * A run that was killed continues after the last line: what the service had acknowledged is not
 * sent again, and nothing is skipped. While a run holds the journal, no other can.
 */
export interface Journal {
  /** Where an earlier run ended. */
  readonly resumeFrom: string | undefined;
  /** How many handles of the input earlier runs sent to or left out. */
  readonly sentDevices: number;
  /**
   * Records the first cursor of a run before anything is sent, since a run that is killed before
   * its first response may have sent.
   */
  begin(cursor: string): void;
  record(entry: JournalEntry): void;
  /** Passes the handles through, and checks that they match those of the earlier run. */
  watch(handles: AsyncIterable<string>): AsyncIterable<string>;
  close(): void;
}

/** For a run without a file. */
export const noJournal: Journal = {
  resumeFrom: undefined,
  sentDevices: 0,
  begin: () => {},
  record: () => {},
  watch: (handles) => handles,
  close: () => {},
};

/** Long enough for the process that holds the journal to write down who it is. */
const lockWaitMs = 300;

/**
 * Opens or creates a journal, and locks it until it is closed or the process ends.
 *
 * @throws {CliError} NH_CLI_LOCKED when another process holds it; an input error when the path
 * cannot hold a journal, or the file is damaged or belongs to another send.
 */
export async function openJournal(path: string, header: JournalHeader, io: Io): Promise<Journal> {
  const file = resolve(io.cwd, path);
  const kind = await io.files.kindOf(file);
  if (kind !== undefined && kind !== "file") {
    const what = kind === "folder" ? "a folder" : "a pipe or a device";
    throw inputError(`${path} is ${what}, which cannot hold a journal.`, "Name a file; nh creates it.");
  }
  // Tells at once when it cannot be created.
  (await io.files.openAppend(file, 0o600)).close();
  // Two names of one file, such as a link and what it leads to, have one lock.
  const lock = await io.files.lock(`${await io.files.realPath(file)}.lock`, lockWaitMs);
  if (lock === undefined) throw isLocked(path, lastRun(await io.files.readText(file)));
  try {
    const found = await io.files.readText(file);
    const known = readJournal(found, header, path);
    if (known === undefined && found !== "") await io.files.writeText(file, "", 0o600);
    const out = await io.files.openAppend(file, 0o600);
    const close = () => {
      out.close();
      lock.release();
    };
    if (known === undefined) out.appendLine(JSON.stringify(header));
    // A crash may have cut the last line short: the next line must not be joined to it.
    else if (!found.endsWith("\n")) out.appendLine("");
    const run: JournalRun = { ...io.process, since: new Date(io.now()).toISOString() };
    out.appendLine(JSON.stringify({ run }));
    return createJournal(path, known, out.appendLine, close);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function createJournal(
  path: string,
  known: RecordedRuns | undefined,
  appendLine: (line: string) => void,
  close: () => void,
): Journal {
  /** Handles that were read but whose batch is not yet recorded, by position. */
  const pending = new Map<number, string>();
  let hasBegun = false;
  let sentDevices = 0;
  for (const { count } of known?.sent.values() ?? []) sentDevices += count;

  return {
    resumeFrom: known?.cursor,
    sentDevices,

    begin(cursor) {
      if (hasBegun) return;
      hasBegun = true;
      appendLine(JSON.stringify({ cursor }));
    },

    record(entry) {
      const handles: string[] = [];
      for (let position = entry.start; position < entry.start + entry.count; position++) {
        handles.push(pending.get(position) ?? "");
        pending.delete(position);
      }
      const line: JournalLine = { ...entry, handles: fingerprintOf(handles) };
      appendLine(JSON.stringify(line));
    },

    async *watch(handles) {
      let position = 0;
      let sent: JournalLine | undefined;
      let passing: string[] = [];
      for await (const handle of handles) {
        sent ??= known?.sent.get(position);
        if (sent === undefined) pending.set(position, handle);
        else {
          passing.push(handle);
          if (passing.length === sent.count) {
            if (fingerprintOf(passing) !== sent.handles) throw changedInput(sent.start, path);
            sent = undefined;
            passing = [];
          }
        }
        position += 1;
        yield handle;
      }
      if (sent !== undefined) throw changedInput(sent.start, path);
    },

    close,
  };
}

function isLocked(path: string, run: JournalRun | undefined): CliError {
  const holder =
    run === undefined ? "another process" : `process ${run.pid} on ${run.host}, which started at ${run.since}`;
  return new CliError({
    code: "NH_CLI_LOCKED",
    exitCode: exitCodes.unexpected,
    message: `${path} is in use by ${holder}.`,
    fix: "Wait until that run ends, or stop it. Then run the same command again to continue.",
  });
}

function changedInput(from: number, path: string): Error {
  return inputError(
    `The devices from number ${from + 1} on differ from those recorded in ${path}.`,
    "Resume with the same unchanged input, or start a new journal.",
  );
}

export function fingerprintOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\n");
  return hash.digest("hex").slice(0, 32);
}
