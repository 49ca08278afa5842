import { resolve } from "node:path";
import type { BatchResult, BulkProgress, NotificationHubClient, SendToDevicesOptions } from "@nh/client";
import { isJournalError } from "@nh/client";
import type { Notification } from "@nh/payloads";
import { type HandleList, type HandleSource, openHandleList } from "../../bulk/handle-list.js";
import { createProgress, type Progress } from "../../bulk/progress.js";
import { CliError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { type Connection, placeOf } from "../../hub/connection.js";
import { type Finding, warningsJson } from "../../lint/finding.js";
import { describeError } from "../../output/describe-error.js";
import { fieldLines } from "../../output/field-lines.js";
import { count, plural } from "../../output/numbers.js";
import { responseIdFields, responseIds } from "../../output/response-ids.js";
import { terminalLine } from "../../output/terminal-text.js";
import type { AnyCall } from "../../program/command.js";
import { Tally } from "./tally.js";

export interface BulkSend {
  readonly client: NotificationHubClient;
  /** Of the client. */
  readonly connection: Connection;
  readonly notification: Notification;
  /** Of the linter, about the notification. */
  readonly findings: readonly Finding[];
  readonly source: HandleSource;
  readonly concurrency: number;
  readonly batchSize: number;
  readonly maxPerSecond: number | undefined;
  readonly duplicates: SendToDevicesOptions["duplicates"];
  /** Path of the journal. */
  readonly resume: string | undefined;
}

/** After this many failures in a row, no further batch leaves. */
const failuresInARow = 5;

/** Sends one notification to any number of handles, in batches, several at a time. */
export async function bulkSend(call: AnyCall, bulk: BulkSend): Promise<number> {
  const list = await openHandleList(bulk.source, call.io, call.output);
  try {
    return await sendBatches(call, bulk, list);
  } finally {
    await list.close();
  }
}

async function sendBatches(call: AnyCall, bulk: BulkSend, list: HandleList): Promise<number> {
  const { io, output } = call;
  const { client, notification, findings, concurrency, batchSize, maxPerSecond, duplicates, resume } = bulk;
  const tally = new Tally(resume);
  output.account(() => tally.account());
  const journal = resume === undefined ? undefined : resolve(io.cwd, resume);
  // A wrong letter in its name starts a new one, which sends to every device again.
  let newJournal = journal === undefined || (await io.files.exists(journal)) ? undefined : journal;
  let bar: Progress | undefined;
  const onProgress = async (progress: BulkProgress) => {
    if (newJournal !== undefined) {
      const path = newJournal;
      newJournal = undefined;
      await output.note(`New journal: ${terminalLine(path)}`);
    }
    tally.progress = progress;
    const done = progress.sent + progress.failed + progress.duplicates;
    bar ??= createProgress(call, { unit: "devices", total: list.count, before: done });
    bar.update(done, tally.failed > 0 ? `${plural(tally.failed, "batch", "batches")} failed` : undefined);
  };
  // Leaving the loop would lose the results of the batches under way.
  const givingUp = new AbortController();
  const results = client.sendToDevices(notification, list.read(), {
    concurrency,
    batchSize,
    maxPerSecond,
    duplicates,
    total: list.count,
    journal,
    onProgress,
    signal: AbortSignal.any([io.signal, givingUp.signal]),
  });
  // Lines for a slow reader of stdout wait here, so that the next batch does not wait.
  let printed: Promise<void> = Promise.resolve();
  const warnings = warningsJson(findings);
  // They concern all lines, and are part of the first.
  let unsaid = warnings.length === 0 ? {} : { warnings };
  let stopped: unknown;
  try {
    for await (const result of results) {
      tally.add(result);
      if (output.format === "ndjson") {
        const line = { ...batchJson(result), ...unsaid };
        unsaid = {};
        printed = printed.then(() => output.item(line, ""));
        printed.catch(() => {});
      }
      if (tally.inARow >= failuresInARow) givingUp.abort(tally.firstError);
    }
  } catch (error) {
    stopped = error;
  } finally {
    await bar?.end();
  }
  await printed;
  if (isJournalError(stopped)) throw tally.sent === 0 ? stopped : notRecorded(stopped, tally);
  io.signal.throwIfAborted();
  // An input that cannot be read any more concerns no batch.
  if (stopped !== undefined && tally.failed === 0) {
    if (tally.sent > 0) await report(call, bulk, tally);
    throw stopped;
  }
  const hasReachedNobody = tally.sent === 0 && tally.failed > 0;
  if (!hasReachedNobody || tally.unknownDevices > 0) await report(call, bulk, tally);
  if (hasReachedNobody) throw stopped ?? tally.firstError;
  return tally.failed > 0 ? exitCodes.partialFailure : exitCodes.ok;
}

/** The journal stopped the run after it had sent something. */
function notRecorded(error: unknown, tally: Tally): CliError {
  const { code, message, exitCode } = describeError(error);
  return new CliError({
    code,
    exitCode,
    message: `${message} ${tally.done()}`,
    fix: "Fix this, then run the same command again. It sends the batches again that were under way, but no others.",
    cause: error,
  });
}

/** The stable fields of a batch, a line of `--ndjson` with `--devices`, for the reference. */
export const batchFields = {
  start: "place of the first handle in the list, from 0",
  count: "how many handles the batch has",
  duplicates: "how many of its handles were skipped",
  state: "sent, skipped (all of its handles appeared earlier in the list) or failed",
  attempts: "how many requests it took",
  mayBeDuplicate: "true when an earlier run may have sent it too",
  notificationId: "ID for nh outcome",
  ...responseIdFields,
  mayHaveBeenSent: "with failed: whether its devices may have received it",
  error: "with failed: what nh help output says of errors",
  warnings: "on the first line, if there are any: as in --json",
} as const;

function batchJson(result: BatchResult): object {
  const { start, count: size, duplicates, state, attempts } = result;
  const mayBeDuplicate = result.mayBeDuplicate ? { mayBeDuplicate: true } : {};
  const facts = { start, count: size, duplicates, state, attempts, ...mayBeDuplicate };
  if (state === "sent") return { ...facts, notificationId: result.notificationId, ...responseIds(result) };
  if (state === "skipped") return facts;
  return { ...facts, mayHaveBeenSent: result.mayHaveBeenSent, error: describeError(result.error) };
}

async function report({ io, output }: AnyCall, { connection, findings }: BulkSend, tally: Tally): Promise<void> {
  const { sent, failed, skipped, duplicates, failures, sentDevices, failedDevices, unknownDevices, notTried } = tally;
  const stoppedEarly = notTried > 0;
  const { sent: sentInAllRuns, sentBefore, mayBeDuplicates, total = 0 } = tally.progress;
  if (mayBeDuplicates > 0) {
    await output.warn(
      `${plural(mayBeDuplicates, "device")} may have received the notification twice: a run that was stopped may have sent it, and a later run sent it again`,
    );
  }
  for (const { start, count: size, error, mayHaveBeenSent } of failures) {
    const says = mayHaveBeenSent ? "may or may not have received it" : "received nothing";
    await output.warn(`devices ${count(start + 1)} to ${count(start + size)} ${says}: ${error.message}`);
  }
  if (stoppedEarly) {
    const untried = notTried === 1 ? "1 device was" : `${count(notTried)} devices were`;
    await output.warn(
      `stopped early, since the other batches would probably fail too. ${untried} not tried. ${tally.nextRun()}`,
    );
  }
  if (sent + failed + skipped === 0) {
    await output.note(tally.resume === undefined ? "The input has no handles." : "An earlier run sent everything.");
  }
  if (output.format === "ndjson") return;
  await output.document(
    {
      sent,
      failed,
      devices: sentDevices,
      devicesInAllRuns: sentInAllRuns,
      duplicates,
      mayHaveRepeated: mayBeDuplicates,
      stoppedEarly,
      notTried,
      failures,
      warnings: warningsJson(findings),
    },
    fieldLines(
      [
        ["sent to", `${plural(sentDevices, "device")} in ${plural(sent, "batch", "batches")}`],
        ["in all runs", sentBefore === 0 ? undefined : `${count(sentInAllRuns)} of ${plural(total, "handle")}`],
        ["duplicates", duplicates === 0 ? undefined : `${plural(duplicates, "handle")} skipped`],
        [
          "failed",
          failed === 0 ? undefined : `${plural(failedDevices, "device")} in ${plural(failed, "batch", "batches")}`,
        ],
        ["of these", unknownDevices === 0 ? undefined : `${plural(unknownDevices, "device")} may have received it`],
        ["not tried", stoppedEarly ? plural(notTried, "device") : undefined],
        ["hub", placeOf(connection)],
      ],
      io.stdout.columns,
    ),
  );
}
