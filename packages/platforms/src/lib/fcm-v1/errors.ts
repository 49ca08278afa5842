import {
  credentialRefused,
  deviceThrottled,
  failedOnTheWay,
  handleGone,
  refused,
  throttled,
  unavailable,
  type Verdict,
} from "../result.js";

const overProjectQuota = throttled("Over the quota of the project. Push again later, and more slowly.");

/**
 * The quota of one device is used up. A 429 is about the project or the device ("Message rate
 * exceeded", "Device message rate exceeded"), and `google.rpc.QuotaFailure` says which (FCM,
 * "ErrorCode", QUOTA_EXCEEDED). No source shows its words for a device, so one that does not
 * mention a device counts as the project's: waiting too widely does no harm.
 */
export const overDeviceQuota = deviceThrottled("Too many pushes to this device. Push to it less often.");

/** The error codes of FCM ("ErrorCode" in its REST reference), and the general ones of Google. */
export const fcmErrors: Readonly<Record<string, Verdict>> = {
  UNREGISTERED: handleGone(
    "The app was removed, or it has a new token. Remove the handle; the app registers the new one.",
  ),
  SENDER_ID_MISMATCH: refused(
    "handle",
    "The token belongs to another Firebase project. Compare project_id with the google-services.json of the app.",
  ),
  QUOTA_EXCEEDED: overProjectQuota,
  RESOURCE_EXHAUSTED: overProjectQuota,
  UNAVAILABLE: unavailable("FCM is overloaded. Push again later."),
  INTERNAL: failedOnTheWay("FCM failed. The push may have been carried out."),
  THIRD_PARTY_AUTH_ERROR: credentialRefused(
    "The project has no valid APNs key or Web Push certificate for this device. Add one in the Firebase console.",
  ),
  UNAUTHENTICATED: credentialRefused(
    "Google does not accept the access token. Check whether the key of the service account was deleted.",
  ),
  PERMISSION_DENIED: credentialRefused(
    'The service account may not push. Turn on "Firebase Cloud Messaging API (V1)" for the project, and give the account the role "Firebase Cloud Messaging API Admin".',
  ),
  NOT_FOUND: credentialRefused("Google does not know the project. Check project_id."),
};

/** How long to wait after a 429 without Retry-After ("FCM error codes"). Milliseconds. */
export const QUOTA_DELAY_MS = 60_000;

/**
 * INVALID_ARGUMENT is about the token or the payload, which the field shows. Without a field, it is
 * about the token.
 */
export function invalidArgument(fieldPath: string | undefined): Verdict {
  return fieldPath === undefined || fieldPath === "message.token"
    ? refused("handle", "The handle is not a registration token of FCM. Pass it unchanged, as the app received it.")
    : refused("payload", `FCM does not accept ${fieldPath}. Correct it.`);
}
