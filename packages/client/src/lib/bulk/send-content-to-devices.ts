import type { Content, Platform } from "@nh/payloads";
import { checkOptions, type OptionRules } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { compose, type PlatformsOption } from "../operations/content-send.js";
import { contentPlatformsRule } from "../platform-advice.js";
import { reasonOf } from "../transport/abort-reason.js";
import { onAbort } from "../transport/on-abort.js";
import { formatContentCursor, parseContentCursor } from "./content-cursor.js";
import { iterateOnce } from "./iterate-once.js";
import type { Journal } from "./journal/journal.js";
import { withJournal } from "./journal/with-journal.js";
import { mergeRuns } from "./merge-runs.js";
import { type PlatformHandle, PlatformHandles } from "./platform-handles.js";
import type { BatchResult, BulkProgress } from "./results.js";
import {
  bulkRules,
  checkInput,
  journalScopeOf,
  prepareRun,
  refuseTwoMemories,
  type SendToDevicesOptions,
} from "./send-to-devices.js";
import { lengthOf } from "./tally.js";

const contentRules: OptionRules<ContentToDevicesOptions> = {
  ...bulkRules,
  resumeFrom: {
    accepts: (value) => parseContentCursor(value) !== undefined,
    form: "the cursor of a result of the same content's send",
  },
  platforms: contentPlatformsRule,
};

/** Options of `sendToDevices` for a content. `concurrency` applies to each platform. */
export interface ContentToDevicesOptions extends SendToDevicesOptions, PlatformsOption {}

/**
 * What became of one batch, and for which platform. `index` and `start` count the handles of that
 * platform alone.
 */
export type ContentBatchResult = BatchResult & { readonly platform: Platform };

/**
 * Sends one content to any number of device handles of several platforms, in batches: one run of
 * `sendToDevices` for each platform, side by side. The input is read as it is needed, and a
 * platform whose handles come late waits for them.
 *
 * A failure that would meet every batch of one platform (401, 403, 404, quota) ends all runs, after
 * the batches under way have been reported.
 *
 * @throws {ArgumentError} when an option or the input is wrong, when no platform is named, and for
 * a handle of a platform that is not named.
 * @throws {PayloadError} when a platform does not take the content. Nothing was sent.
 * @throws {AudienceError} for `template` and `browser`: the service has no batches for these.
 * @throws {JournalError} while it is iterated, when the `journal` cannot be used.
 * @example
 * const devices = [
 *   { platform: "apple", handle: "00fc…" },
 *   { platform: "fcmv1", handle: "dFx…" },
 * ] as const;
 * const platforms = ["apple", "fcmv1"] as const;
 * for await (const batch of sendContentToDevices(context, news, devices, { platforms })) {
 *   console.log(batch.platform, batch.state, batch.count);
 * }
 */
export function sendContentToDevices(
  context: HubContext,
  content: Content,
  handles: Iterable<PlatformHandle> | AsyncIterable<PlatformHandle>,
  options: ContentToDevicesOptions = {},
): AsyncIterable<ContentBatchResult> {
  checkOptions("sendToDevices", options, contentRules);
  const { platforms, onProgress, resumeFrom, journal, signal, total: named, ...rest } = options;
  const connection = connectionOf(context);
  const notifications = compose("sendToDevices", context, content, platforms);
  checkInput(handles);
  refuseTwoMemories(options);
  const cursors = parseContentCursor(resumeFrom) ?? new Map<Platform, string>();
  const total = named ?? lengthOf(handles);
  const input = new PlatformHandles(
    handles,
    notifications.map(({ platform }) => platform),
  );
  const stopping = new AbortController();
  const progresses = new Map<Platform, BulkProgress>();
  let reporting: Promise<unknown> = Promise.resolve();

  /** One report after the other: a listener that stores the cursor is not called while it does. */
  function report(platform: Platform, progress: BulkProgress): Promise<unknown> {
    reporting = reporting.then(() => {
      progresses.set(platform, progress);
      cursors.set(platform, progress.cursor);
      return onProgress?.(sumOf([...progresses.values()], total, cursorText()));
    });
    return reporting;
  }
  const cursorText = (): string => formatContentCursor(cursors);

  const runs = notifications.map((notification) => {
    const { platform } = notification;
    return prepareRun(connection, notification, input.of(platform), {
      ...rest,
      resumeFrom: cursors.get(platform),
      signal: stopping.signal,
      onProgress: (progress) => report(platform, progress),
    });
  });

  async function* runAll(opened?: Journal): AsyncGenerator<ContentBatchResult, void, undefined> {
    const stopListening = signal && onAbort(signal, () => stopping.abort(reasonOf(signal)));
    if (signal?.aborted) stopping.abort(reasonOf(signal));
    const labeled = async function* ({ platform, start }: (typeof runs)[number]) {
      for await (const result of start(opened?.part(platform))) {
        yield Object.freeze({ ...result, platform, cursor: cursorText() });
      }
    };
    try {
      yield* mergeRuns(runs.map(labeled), (error) => stopping.abort(error));
    } finally {
      stopListening?.();
      input.close();
    }
  }

  const [first] = runs;
  if (journal === undefined || first === undefined) return iterateOnce(() => runAll());
  const digests = Object.fromEntries(runs.map(({ platform, scope }) => [platform, scope.notification]));
  return iterateOnce(() => withJournal(journal, journalScopeOf(connection, first.scope, digests), runAll));
}

function sumOf(progresses: readonly BulkProgress[], total: number | undefined, cursor: string): BulkProgress {
  type Count = "sent" | "sentBefore" | "failed" | "duplicates" | "mayBeDuplicates" | "ratePerSecond";
  const sum = (name: Count): number => progresses.reduce((value, progress) => value + progress[name], 0);
  return {
    sent: sum("sent"),
    sentBefore: sum("sentBefore"),
    failed: sum("failed"),
    duplicates: sum("duplicates"),
    mayBeDuplicates: sum("mayBeDuplicates"),
    ...(total === undefined ? {} : { total }),
    ratePerSecond: sum("ratePerSecond"),
    cursor,
  };
}
