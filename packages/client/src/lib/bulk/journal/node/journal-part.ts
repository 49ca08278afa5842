import { createHash } from "node:crypto";
import type { Platform } from "@nh/payloads";
import type { Batch } from "../../batch-reader.js";
import type { BatchResult } from "../../results.js";
import type { JournalPart } from "../journal.js";
import { JournalError } from "../journal-error.js";
import type { JournalEntry } from "../journal-lines.js";
import type { Replay } from "../replay.js";
import type { JournalFile } from "./journal-file.js";

/** Records the batches of one platform. */
export function createPart(platform: Platform, replay: Replay, file: JournalFile, path: string): JournalPart {
  /** Handles that were read and whose batch has not begun, by position. */
  const waiting = new Map<number, string>();
  const { earlier } = replay;

  function write(entry: Omit<JournalEntry, "platform">): void {
    file.append(JSON.stringify({ platform, ...entry } satisfies JournalEntry));
  }

  function fingerprint(start: number, count: number): string {
    const handles: string[] = [];
    for (let position = start; position < start + count; position++) {
      handles.push(waiting.get(position) ?? "");
      waiting.delete(position);
    }
    return fingerprintOf(handles);
  }

  return {
    earlier,

    async *watch(handles) {
      let position = 0;
      let start = 0;
      let passing: string[] = [];
      for await (const handle of handles) {
        if (passing.length === 0) start = position;
        const recorded = replay.batches.get(start);
        if (recorded !== undefined && passing.push(handle) === recorded.count) {
          if (fingerprintOf(passing) !== recorded.handles) throw changedInput(start, path);
          passing = [];
        }
        if (!earlier.done.covers(position, position + 1)) waiting.set(position, handle);
        position += 1;
        yield handle;
      }
      if (passing.length > 0) throw changedInput(start, path);
      if (earlier.begun > position || earlier.done.overlaps(position, Number.MAX_SAFE_INTEGER)) {
        throw changedInput(position, path);
      }
    },

    begin({ start, end, handles }: Batch) {
      const count = end - start;
      write({ state: "begun", start, count, devices: handles.length, handles: fingerprint(start, count) });
      file.sync();
    },

    record(result: BatchResult) {
      const { start, mayBeDuplicate } = result;
      const count = result.count + result.duplicates;
      const facts = { start, count, devices: result.count };
      if (result.state === "skipped") {
        write({ state: "skipped", ...facts, handles: fingerprint(start, count) });
      } else if (result.state === "sent") {
        const { notificationId, trackingId } = result;
        write({ state: "sent", ...facts, mayBeDuplicate, notificationId, trackingId });
      } else {
        const { mayHaveBeenSent, error } = result;
        write({ state: "failed", ...facts, mayBeDuplicate, mayHaveBeenSent, code: error.code });
      }
    },
  };
}

function changedInput(from: number, path: string): JournalError {
  return new JournalError(
    "NH_JOURNAL_INVALID",
    path,
    `The handles from number ${from + 1} on differ from those recorded in ${path}. Resume with the same unchanged input, or start a new journal.`,
  );
}

function fingerprintOf(handles: readonly string[]): string {
  return createHash("sha256").update(handles.join("\n")).digest("hex").slice(0, 32);
}
