import { ArgumentError } from "../argument-error.js";
import type { Audience } from "../audience/audience.js";
import { duplicatesRule, withoutDuplicates } from "../audience/duplicates.js";
import { resolveAudience } from "../audience/recipients.js";
import { checkOptions, flagRule, type OptionRules } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { type HubPromise, hubPromise } from "../hub-promise.js";
import { loadPart } from "../load-part.js";
import { type CallOptions, callRules } from "../options.js";
import { checkNotification, type SendableNotification } from "./check-notification.js";
import { batchSend, handleSend } from "./direct-send.js";
import { type DetailedResult, type EnqueuedResult, enqueued, type SendResult } from "./send-result.js";
import { tagSend } from "./tag-send.js";
import { warnOfPayload } from "./warn-of-payload.js";

/** Options of `send`. */
export interface SendOptions extends CallOptions {
  /**
   * A test send goes to at most 10 of the devices and returns what became of it on each. The
   * service allows 10 a minute. Not for `device()` and `devices()`. Default false.
   */
  readonly test?: boolean | undefined;
  /**
   * Sends to more than 20 tags in several requests, one after the other. A device with tags in two
   * of them gets two pushes. For "any of" audiences; not together with `test`. Default false.
   */
  readonly split?: boolean | undefined;
  /**
   * What happens to a handle that appears twice in `devices()`. `"skip"` leaves it out, so that the
   * device gets one push, and counts it in `duplicates` of the result. For Apple, handles that
   * differ only in letter case are the same. `"send"` sends to each. Default `"skip"`.
   */
  readonly duplicates?: "skip" | "send" | undefined;
}

export const sendRules: OptionRules<SendOptions> = {
  ...callRules,
  test: flagRule,
  split: flagRule,
  duplicates: duplicatesRule,
};

/**
 * Sends a notification. A send is retried only when the service says that it did nothing; see
 * `RetryOptions.ambiguousSends`.
 *
 * @throws {AudienceError} when the audience names nobody, or cannot be addressed.
 * @throws {TagExpressionError} when the audience is a string, but not a tag expression.
 * @throws {ArgumentError} when an option or the notification is wrong.
 * @throws {HubResponseError} when the service refuses; a test send that fails is never reported as
 * an outcome.
 * @throws {HubConnectionError | HubTimeoutError} when no response came, or one to a test send that
 *   cannot be read; `mayHaveBeenSent` says whether the notification may have gone out.
 * @throws {SplitSendError} when a split send stops after its first part.
 */
export function send(
  context: HubContext,
  notification: SendableNotification,
  audience: Audience,
  options: SendOptions & { readonly test: true },
): HubPromise<DetailedResult>;
export function send(
  context: HubContext,
  notification: SendableNotification,
  audience: Audience,
  options?: SendOptions & { readonly test?: false | undefined },
): HubPromise<EnqueuedResult>;
export function send(
  context: HubContext,
  notification: SendableNotification,
  audience: Audience,
  options?: SendOptions,
): HubPromise<SendResult>;
export function send(
  context: HubContext,
  notification: SendableNotification,
  audience: Audience,
  options: SendOptions = {},
): HubPromise<SendResult> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    checkOptions("send", options, sendRules);
    const { test = false, split = false, duplicates, ...call } = options;
    const checked = checkNotification("send", notification);
    warnOfPayload(connection.onEvent, checked);
    const recipients = resolveAudience("send", audience);
    if (test && split) {
      throw new ArgumentError("send", "test", "cannot be combined with split: a test send is one request");
    }
    if (duplicates !== undefined && recipients.to !== "devices") {
      throw new ArgumentError(
        "send",
        "duplicates",
        "works with devices() only: other audiences hold no list of handles",
      );
    }
    if (recipients.to === "device" || recipients.to === "devices") {
      if (test) {
        throw new ArgumentError(
          "send",
          "test",
          "works with tags and everyone() only: the service has no test send to device handles",
        );
      }
      if (recipients.to === "device") {
        return enqueued(await connection.call(handleSend(checked, recipients.handle), call));
      }
      const { handles } = recipients;
      const to = duplicates === "send" ? handles : withoutDuplicates(handles, checked.platform);
      return {
        ...enqueued(await connection.call(batchSend(checked, to), call)),
        duplicates: handles.length - to.length,
      };
    }
    if (test) {
      // Imported late, as the codecs of XML are: its response is the only one of a send in XML.
      const { testSend } = await loadPart(import("./test-send.js"));
      return testSend(connection, checked, recipients, call);
    }
    if (split) {
      // Imported late, since few sends are split.
      const { splitSend } = await loadPart(import("./split-send.js"));
      return splitSend(connection, checked, recipients, call);
    }
    return enqueued(await connection.call(tagSend(connection, checked, recipients), call));
  });
}
