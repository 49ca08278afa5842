import { inputError } from "../cli-error.js";

/** The first line: what a run and its continuation must have in common. */
export interface JournalHeader {
  readonly journal: "nh send";
  readonly version: 1;
  readonly hub: string;
  /** Fingerprint of the notification. */
  readonly notification: string;
}

/** The first line of each run: the process that holds the journal. */
export interface JournalRun {
  readonly pid: number;
  readonly host: string;
  /** ISO date. */
  readonly since: string;
}

/** The result of one batch, and where a later run continues (`cursor` of `sendToDevices`). */
export interface JournalEntry {
  /** Position of its first handle in the input, from 0. */
  readonly start: number;
  /** Handles of the input that it covers, duplicates among them. */
  readonly count: number;
  /** `skipped`: all of its handles stood earlier in the input. */
  readonly state: "sent" | "failed" | "skipped";
  readonly cursor: string;
  readonly notificationId?: string | undefined;
  readonly trackingId?: string | undefined;
  readonly code?: string | undefined;
}

/**
 * An entry as it is written: with the fingerprint of its handles, so that a resumed run recognizes
 * its input.
 */
export interface JournalLine extends JournalEntry {
  readonly handles: string;
}

/** What earlier runs left. */
export interface RecordedRuns {
  readonly cursor: string | undefined;
  /** The batches that were sent or skipped, by position. */
  readonly sent: ReadonlyMap<number, JournalLine>;
}

/**
 * Reads what earlier runs recorded; undefined when not even the header is there yet.
 *
 * @throws {CliError} when the file is not a journal, belongs to another send, or is damaged.
 */
export function readJournal(text: string, header: JournalHeader, path: string): RecordedRuns | undefined {
  if (isCutHeader(text)) return undefined;
  const [first = "", ...lines] = text.split("\n").filter((line) => line !== "");
  checkHeader(parseLine(first), header, path);
  let cursor: string | undefined;
  const sent = new Map<number, JournalLine>();
  for (const [index, line] of lines.entries()) {
    const document = parseLine(line);
    // A line that a crash cut short, or the first line of a run.
    if (document === undefined || "run" in document) continue;
    if (!isCursor(document)) throw damagedJournal(path, `line ${index + 2} is not a record of nh send`);
    cursor = document.cursor;
    if (!("state" in document)) continue;
    if (!isEntry(document)) throw damagedJournal(path, `line ${index + 2} is not a record of nh send`);
    if (document.state !== "failed") sent.set(document.start, document);
  }
  return { cursor, sent };
}

/** The newest process that began a run in this journal. */
export function lastRun(text: string): JournalRun | undefined {
  const runs = text.split("\n").flatMap((line) => {
    const document = parseLine(line);
    const run: unknown = document !== undefined && "run" in document ? document.run : undefined;
    return isRun(run) ? [run] : [];
  });
  return runs.at(-1);
}

export function damagedJournal(path: string, why: string): Error {
  return inputError(
    `${path} is damaged: ${why}.`,
    "Restore it from a backup, or start a new journal, which sends to every device again.",
  );
}

const headerStart = '{"journal":"nh send"';

/** An empty file, or the beginning of a header: a run was killed before it could send anything. */
function isCutHeader(text: string): boolean {
  if (text.includes("\n")) return false;
  return headerStart.startsWith(text) || (text.startsWith(headerStart) && parseLine(text) === undefined);
}

function checkHeader(document: object | undefined, header: JournalHeader, path: string): void {
  const found = (document ?? {}) as Partial<JournalHeader>;
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

function isCursor(document: object): document is { readonly cursor: string } {
  return "cursor" in document && typeof document.cursor === "string";
}

function isEntry(document: object): document is JournalLine {
  const { start, count, state, handles } = document as Partial<Record<keyof JournalLine, unknown>>;
  return isCount(start) && isCount(count) && isState(state) && typeof handles === "string";
}

const isState = (value: unknown) => value === "sent" || value === "failed" || value === "skipped";

const isCount = (value: unknown) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function isRun(value: unknown): value is JournalRun {
  if (typeof value !== "object" || value === null) return false;
  const { pid, host, since } = value as Partial<Record<keyof JournalRun, unknown>>;
  return typeof pid === "number" && typeof host === "string" && typeof since === "string";
}
