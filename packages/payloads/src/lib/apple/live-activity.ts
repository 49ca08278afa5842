import { ArgumentError } from "../argument-error.js";
import { invalidField } from "../errors.js";
import type { BuiltNotification } from "../notification.js";
import { readArgument } from "../read-argument.js";
import { apple } from "./apple.js";
import type {
  AppleLiveActivityEnd,
  AppleLiveActivityOptions,
  AppleLiveActivityPayload,
  AppleLiveActivityStart,
  AppleLiveActivityUpdate,
} from "./types.js";

/**
 * Changes of a Live Activity, one function for each event. They need a device's activity token, so
 * send them to a device, not to tags.
 *
 * @example
 * appleLiveActivity.update({ contentState: { minutesLeft: 4 } }, { bundleId: "com.example.shop" });
 * @throws {PayloadError} NH_PAYLOAD_INVALID or NH_PAYLOAD_TOO_LARGE, as {@link apple} does.
 * @throws {ArgumentError} when the payload or the options are not an object, and for both
 * `bundleId` and `topic`.
 */
export const appleLiveActivity = Object.freeze({
  /** Starts an activity on a device (iOS 17.2): goes to its push-to-start token. */
  start(payload: AppleLiveActivityStart, options?: AppleLiveActivityOptions): BuiltNotification {
    return change("start", payload, options);
  },
  /** Shows new content: goes to the activity's own token. */
  update(payload: AppleLiveActivityUpdate, options?: AppleLiveActivityOptions): BuiltNotification {
    return change("update", payload, options);
  },
  /** Ends an activity: goes to its own token. */
  end(payload: AppleLiveActivityEnd, options?: AppleLiveActivityOptions): BuiltNotification {
    return change("end", payload, options);
  },
});

function change(
  event: AppleLiveActivityPayload["event"],
  payload: AppleLiveActivityStart | AppleLiveActivityUpdate | AppleLiveActivityEnd,
  options: AppleLiveActivityOptions = {},
): BuiltNotification {
  const { bundleId, now = Date.now, ...others } = readArgument("apple", "options", options, (given) => ({ ...given }));
  const given: LiveActivityInput = readArgument("apple", "payload", payload, (object) => ({ ...object }));
  if (given.aps !== undefined) {
    throw invalidField("apple", "aps", "is Apple's own form; write the keys of aps in its place, or use apple()");
  }
  const timestamp = given.timestamp ?? new Date(now());
  const change = { ...given, event, timestamp, dismissalDate: dismissalOf(given.dismissalDate, timestamp) };
  const topic = bundleId === undefined ? {} : { topic: topicOf(bundleId, others) };
  return apple(change as AppleLiveActivityPayload, { ...others, pushType: "liveactivity", ...topic });
}

type LiveActivityInput = Pick<AppleLiveActivityEnd, "timestamp" | "dismissalDate"> & { readonly aps?: unknown };

/**
 * A date before the change means "at once" (Apple, "Starting and updating Live Activities with
 * ActivityKit push notifications").
 */
function dismissalOf(dismissalDate: Date | "immediately" | undefined, timestamp: Date): Date | undefined {
  if (dismissalDate !== "immediately") return dismissalDate;
  return timestamp instanceof Date ? new Date(timestamp.getTime() - 1000) : undefined;
}

function topicOf(bundleId: string, { topic }: AppleLiveActivityOptions): string {
  if (topic !== undefined) throw new ArgumentError("apple", "options", "must have bundleId or topic, not both");
  if (typeof bundleId === "string" && bundleId !== "") return `${bundleId}.push-type.liveactivity`;
  throw invalidField("apple", "options.bundleId", "must be the bundle id of the app, such as com.example.app");
}
