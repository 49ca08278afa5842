/**
 * The outcome of a push that was handed to a real push service and has no response yet. Telemetry
 * does not count it.
 */
export const PENDING = "Pending";

/** Where a push to a real push service is. */
export type PushReportState =
  /** It waits for its turn. With a `reason`, it failed without leaving, and is retried. */
  | "waiting"
  /** It is on its way. */
  | "pushing"
  /** The service accepted it. */
  | "delivered"
  /** The service refused it. */
  | "refused"
  /** The device is no longer there. */
  | "handleGone"
  /** Too many pushes. */
  | "throttled"
  /** The service does not accept the hub's credential. */
  | "credentialRefused"
  /** The service failed. */
  | "unavailable"
  /** There was no connection. Nothing was sent. */
  | "unreachable"
  /**
   * The credential, the handle or the notification is invalid, or its time was over. Nothing was
   * sent.
   */
  | "notSent"
  /** It was sent, and no response came. It is never retried. */
  | "unknown";

/** What became of a push to a real push service. */
export interface PushReport {
  readonly state: PushReportState;
  /** When that was known, by the hub's clock, ISO 8601. */
  readonly at: string;
  /** The HTTP status of the service. Null without a response. */
  readonly status: number | null;
  /** The service's own word, such as `BadDeviceToken`, or why nothing was sent. */
  readonly reason: string | null;
  /** The usual cause, and what to do. */
  readonly hint: string | null;
  /** The service's id of this push. */
  readonly id: string | null;
  /** Whether the device may have received the push. */
  readonly mayHaveBeenPushed: boolean;
}

/** Whether nothing more will happen to a push. */
export function isSettled({ state }: PushReport): boolean {
  return state !== "waiting" && state !== "pushing";
}

/** The report of a push without a response so far. */
export function openReport(state: "waiting" | "pushing", atMs: number): PushReport {
  return {
    state,
    at: new Date(atMs).toISOString(),
    status: null,
    reason: null,
    hint: null,
    id: null,
    mayHaveBeenPushed: state === "pushing",
  };
}

/** The report of a push that surely did not arrive, and is retried. */
export function retryReport(failed: PushReport): PushReport {
  return { ...failed, state: "waiting" };
}

/** The report of a push whose time was over before it could leave. */
export function droppedReport(isAwaited: boolean, atMs: number): PushReport {
  const over = isAwaited ? "The wait for its outcome" : "Its time to live";
  return {
    ...openReport("waiting", atMs),
    state: "notSent",
    reason: `${over} was over before it could leave.`,
    hint: "An earlier push to this device, or its push service, held it up. Send it again.",
  };
}

/**
 * The report of a push that was on its way when the hub ended. Nobody knows whether it arrived, so
 * it is never retried.
 */
export function interruptedReport(atMs: number): PushReport {
  return {
    ...openReport("pushing", atMs),
    state: "unknown",
    reason: "The hub ended while this push was on its way.",
    hint: "Unknown, may have been pushed. It is not retried, because another push may ring twice.",
  };
}
