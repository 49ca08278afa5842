import { encodePnsFeedback } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { xmlText } from "../http/xml-text.js";
import type { Recipient } from "../pushes/push.js";
import type { Steps } from "../steps.js";

/**
 * How many lines are appended at once. Opening a file for each line would cost more than the send,
 * and the store in memory drops whole pieces.
 */
const LINES_AT_ONCE = 1000;

/** What a platform said of a handle: it rejected a push, or another handle has replaced it. */
export interface Feedback {
  readonly recipient: Recipient;
  /** `Success` when the push was delivered and only its handle is replaced. */
  readonly outcome: string;
  readonly newHandle?: string | undefined;
}

/**
 * Writes what platforms said about a send where the service does: into the day's blob of the
 * feedback container, and what failed into the blob of the notification.
 */
export function* reportFeedback(
  context: HubContext,
  hub: string,
  notificationId: string,
  feedback: readonly Feedback[],
): Steps<void> {
  const now = new Date(context.clock.now());
  for (let from = 0; from < feedback.length; from += LINES_AT_ONCE) {
    yield;
    const lines = feedback.slice(from, from + LINES_AT_ONCE).map((one) => ({
      text: feedbackLine(now, notificationId, one),
      isError: one.outcome !== "Success",
    }));
    const all = lines.map(({ text }) => text).join("");
    const errors = lines.map(({ text, isError }) => (isError ? text : "")).join("");
    context.blobs.append(feedbackContainer(hub), feedbackBlob(now), all);
    if (errors !== "") context.blobs.append(errorsContainer(hub), errorsBlob(notificationId), errors);
  }
}

function feedbackLine(now: Date, notificationId: string, { recipient, outcome, newHandle }: Feedback): string {
  const line = encodePnsFeedback({
    feedbackTime: now,
    notificationSystemError: outcome,
    platform: recipient.platform,
    handle: xmlText(recipient.handle),
    notificationId,
    ...(recipient.registrationId === null ? {} : { registrationId: recipient.registrationId }),
    ...(recipient.installationId === null ? {} : { installationId: recipient.installationId }),
    ...(newHandle === undefined ? {} : { newHandle: xmlText(newHandle) }),
  });
  return `${line}\r\n`;
}

/** The container of a hub's feedback. Its name is 20 digits, as in the service. */
export function feedbackContainer(hub: string): string {
  return `feedback/${containerDigits(hub)}`;
}

/** The container with the errors of single notifications. */
export function errorsContainer(hub: string): string {
  return `errors/${containerDigits(hub)}`;
}

/** Blobs of feedback are named after the day, `MMDDYYYY`. */
function feedbackBlob(day: Date): string {
  const [year = "", month = "", date = ""] = day.toISOString().slice(0, 10).split("-");
  return `${month}${date}${year}`;
}

export function errorsBlob(notificationId: string): string {
  return `${notificationId}.txt`;
}

/** 20 digits that depend only on the name of the hub: 10 from each of two hashes. */
function containerDigits(hub: string): string {
  const name = hub.toLowerCase();
  const digits = (seed: number): string => {
    let hash = seed;
    for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 16777619);
    return String(hash >>> 0).padStart(10, "0");
  };
  return digits(0x811c9dc5) + digits(0x01000193);
}
