import type { Notification } from "@nh/payloads";
import type { HubContext } from "../context.js";
import { checkNotification } from "../operations/check-notification.js";
import { refuseUnbatched } from "../operations/direct-send.js";
import { type CallOptions, checkNames, checkSignal, resolveLimits } from "../options.js";
import { BulkSend } from "./bulk-send.js";
import { Cursor } from "./cursor.js";
import type { BatchResult, BulkProgress } from "./results.js";

/**
 * Options of `sendToDevices`. `timeoutMs` and `retry` hold for each batch, and `totalTimeoutMs` for each of its requests. The waits that the
 * service asks for are made by all lanes together, however long they are; `signal` ends them.
 */
export interface SendToDevicesOptions extends CallOptions {
  /** Batches under way at a time, at most; fewer while the service throttles. Default 4. */
  readonly concurrency?: number | undefined;
  /** Handles per request, at most 1,000; fewer where 64 KB demand it. Default 1,000. */
  readonly batchSize?: number | undefined;
  /**
   * Called before the first batch leaves and after each batch. No batch begins before a promise that it answers is fulfilled. When it throws or
   * rejects, no further batch leaves: what had left is still reported, its own batch first, and then the iteration ends with its error.
   */
  readonly onProgress?: ((progress: BulkProgress) => unknown) | undefined;
  /**
   * The last `cursor` of an earlier run over the same handles in the same order: what it acknowledged is not sent again. A run that crashed
   * before its first result has no other cursor than the one that `onProgress` got before anything left. The cursor that such a run was itself
   * resumed from still loses nothing, but knows nothing of what that run sent: it may be sent again without `mayBeDuplicate`.
   */
  readonly resumeFrom?: string | undefined;
  /**
   * Stops between batches: nothing leaves any more, not even a batch that waits to be repeated. Requests under way are finished, every batch that
   * had left is reported, then the iteration rejects with the signal's reason.
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a notification to any number of device handles, in batches. Nothing is sent until the result is iterated, which it is once, and no further batch begins
 * while the caller is busy with a result. The input is read as it is needed and never held as a whole.
 *
 * A failed batch is a result, not an exception; the iteration goes on. It ends with an exception, after all batches under way have been reported,
 * when the input throws or holds what is no handle, when `onProgress` fails, when the signal is aborted, and when a failure would meet every batch
 * (401, 403, 404, quota). A batch is repeated as any send is: when the service said that it did nothing, or where `retry` has `ambiguousSends`.
 *
 * Leaving the iteration, as with `break`, closes the input and waits for the requests under way, and nothing leaves any more. What became of those
 * nobody is told: the last `cursor` counts them as begun, so that a run resumed from it marks them with `mayBeDuplicate`.
 *
 * @throws {TypeError} for options, a notification or an input that are not what they should be.
 * @throws {AudienceError} for a template or browser notification: the service has no batches for these.
 */
export function sendToDevices(
  context: HubContext,
  notification: Notification,
  handles: Iterable<string> | AsyncIterable<string>,
  options: SendToDevicesOptions = {},
): AsyncIterable<BatchResult> {
  const { concurrency = 4, batchSize = 1000, signal, onProgress, resumeFrom } = options;
  checkNames(options, { ...context.defaults, concurrency, batchSize, signal, onProgress, resumeFrom });
  checkNotification(notification);
  refuseUnbatched(notification);
  checkInput(handles);
  checkSignal(signal);
  checkWhole("concurrency", concurrency, 256);
  checkWhole("batchSize", batchSize, 1000);
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError("The option onProgress must be a function.");
  }
  if (resumeFrom !== undefined) Cursor.parse(resumeFrom);
  const limits = resolveLimits(options, context.defaults);
  const settings = { concurrency, batchSize, onProgress, resumeFrom, signal, limits };
  let isUsed = false;
  return {
    [Symbol.asyncIterator]() {
      if (isUsed) throw new TypeError("A bulk send is iterated once. Call sendToDevices again to send again.");
      isUsed = true;
      return new BulkSend(context, notification, handles, settings).run();
    },
  };
}

function checkInput(handles: unknown): void {
  const isInput =
    typeof handles === "object" && handles !== null && (Symbol.iterator in handles || Symbol.asyncIterator in handles);
  if (!isInput) throw new TypeError("The handles must be an iterable or async iterable of strings, such as an array.");
}

function checkWhole(name: string, value: unknown, max: number): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) return;
  throw new TypeError(`The option ${name} must be a whole number from 1 to ${max}.`);
}
