import type { Platform } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { duplicatesRule } from "../audience/duplicates.js";
import { checkOptions, functionRule, type OptionRules, stringRule, wholeRule } from "../check-options.js";
import { connectionOf, type HubConnection, type HubContext } from "../context.js";
import { isIterable } from "../is-iterable.js";
import { checkNotification, type SendableNotification } from "../operations/check-notification.js";
import { refuseUnbatched } from "../operations/direct-send.js";
import { warnOfPayload } from "../operations/warn-of-payload.js";
import { type CallOptions, callRules, resolveLimits } from "../options.js";
import { BulkSend } from "./bulk-send.js";
import { Cursor, type CursorScope } from "./cursor.js";
import { notificationDigest } from "./digest.js";
import { iterateOnce } from "./iterate-once.js";
import type { JournalPart, JournalScope } from "./journal/journal.js";
import { withJournal } from "./journal/with-journal.js";
import type { BatchResult, BulkProgress } from "./results.js";
import { lengthOf } from "./tally.js";

/**
 * Options of `sendToDevices`. `timeoutMs` and `retry` hold for each batch, and `totalTimeoutMs` for
 * each of its requests. The waits that the service asks for are made by all lanes together, however
 * long they are; `signal` ends them.
 */
export interface SendToDevicesOptions extends CallOptions {
  /**
   * The most batches under way at a time; fewer while the service throttles. Default 4, at most
   * 256.
   */
  readonly concurrency?: number | undefined;
  /**
   * Handles per request, at most 1,000; fewer where the limit of 64 KB requires it, or where
   * duplicates are skipped. Default 1,000.
   */
  readonly batchSize?: number | undefined;
  /**
   * The most handles sent to per second. It protects a back end that the devices call when the push
   * arrives. A batch leaves as a whole, so a smaller `batchSize` spreads them more evenly. For a
   * content, it applies to each platform. Default: no limit but the service's.
   */
  readonly maxPerSecond?: number | undefined;
  /**
   * What happens to a handle that appeared earlier in the input. `"skip"` leaves it out, so that
   * the device gets one push, and counts it in `duplicates` of the results and the progress. For
   * Apple, handles that differ only in letter case are the same. The run remembers each handle
   * by a hash of 128 bits. `"send"` remembers nothing and sends to each. Default `"skip"`.
   */
  readonly duplicates?: "skip" | "send" | undefined;
  /**
   * How many handles the input has, for `total` of the progress, where the input itself does not
   * know: an array and a set do, a generator does not. For a content: of all platforms.
   */
  readonly total?: number | undefined;
  /**
   * Called before the first batch leaves and after each batch. No batch begins before a promise
   * that it returns is fulfilled. When it throws or rejects, no further batch leaves: what had left
   * is still reported, its own batch first, and then the iteration ends with its error.
   */
  readonly onProgress?: ((progress: BulkProgress) => unknown) | undefined;
  /**
   * The last `cursor` of an earlier run with the same notification, `batchSize` and `duplicates`
   * over the same handles in the same order: what that run acknowledged is not sent again. A cursor
   * knows how far the run may have got, not which batch had left, so every batch up to there that
   * is sent now is marked with `mayBeDuplicate`: an upper bound of the duplicates. A run
   * that crashed before its first result has no other cursor than the one that `onProgress` got
   * before anything left. The cursor that such a run was itself resumed from still loses nothing,
   * but knows nothing of what that run sent: it may be sent again without `mayBeDuplicate`.
   */
  readonly resumeFrom?: string | undefined;
  /**
   * The path of a file that records each batch, in place of `onProgress` and `resumeFrom`: the same
   * call with the same journal continues where the last run ended, also after `kill -9`. What the
   * service had acknowledged is not sent again, nothing is skipped, and only batches that were
   * under way are marked with `mayBeDuplicate`. The file is created, but not its folder. It is
   * locked while the run lasts. `nh send --resume` writes the same file. Node.js only.
   */
  readonly journal?: string | undefined;
  /**
   * Stops between batches: nothing leaves any more, not even a batch that waits for a retry.
   * Requests under way are finished, every batch that had left is reported, then the iteration
   * rejects with the signal's reason.
   */
  readonly signal?: AbortSignal | undefined;
}

/** The rules for the options of a bulk send. */
export const bulkRules: OptionRules<SendToDevicesOptions> = {
  ...callRules,
  concurrency: wholeRule(1, 256),
  batchSize: wholeRule(1, 1000),
  maxPerSecond: {
    accepts: (value) => typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY,
    form: "a number of handles above 0",
  },
  duplicates: duplicatesRule,
  total: wholeRule(0, Number.MAX_SAFE_INTEGER),
  onProgress: functionRule,
  resumeFrom: {
    accepts: (value) => typeof value === "string",
    form: "the cursor of a result of sendToDevices",
  },
  journal: stringRule(/^[^\0]+$/, "the path of a file"),
};

