import type { SendFacts } from "../hub/types.js";

/** What telemetry calls an outcome, in the words of a person. */
const words: Readonly<Record<string, string>> = {
  Success: "accepted",
  Pending: "on the way",
  BadChannel: "the handle is not valid",
  ExpiredChannel: "the handle has expired",
  WrongChannel: "the handle belongs to another app",
  ChannelDisconnected: "the device is offline",
  ChannelThrottled: "the device gets too many pushes",
  Throttled: "the platform throttles",
  InvalidCredentials: "the platform refuses the hub's credentials",
  WrongToken: "the platform refuses the hub's token",
  InvalidNotificationFormat: "the platform cannot read the payload",
  InvalidNotificationSize: "the payload is too large for the platform",
  PnsServerError: "the platform failed",
  PnsUnavailable: "the platform is unavailable",
  PnsUnreachable: "the platform cannot be reached",
  PnsInterfaceError: "the platform refused the request",
  Dropped: "the platform dropped it",
  Skipped: "another registration with the same handle got it",
  AbandonedNotificationMessages: "the hub gave up",
};

/** An outcome in words; a name that is new here stands for itself. */
export function outcomeWords(outcome: string): string {
  return words[outcome] ?? outcome;
}

/**
 * How many pushes there were, and how many their platforms accepted. Skipped ones were never made.
 */
export interface PushCounts {
  readonly accepted: number;
  readonly refused: number;
  /** How many a real push service has not settled. */
  readonly pending: number;
  readonly total: number;
  /** The outcome that most of the refused pushes had. */
  readonly mainRefusal: string | undefined;
}

export function countPushes({ outcomes }: Pick<SendFacts, "outcomes">): PushCounts {
  const made = Object.entries(outcomes).filter(([name]) => name !== "Skipped");
  const refusals = made
    .filter(([name, count]) => name !== "Success" && name !== "Pending" && count > 0)
    .sort(([, a], [, b]) => b - a);
  const accepted = outcomes.Success ?? 0;
  const refused = refusals.reduce((sum, [, count]) => sum + count, 0);
  const pending = outcomes.Pending ?? 0;
  return { accepted, refused, pending, total: accepted + refused + pending, mainRefusal: refusals[0]?.[0] };
}
