import type { HttpResponse } from "../http/http-client.js";
import { readRetryAfter } from "../http/retry-after.js";
import { serviceText } from "../http/service-text.js";
import {
  credentialOfOther,
  credentialRefused,
  delivered,
  deviceThrottled,
  failedOnTheWay,
  handleGone,
  type PushResult,
  pushResult,
  refused,
  throttled,
  type Verdict,
} from "../result.js";
import { verdictForStatus } from "../status-verdict.js";

/**
 * The meaning of a status (Microsoft, "Push notification service request and response headers").
 */
const statuses: Readonly<Record<number, Verdict>> = {
  400: refused("payload", "A header is missing, invalid or occurs twice. details has the description of WNS."),
  401: credentialRefused("WNS does not accept the access token. Check the credential."),
  403: credentialOfOther("The channel belongs to another app. Use the credential of the app that opened the channel."),
  404: handleGone("WNS does not know the channel URI. Remove it; the app opens a new channel."),
  405: refused("service", "The server is not WNS. Check url."),
  // "The cloud service exceeded its throttle limit": the sender, unlike `channelthrottled`.
  406: throttled("Too many pushes from this sender. Push later, and more slowly."),
  410: handleGone("The channel has expired: channels live for 30 days. Remove it; the app opens a new one."),
  413: refused("payload", "The body is over 5,000 bytes. Shorten it."),
  500: failedOnTheWay("WNS failed. The push may have been carried out."),
};

/** The meaning of `X-WNS-NotificationStatus`. */
const notificationStatuses: Readonly<Record<string, Verdict>> = {
  received: delivered,
  dropped: refused(
    "handle",
    "WNS dropped the push: the device is offline and the push is not cached, or the user turned off notifications of the app.",
  ),
  // "The app server exceeded the rate limit for this specific channel".
  channelthrottled: deviceThrottled("Too many pushes to this channel. Push to it less often."),
};

const shownHeaders: Readonly<Record<string, string>> = {
  "x-wns-notificationstatus": "notificationStatus",
  "x-wns-status": "notificationStatus",
  "x-wns-deviceconnectionstatus": "deviceConnectionStatus",
  "x-wns-error-description": "description",
  "x-wns-debug-trace": "debugTrace",
  "ms-cv": "correlationVector",
};

/**
 * Judges a response of WNS. `details` has its `X-WNS-*` headers. The Web Push endpoints of Edge
 * respond in the same way.
 */
export function judgeWnsResponse({ status, headers }: HttpResponse, nowMs: number): PushResult {
  const details: Record<string, string> = {};
  for (const [header, name] of Object.entries(shownHeaders)) {
    const value = headers[header];
    if (typeof value === "string" && value !== "") details[name] ??= serviceText(value);
  }
  const said = details.notificationStatus;
  const isAccepted = status >= 200 && status < 300;
  const verdict = isAccepted
    ? ((said !== undefined && Object.hasOwn(notificationStatuses, said) ? notificationStatuses[said] : undefined) ??
      delivered)
    : (statuses[status] ?? verdictForStatus(status, headers["retry-after"] !== undefined));
  return pushResult(verdict, {
    status,
    reason: verdict === delivered ? undefined : isAccepted ? said : `HTTP ${status}`,
    id: textOf(headers["x-wns-msg-id"]),
    retryAfterMs:
      readRetryAfter(headers["retry-after"], headers.date, nowMs) ??
      readRetryAfter(textOf(headers["x-wns-continue-after"]), undefined, nowMs),
    details,
  });
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? serviceText(value) : undefined;
}