/**
 * Sends a notification to any number of device handles, in batches. Nothing is sent until the
 * result is iterated, which is possible once. No further batch begins while the caller is busy with
 * a result. The input is read as it is needed and never held as a whole. A handle that appears
 * twice is sent to once; see `duplicates`.
 *
 * A failed batch is a result, not an exception; the iteration goes on. It ends with an exception,
 * after all batches under way have been reported, when the input throws or holds something other
 * than handles, when `onProgress` fails, when the signal is aborted, and when a failure would meet
 * every batch (401, 403, 404, quota). A batch is retried as any send is: when the service said that
 * it did nothing, or where `retry` has `ambiguousSends`.
 *
 * Leaving the iteration, as with `break`, closes the input and waits for the requests under way,
 * and nothing leaves any more. What became of those requests is not reported: the last `cursor`
 * counts them as begun, so that a run resumed from it marks them with `mayBeDuplicate`.
 *
 * @throws {ArgumentError} when an option, the notification or the input is wrong.
 * @throws {AudienceError} for a template or browser notification: the service has no batches for
 * these.
 * @throws {JournalError} while it is iterated, when the `journal` cannot be used.
 */
export function sendToDevices(
  context: HubContext,
  notification: SendableNotification,
  handles: Iterable<string> | AsyncIterable<string>,
  options: SendToDevicesOptions = {},
): AsyncIterable<BatchResult> {
  checkOptions("sendToDevices", options, bulkRules);
  const connection = connectionOf(context);
  const { journal } = options;
  const { platform, scope, start } = prepareRun(connection, notification, handles, options);
  if (journal === undefined) return iterateOnce(() => start());
  const journalScope = journalScopeOf(connection, scope, { [platform]: scope.notification });
  return iterateOnce(() => withJournal(journal, journalScope, (opened) => start(opened.part(platform))));
}

/** A run of one notification that can begin. */
export interface PreparedRun {
  readonly platform: Platform;
  readonly scope: CursorScope;
  /** @param journal Where the run is recorded, and what it continues. */
  start(journal?: JournalPart): AsyncGenerator<BatchResult, void, undefined>;
}

/**
 * Checks everything that a run needs.
 *
 * @param options Checked by {@link bulkRules}.
 */
export function prepareRun(
  connection: HubConnection,
  given: SendableNotification,
  handles: Iterable<string> | AsyncIterable<string>,
  options: SendToDevicesOptions,
): PreparedRun {
  const { concurrency = 4, batchSize = 1000, duplicates = "skip" } = options;
  const { maxPerSecond, onProgress, signal, resumeFrom } = options;
  refuseTwoMemories(options);
  const notification = checkNotification("sendToDevices", given);
  warnOfPayload(connection.onEvent, notification);
  refuseUnbatched("sendToDevices", notification);
  checkInput(handles);
  const { total = lengthOf(handles) } = options;
  const limits = resolveLimits("sendToDevices", options, connection.defaults);
  const scope = { batchSize, duplicates, notification: notificationDigest(notification) };
  const cursor = resumeFrom === undefined ? Cursor.start(scope) : Cursor.resume(resumeFrom, scope);
  const settings = { concurrency, batchSize, duplicates, maxPerSecond, total, onProgress, signal, limits };
  return {
    platform: notification.platform,
    scope,
    start(part) {
      if (part === undefined) return new BulkSend(connection, notification, handles, { ...settings, cursor }).run();
      return new BulkSend(connection, notification, part.watch(handles), {
        ...settings,
        cursor: Cursor.after(part.earlier, scope),
        journal: part,
      }).run();
    },
  };
}

/**
 * @throws {ArgumentError} for a `journal` beside `resumeFrom`: each says where the run begins.
 */
export function refuseTwoMemories({ journal, resumeFrom }: SendToDevicesOptions): void {
  if (journal === undefined || resumeFrom === undefined) return;
  throw new ArgumentError("sendToDevices", "journal", "must not be combined with resumeFrom. Pass one of them");
}

/** What the runs of one journal have in common. */
export function journalScopeOf(
  { endpoint, hubName }: HubConnection,
  { batchSize, duplicates }: CursorScope,
  notifications: JournalScope["notifications"],
): JournalScope {
  return { hub: `${endpoint}${hubName}`, batchSize, duplicates, notifications };
}

/**
 * @throws {ArgumentError} when it cannot be iterated, or is a string.
 */
export function checkInput(handles: unknown): void {
  const isAsync = typeof handles === "object" && handles !== null && Symbol.asyncIterator in handles;
  if (isAsync || isIterable(handles)) return;
  throw new ArgumentError(
    "sendToDevices",
    "handles",
    "must be an iterable or async iterable of strings, such as a list",
  );
}
