import { isPlatform, type Platform } from "@nh/payloads";
import { isObject } from "../../check-options.js";
import type { JournalScope } from "./journal.js";

/** The first line: what a run and its continuation must have in common. */
export interface JournalHeader extends JournalScope {
  readonly journal: "nh bulk send";
  readonly version: 1;
}

/** The first line of each run: the process that holds the journal. */
export interface JournalRun {
  readonly pid: number;
  readonly host: string;
  /** ISO date. */
  readonly since: string;
}

/** A batch of one platform's handles, which is about to leave, or what became of it. */
export interface JournalEntry {
  readonly platform: Platform;
  /** `skipped`: all of its handles appeared earlier in the input. */
  readonly state: "begun" | "sent" | "failed" | "skipped";
  /** Position of its first handle in the input, from 0. */
  readonly start: number;
  /** Handles of the input that it covers, duplicates among them. */
  readonly count: number;
  /** Handles that it is sent to. */
  readonly devices: number;
  /** Of `begun` and `skipped`: the fingerprint of the handles that it covers. */
  readonly handles?: string | undefined;
  /** Of `sent` and `failed`: an earlier run may have sent it as well. */
  readonly mayBeDuplicate?: boolean | undefined;
  /** Of `failed`: it may have been sent all the same. */
  readonly mayHaveBeenSent?: boolean | undefined;
  /** Of `failed`. */
  readonly code?: string | undefined;
  readonly notificationId?: string | undefined;
  readonly trackingId?: string | undefined;
}

/** A line behind the header. */
export type JournalLine = { readonly run: JournalRun } | JournalEntry;

/** `cut`: a crash cut the line short. `foreign`: no run writes such a line. */
export function parseLine(text: string): JournalLine | "cut" | "foreign" {
  const value = parseObject(text);
  if (value === undefined) return "cut";
  if ("run" in value) return isRun(value.run) ? { run: value.run } : "foreign";
  return isEntry(value) ? value : "foreign";
}

const runStart = '{"run"';

/** Whether it is the first line of a run, or what a crash left of it, down to nothing. */
export function beginsRun(line: string): boolean {
  return line.startsWith(runStart) || runStart.startsWith(line);
}

/** What is in the first line of a file: undefined when it is not that of a journal. */
export function parseHeader(text: string): JournalHeader | undefined {
  const found: Partial<JournalHeader> = parseObject(text) ?? {};
  const isHeader = found.journal === "nh bulk send" && found.version === 1 && isObject(found.notifications);
  return isHeader ? (found as JournalHeader) : undefined;
}

const headerStart = '{"journal":"nh bulk send"';

/** An empty file, or the beginning of a header: a run was killed before it could send anything. */
export function isCutHeader(file: string): boolean {
  if (file.includes("\n")) return false;
  return headerStart.startsWith(file) || (file.startsWith(headerStart) && parseObject(file) === undefined);
}

/** In what a send differs from the one that a journal belongs to, as clauses. */
export function differencesOf(header: JournalHeader, scope: JournalScope): readonly string[] {
  const differences: string[] = [];
  if (header.hub !== scope.hub) differences.push(`the hub was ${header.hub}`);
  const platforms = [...new Set([...Object.keys(header.notifications), ...Object.keys(scope.notifications)])];
  const [before, now] = [header.notifications, scope.notifications] as Record<string, string | undefined>[];
  if (platforms.some((platform) => before?.[platform] !== now?.[platform])) {
    differences.push("the notification was different");
  }
  if (header.batchSize !== scope.batchSize) differences.push(`batchSize was ${header.batchSize}`);
  if (header.duplicates !== scope.duplicates) differences.push(`duplicates was "${header.duplicates}"`);
  return differences;
}

/** The object of a line; undefined for a line that a crash cut short. */
function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRun(value: unknown): value is JournalRun {
  if (!isObject(value)) return false;
  const { pid, host, since } = value as Partial<Record<keyof JournalRun, unknown>>;
  return typeof pid === "number" && typeof host === "string" && typeof since === "string";
}

function isEntry(document: object): document is JournalEntry {
  const entry = document as Partial<Record<keyof JournalEntry, unknown>>;
  const { platform, state, start, count, devices, handles, mayHaveBeenSent } = entry;
  if (!isPlatform(platform) || !isCount(start) || !isCount(count) || !isCount(devices)) return false;
  if (count === 0 || devices > count) return false;
  switch (state) {
    case "begun":
    case "skipped":
      return typeof handles === "string";
    case "failed":
      return typeof mayHaveBeenSent === "boolean";
    default:
      return state === "sent";
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
