/// <reference path="./open-journal.d.ts" />
import { ArgumentError } from "../../argument-error.js";
import { loadPart } from "../../load-part.js";
import type { Journal, JournalScope } from "./journal.js";

/**
 * Runs with a journal that is open until the run ends. Only a send with a journal loads what opens
 * it.
 *
 * @throws {ArgumentError} where there are no files.
 * @throws {JournalError} when the journal cannot be used.
 */
export async function* withJournal<Result>(
  path: string,
  scope: JournalScope,
  run: (journal: Journal) => AsyncGenerator<Result, void, undefined>,
): AsyncGenerator<Result, void, undefined> {
  const { openJournal } = await loadPart(import("#open-journal"));
  if (openJournal === undefined) {
    throw new ArgumentError(
      "sendToDevices",
      "journal",
      "needs the files of Node.js. Elsewhere, store the cursor that onProgress gets, and pass it as resumeFrom",
    );
  }
  const journal = await openJournal(path, scope);
  try {
    yield* run(journal);
  } finally {
    journal.close();
  }
}
