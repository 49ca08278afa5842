import type { Platform } from "@nh/payloads";
import type { JournalScope } from "./journal.js";
import { JournalError } from "./journal-error.js";
import { beginsRun, differencesOf, isCutHeader, type JournalRun, parseHeader, parseLine } from "./journal-lines.js";
import { Replay } from "./replay.js";

/**
 * Reads what earlier runs recorded; undefined when not even the header is there yet.
 *
 * @throws {JournalError} when the file is not a journal, belongs to another send, or is damaged.
 */
export function readJournal(
  text: string,
  scope: JournalScope,
  path: string,
): ReadonlyMap<Platform, Replay> | undefined {
  if (isCutHeader(text)) return undefined;
  const [first = "", ...lines] = text.split("\n");
  checkHeader(first, scope, path);
  const replays = new Map<Platform, Replay>();
  const endRun = () => {
    for (const replay of replays.values()) replay.endRun();
  };
  // A crash cuts only the last line of a run: the next run begins behind it.
  let cutAt: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (cutAt !== undefined && !beginsRun(line)) throw damaged(path, cutAt);
    const read = parseLine(line);
    cutAt = read === "cut" ? (cutAt ?? index + 2) : undefined;
    if (read === "cut") continue;
    if (read === "foreign") throw damaged(path, index + 2);
    if ("run" in read) {
      endRun();
      continue;
    }
    if (!Object.hasOwn(scope.notifications, read.platform)) throw damaged(path, index + 2);
    const replay = replays.get(read.platform) ?? new Replay();
    replays.set(read.platform, replay);
    replay.add(read);
  }
  endRun();
  return replays;
}

/** The newest process that began a run in this journal. */
export function lastRun(text: string): JournalRun | undefined {
  for (const line of text.split("\n").reverse()) {
    const read = line.startsWith('{"run"') ? parseLine(line) : "cut";
    if (typeof read === "object" && "run" in read) return read.run;
  }
  return undefined;
}

function checkHeader(line: string, scope: JournalScope, path: string): void {
  const header = parseHeader(line);
  if (header === undefined) {
    throw invalid(path, `${path} is not the journal of a bulk send. Name another file; it is created.`);
  }
  const differences = differencesOf(header, scope);
  if (differences.length === 0) return;
  throw invalid(
    path,
    `${path} belongs to another send: ${differences.join(", ")}. Resume with the same options, or start a new journal.`,
  );
}

function damaged(path: string, line: number): JournalError {
  return invalid(
    path,
    `${path} is damaged: line ${line} is not a record of a bulk send. Restore it from a backup, or start a new journal, which sends to every device again.`,
  );
}

function invalid(path: string, message: string): JournalError {
  return new JournalError("NH_JOURNAL_INVALID", path, message);
}
