import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { inputError, usageError } from "../cli-error.js";
import type { Io } from "../io.js";

/** What a run and its continuation must have in common. */
export interface JournalHeader {
  readonly journal: "nh send";
  readonly version: 1;
  readonly hub: string;
  /** Fingerprint of the notification. */
  readonly notification: string;
}

/** The result of one batch, and where a later run continues (`cursor` of `sendToDevices`). */
export interface JournalEntry {
  /** Position of its first handle in the input, from 0. */
  readonly start: number;
  readonly count: number;
  readonly state: "sent" | "failed";
  readonly cursor: string;
  readonly notificationId?: string | undefined;
  readonly trackingId?: string | undefined;
  readonly code?: string | undefined;
}

/**
 * An entry as it is written: with the fingerprint of its handles, so that a resumed run recognizes
 * its input.
 */
interface JournalLine extends JournalEntry {
  readonly handles: string;
}

/**
 * A file that records what was sent, one line per batch, on the disk before the next batch begins.
 * A run that was killed continues after the last line: what the service had acknowledged is not
 * sent again, and nothing is skipped.
 */
export interface Journal {
  /** Where an earlier run ended. */
  readonly resumeFrom: string | undefined;
  /** How many devices earlier runs sent to. */
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

export async function openJournal(path: string, header: JournalHeader, io: Io): Promise<Journal> {
  if (path === "") throw usageError("--resume is empty.", "Name the journal file; nh creates it.");
  const file = resolve(io.cwd, path);
  const kind = await io.files.kindOf(file);
  if (kind !== undefined && kind !== "file") {
    const what = kind === "folder" ? "a folder" : "a pipe or a device";
    throw inputError(`${path} is ${what}, which cannot hold a journal.`, "Name a file; nh creates it.");
  }
  const text = kind === "file" ? await io.files.readText(file) : "";
  const known = readJournal(text, header, path);
  const out = await io.files.openAppend(file, 0o600);
  // A crash may have cut the last line short: the next line must not be joined to it.
  if (text !== "" && !text.endsWith("\n")) out.appendLine("");
  if (known === undefined) out.appendLine(JSON.stringify(header));
  /** Handles that were read but whose batch is not yet recorded, by position. */
  const pending = new Map<number, string>();

  let hasBegun = false;
  function begin(cursor: string): void {
    if (hasBegun) return;
    hasBegun = true;
    out.appendLine(JSON.stringify({ cursor }));
  }

  function record(entry: JournalEntry): void {
    const handles: string[] = [];
    for (let position = entry.start; position < entry.start + entry.count; position++) {
      handles.push(pending.get(position) ?? "");
      pending.delete(position);
    }
    const line: JournalLine = { ...entry, handles: fingerprintOf(handles) };
    out.appendLine(JSON.stringify(line));
  }

  async function* watch(handles: AsyncIterable<string>): AsyncGenerator<string> {
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
  }

  let sentDevices = 0;
  for (const { count } of known?.sent.values() ?? []) sentDevices += count;
  return { resumeFrom: known?.cursor, sentDevices, begin, record, watch, close: out.close };
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

interface KnownRun {
  readonly cursor: string | undefined;
  /** The batches that were sent, by position. */
  readonly sent: ReadonlyMap<number, JournalLine>;
}

/** The record of an earlier run; undefined for a new journal. */
function readJournal(text: string, header: JournalHeader, path: string): KnownRun | undefined {
  const [first, ...lines] = text.split("\n").filter((line) => line !== "");
  const written = first === undefined ? undefined : parseLine(first);
  // Killed while the very first line was written: nothing was sent.
  if (written === undefined && lines.length === 0) return undefined;
  checkHeader(written, header, path);
  let cursor: string | undefined;
  const sent = new Map<number, JournalLine>();
  for (const line of lines) {
    const entry = parseLine(line) as JournalLine | undefined;
    if (entry?.cursor === undefined) continue;
    cursor = entry.cursor;
    if (entry.state === "sent") sent.set(entry.start, entry);
  }
  return { cursor, sent };
}

function checkHeader(written: object | undefined, header: JournalHeader, path: string): void {
  const found = (written ?? {}) as Partial<JournalHeader>;
  if (found.journal !== header.journal || found.version !== header.version) {
    throw inputError(`${path} is not a journal of nh send.`, "Name another file; nh creates it.");
  }
  const differences = [
    found.hub === header.hub ? undefined : `the hub was ${found.hub}`,
    found.notification === header.notification ? undefined : "the notification was different",
  ].filter((difference) => difference !== undefined);
  if (differences.length === 0) return;
  throw inputError(
    `${path} belongs to another send: ${differences.join(", ")}.`,
    "Resume with the same options, or start a new journal.",
  );
}

/** The object of a line; undefined for a line that a crash cut short. */
function parseLine(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
