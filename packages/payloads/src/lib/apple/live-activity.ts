import type { Notification } from "../notification.js";
import { apple } from "./apple.js";
import type {
  AppleLiveActivityEnd,
  AppleLiveActivityOptions,
  AppleLiveActivityPayload,
  AppleLiveActivityStart,
  AppleLiveActivityUpdate,
} from "./types.js";

/**
 * Changes of a Live Activity, one function for each event. They need a device's activity token, so send them to a device, not to tags.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID or NH_PAYLOAD_TOO_LARGE, as {@link apple} does.
 */
export const appleLiveActivity = Object.freeze({
  /** Starts an activity on a device (iOS 17.2): goes to its push-to-start token. */
  start(payload: AppleLiveActivityStart, options?: AppleLiveActivityOptions): Notification {
    return change({ ...payload, event: "start", timestamp: timestampOf(payload, options) }, options);
  },
  /** Shows new content: goes to the activity's own token. */
  update(payload: AppleLiveActivityUpdate, options?: AppleLiveActivityOptions): Notification {
    return change({ ...payload, event: "update", timestamp: timestampOf(payload, options) }, options);
  },
  /** Ends an activity: goes to its own token. */
  end({ dismissalDate, ...payload }: AppleLiveActivityEnd, options?: AppleLiveActivityOptions): Notification {
    const timestamp = timestampOf(payload, options);
    // A date before the change means "at once" (Apple, "Starting and updating Live Activities with ActivityKit push notifications").
    const dismissal = dismissalDate === "immediately" ? new Date(timestamp.getTime() - 1000) : dismissalDate;
    return change({ ...payload, event: "end", timestamp, dismissalDate: dismissal }, options);
  },
});

function timestampOf(payload: { readonly timestamp?: Date | undefined }, options: AppleLiveActivityOptions = {}): Date {
  return payload.timestamp ?? new Date((options.now ?? Date.now)());
}

function change(payload: AppleLiveActivityPayload, options: AppleLiveActivityOptions = {}): Notification {
  const { bundleId, now: _, ...known } = options;
  if (bundleId === undefined) return apple(payload, { ...known, pushType: "liveactivity" });
  if (known.topic !== undefined) throw new TypeError("apple: give bundleId or topic, not both");
  return apple(payload, { ...known, pushType: "liveactivity", topic: `${bundleId}.push-type.liveactivity` });
}
