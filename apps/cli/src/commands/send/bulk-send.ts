import type { BatchResult, NotificationHubClient, SendToDevicesOptions } from "@nh/client";
import type { Notification } from "@nh/payloads";
import { type HandleList, type HandleSource, openHandleList } from "../../bulk/handle-list.js";
import { fingerprintOf, type Journal, noJournal, openJournal } from "../../bulk/journal.js";
import { damagedJournal } from "../../bulk/journal-lines.js";
import { createProgress } from "../../bulk/progress.js";
import { CliError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import type { Connection } from "../../hub/connection.js";
import { describeError } from "../../output/describe-error.js";
import { count, plural } from "../../output/numbers.js";
import { fieldLines } from "../../output/output.js";
import type { AnyCall } from "../../program/command.js";
import { Tally } from "./tally.js";

export interface BulkSend {
  readonly client: NotificationHubClient;
  readonly connection: Connection;
  readonly notification: Notification;
  readonly source: HandleSource;
  readonly concurrency: number;
  readonly batchSize: number;
  readonly maxPerSecond: number | undefined;
  readonly duplicates: SendToDevicesOptions["duplicates"];
  /** Path of the journal. */
  readonly resume: string | undefined;
}

/** After this many failures in a row, the run stops. */
const failuresInARow = 5;

/** Sends one notification to any number of handles, in batches, several at a time. */
export async function bulkSend(call: AnyCall, bulk: BulkSend): Promise<number> {
  const list = await openHandleList(bulk.source, call.io, call.output);
  try {
    const journal = await journalOf(bulk, call);
    try {
      return await sendBatches(call, bulk, list, journal);
    } finally {
      journal.close();
    }
  } finally {
    await list.close();
  }
}

async function sendBatches(call: AnyCall, bulk: BulkSend, list: HandleList, journal: Journal): Promise<number> {
  const { io, output } = call;
  const tally = new Tally(bulk.resume);
  output.account(() => tally.account());
  const progress = createProgress(call, { unit: "devices", total: list.count - journal.sentDevices });
  const results = bulk.client.sendToDevices(bulk.notification, journal.watch(list.read()), {
    concurrency: bulk.concurrency,
    batchSize: bulk.batchSize,
    maxPerSecond: bulk.maxPerSecond,
    duplicates: bulk.duplicates,
    resumeFrom: journal.resumeFrom,
    onProgress: ({ cursor }) => journal.begin(cursor),
    signal: io.signal,
  });
  // Lines for a slow reader of stdout wait here, so that the journal does not wait.
  let printed: Promise<void> = Promise.resolve();
  let stopped: unknown;
  let unrecorded: unknown;
  try {
    for await (const result of results) {
      tally.add(result);
      try {
        record(journal, result);
      } catch (error) {
        unrecorded = error;
        break;
      }
      progress.update(
        tally.handles,
        tally.failed > 0 ? `${plural(tally.failed, "batch", "batches")} failed` : undefined,
      );
      if (output.format === "ndjson") {
        printed = printed.then(() => output.item(batchJson(result), ""));
        printed.catch(() => {});
      }
      if (tally.inARow >= failuresInARow) break;
    }
  } catch (error) {
    stopped = isDamagedCursor(error) ? damagedJournal(bulk.resume ?? "", "its last cursor is not valid") : error;
  } finally {
    await progress.end();
  }
  await printed;
  if (unrecorded !== undefined) throw notRecorded(unrecorded, tally);
  io.signal.throwIfAborted();
  // A failure that concerns every batch ends the run; the report still says what was sent.
  if (stopped !== undefined && (tally.sent === 0 || tally.failed === 0)) throw stopped;
  if (tally.failed > 0 && tally.sent === 0) throw tally.firstError;
  await report(call, tally, stopped !== undefined || tally.inARow >= failuresInARow);
  return tally.failed > 0 ? exitCodes.partialFailure : exitCodes.ok;
}

async function journalOf({ resume, connection, notification }: BulkSend, { io }: AnyCall): Promise<Journal> {
  if (resume === undefined) return noJournal;
  const parts = [
    notification.platform,
    notification.contentType,
    JSON.stringify(notification.headers),
    notification.body,
  ];
  const hub = `${connection.endpoint}${connection.hubName}`;
  return openJournal(resume, { journal: "nh send", version: 1, hub, notification: fingerprintOf(parts) }, io);
}

/** The client refuses a cursor that `sendToDevices` did not write. */
function isDamagedCursor(error: unknown): boolean {
  return error instanceof TypeError && /\bresumeFrom\b/.test(error.message);
}

function record(journal: Journal, result: BatchResult): void {
  const { start, count: size, duplicates, state, cursor } = result;
  const facts = { start, count: size + duplicates, state, cursor };
  if (state === "sent") {
    journal.record({ ...facts, notificationId: result.notificationId, trackingId: result.trackingId });
  } else journal.record(state === "failed" ? { ...facts, code: result.error.code } : facts);
}

/** A run must not continue without its journal, since nobody could tell later what it has sent. */
function notRecorded(error: unknown, tally: Tally): CliError {
  const { code, message, exitCode } = describeError(error);
  return new CliError({
    code,
    exitCode,
    message: `${message} ${tally.done()}`,
    fix: "Fix this, then run the same command again. It sends the last batch and those in flight again, but no others.",
    cause: error,
  });
}

function batchJson(result: BatchResult): unknown {
  const { start, count: size, duplicates, state, attempts } = result;
  const facts = { start, count: size, duplicates, state, attempts };
  if (state === "sent") return { ...facts, notificationId: result.notificationId, trackingId: result.trackingId };
  if (state === "skipped") return facts;
  return { ...facts, mayHaveBeenSent: result.mayHaveBeenSent, error: describeError(result.error) };
}

async function report({ output }: AnyCall, tally: Tally, stoppedEarly: boolean): Promise<void> {
  const { sent, failed, skipped, duplicates, failures, sentDevices, repeatedDevices } = tally;
  if (repeatedDevices > 0) {
    await output.warn(
      `${plural(repeatedDevices, "device")} may have received the notification twice: the earlier run may have sent it before it was stopped`,
    );
  }
  for (const { start, count: size, error, mayHaveBeenSent } of failures) {
    const says = mayHaveBeenSent ? "may or may not have received it" : "received nothing";
    await output.warn(`devices ${count(start + 1)} to ${count(start + size)} ${says}: ${error.message}`);
  }
  if (stoppedEarly) await output.warn("stopped early, since the other batches would fail too");
  if (sent + failed + skipped === 0) {
    await output.note(tally.resume === undefined ? "The input has no handles." : "An earlier run sent everything.");
  }
  if (output.format === "ndjson") return;
  await output.document(
    { sent, failed, devices: sentDevices, duplicates, mayHaveRepeated: repeatedDevices, stoppedEarly, failures },
    fieldLines([
      ["sent", `${plural(sentDevices, "device")} in ${plural(sent, "batch", "batches")}`],
      ["duplicates", duplicates === 0 ? undefined : `${plural(duplicates, "handle")} left out`],
      ["failed", failed === 0 ? undefined : plural(failed, "batch", "batches")],
    ]),
  );
}
