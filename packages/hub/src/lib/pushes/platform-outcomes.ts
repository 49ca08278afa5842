import type { NativePlatform } from "@nh/payloads";

/**
 * What the response of a push platform means to the service: the outcome in its telemetry, and
 * whether the handle is dead.
 */
export interface PlatformOutcome {
  /**
   * An outcome of the service's telemetry, such as `Success` or `ExpiredChannel` (REST "Get
   * notification message telemetry").
   */
  readonly outcome: string;
  /**
   * The handle will never work again, so the registration is deleted or the installation marked as
   * expired.
   */
  readonly handleDead: boolean;
}

const dead = (outcome: string): PlatformOutcome => ({ outcome, handleDead: true });
const alive = (outcome: string): PlatformOutcome => ({ outcome, handleDead: false });

/** Reasons and statuses that mean the same on every platform. */
const anyPlatform: Readonly<Record<string, PlatformOutcome>> = {
  "400": alive("InvalidNotificationFormat"),
  "401": alive("InvalidCredentials"),
  "403": alive("InvalidCredentials"),
  "404": dead("BadChannel"),
  // MPNS: the limit of one subscription.
  "406": alive("ChannelThrottled"),
  "410": dead("ExpiredChannel"),
  "412": alive("ChannelDisconnected"),
  "413": alive("InvalidNotificationSize"),
  "429": alive("Throttled"),
  "500": alive("PnsServerError"),
  "503": alive("PnsUnavailable"),
};

/**
 * The reasons of each platform in its own words: APNs from Apple's table of reasons, FCM from the
 * errors of HTTP v1, WNS from its documentation.
 */
const byPlatform: Readonly<Partial<Record<NativePlatform, Readonly<Record<string, PlatformOutcome>>>>> = {
  apple: {
    BadDeviceToken: dead("BadChannel"),
    Unregistered: dead("ExpiredChannel"),
    ExpiredToken: dead("ExpiredChannel"),
    DeviceTokenNotForTopic: alive("WrongChannel"),
    TopicDisallowed: alive("WrongChannel"),
    MissingDeviceToken: alive("BadChannel"),
    PayloadEmpty: alive("InvalidNotificationFormat"),
    BadCollapseId: alive("InvalidNotificationFormat"),
    BadExpirationDate: alive("InvalidNotificationFormat"),
    BadMessageId: alive("InvalidNotificationFormat"),
    BadPriority: alive("InvalidNotificationFormat"),
    BadTopic: alive("InvalidNotificationFormat"),
    MissingTopic: alive("InvalidNotificationFormat"),
    DuplicateHeaders: alive("InvalidNotificationFormat"),
    InvalidPushType: alive("InvalidNotificationFormat"),
    PayloadTooLarge: alive("InvalidNotificationSize"),
    BadCertificate: alive("InvalidCredentials"),
    BadCertificateEnvironment: alive("InvalidCredentials"),
    ExpiredProviderToken: alive("InvalidCredentials"),
    Forbidden: alive("InvalidCredentials"),
    InvalidProviderToken: alive("InvalidCredentials"),
    MissingProviderToken: alive("InvalidCredentials"),
    BadPath: alive("PnsInterfaceError"),
    MethodNotAllowed: alive("PnsInterfaceError"),
    IdleTimeout: alive("PnsUnreachable"),
    TooManyRequests: alive("Throttled"),
    TooManyProviderTokenUpdates: alive("Throttled"),
    InternalServerError: alive("PnsServerError"),
    ServiceUnavailable: alive("PnsUnavailable"),
    Shutdown: alive("PnsUnavailable"),
  },
  fcmv1: {
    UNREGISTERED: dead("ExpiredChannel"),
    INVALID_ARGUMENT: alive("InvalidNotificationFormat"),
    SENDER_ID_MISMATCH: alive("WrongChannel"),
    QUOTA_EXCEEDED: alive("Throttled"),
    UNAVAILABLE: alive("PnsUnavailable"),
    INTERNAL: alive("PnsServerError"),
    THIRD_PARTY_AUTH_ERROR: alive("InvalidCredentials"),
  },
  gcm: {
    NotRegistered: dead("ExpiredChannel"),
    InvalidRegistration: dead("BadChannel"),
    MismatchSenderId: alive("WrongChannel"),
    MessageTooBig: alive("InvalidNotificationSize"),
    Unavailable: alive("PnsUnavailable"),
    InternalServerError: alive("PnsServerError"),
    DeviceMessageRateExceeded: alive("Throttled"),
  },
  // The values of X-WNS-NotificationStatus, and the one status that WNS means in its own way.
  windows: {
    // "The cloud service exceeded its throttle limit."
    "406": alive("Throttled"),
    channelthrottled: alive("ChannelThrottled"),
    dropped: alive("Dropped"),
  },
  adm: {
    Unregistered: dead("ExpiredChannel"),
    InvalidRegistrationId: dead("BadChannel"),
    MessageTooLarge: alive("InvalidNotificationSize"),
    MaxRateExceeded: alive("Throttled"),
    AccessTokenExpired: alive("InvalidCredentials"),
  },
};

/**
 * The outcomes that a fault may also name directly, including those for which no platform has a
 * word.
 */
const outcomes = new Set([
  "AbandonedNotificationMessages",
  "BadChannel",
  "ChannelDisconnected",
  "ChannelThrottled",
  "Dropped",
  "ExpiredChannel",
  "InvalidCredentials",
  "InvalidNotificationFormat",
  "InvalidNotificationSize",
  "PnsInterfaceError",
  "PnsServerError",
  "PnsUnavailable",
  "PnsUnreachable",
  "Throttled",
  "UnknownError",
  "WrongChannel",
  "WrongToken",
]);

/**
 * Reads a platform's reason, an HTTP status as a string, or an outcome of the service's telemetry.
 * Anything else is an `UnknownError`.
 */
export function platformOutcome(platform: NativePlatform, reason: string): PlatformOutcome {
  const known = byPlatform[platform];
  if (known !== undefined && Object.hasOwn(known, reason)) return known[reason] ?? alive("UnknownError");
  if (Object.hasOwn(anyPlatform, reason)) return anyPlatform[reason] ?? alive("UnknownError");
  if (outcomes.has(reason))
    return { outcome: reason, handleDead: reason === "ExpiredChannel" || reason === "BadChannel" };
  // A fault for all platforms may use the word of one: BadDeviceToken also kills a handle of FCM.
  for (const other of Object.values(byPlatform)) {
    if (Object.hasOwn(other, reason)) return other[reason] ?? alive("UnknownError");
  }
  return alive("UnknownError");
}

/**
 * The sentences of a test send. The first four are recorded or in the fixtures of Azure's clients,
 * the last is this hub's own.
 */
export function outcomeSentence(outcome: string): string {
  switch (outcome) {
    case "Success":
      return "The Notification was successfully sent to the Push Notification System";
    case "BadChannel":
    case "ExpiredChannel":
    case "WrongChannel":
      return "The Push Notification System handle for the registration is invalid";
    case "InvalidCredentials":
    case "WrongToken":
      return "The Token obtained from the Token Provider is wrong";
    case "InvalidNotificationFormat":
    case "InvalidNotificationSize":
      return "The Notification payload is invalid";
    default:
      return `The Push Notification System did not accept the Notification: ${outcome}`;
  }
}
