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

const otherEnvironment =
  'Builds from Xcode have development tokens; TestFlight, ad hoc and App Store builds have production tokens. Set environment, or use "both".';

const keyEnvironment =
  "The key is limited to the other environment. Set environment, or create a key for both in the Apple developer account.";

/**
 * The reasons in Apple's table ("Handling notification responses from APNs"), with their usual
 * causes.
 */
export const apnsReasons: Readonly<Record<string, Verdict>> = {
  BadCollapseId: refused("payload", "The apns-collapse-id is longer than 64 bytes. Shorten it."),
  BadDeviceToken: refused(
    "handle",
    `The token belongs to the other environment, or it is not a device token of APNs. ${otherEnvironment}`,
  ),
  BadExpirationDate: refused("payload", "The apns-expiration must be whole seconds since 1970, or 0."),
  BadMessageId: refused("payload", "The apns-id must be a UUID."),
  BadPriority: refused("payload", "The apns-priority must be 10, 5 or 1. A background push must have 5."),
  BadTopic: refused(
    "payload",
    "The topic is invalid. It must be the bundle ID, with the ending that the push type requires.",
  ),
  DeviceTokenNotForTopic: refused(
    "handle",
    "The token belongs to another app. Compare the bundle ID of the app that registered it with bundleId.",
  ),
  DuplicateHeaders: refused("payload", "A header occurs twice. Remove one."),
  IdleTimeout: unavailable("Apple closed the connection because it was idle. Push again."),
  InvalidPushType: refused(
    "payload",
    "Apple does not know this apns-push-type. Use alert, background, voip or another known type.",
  ),
  MissingDeviceToken: refused("handle", "The handle is empty. Pass the token that the app got from Apple."),
  MissingTopic: refused(
    "payload",
    "The certificate is for several topics, so the request must name one. Set bundleId.",
  ),
  PayloadEmpty: refused("payload", "The body is empty. Send at least an aps dictionary."),
  TopicDisallowed: refused(
    "payload",
    "The credential may not push to this topic. Turn on push notifications for the bundle ID in the Apple developer account, and check that the topic has the ending that the push type requires.",
  ),
  BadCertificate: credentialRefused(
    "The certificate is not valid for APNs. Create a new one in the Apple developer account.",
  ),
  BadCertificateEnvironment: credentialRefused(
    "The certificate is for the other environment. Set environment, or use a certificate for both.",
  ),
  BadEnvironmentKeyIdInToken: credentialRefused(keyEnvironment),
  // Apple's table has the spelling above. Its servers also use this one.
  BadEnvironmentKeyInToken: credentialRefused(keyEnvironment),
  ExpiredProviderToken: credentialRefused("The provider token is older than an hour. Check the clock of this machine."),
  Forbidden: credentialRefused("Apple does not allow this. Check whether the key was revoked."),
  InvalidProviderToken: credentialRefused(
    "Key, key ID and team ID do not belong together, or the key was revoked. Compare them with the Apple developer account.",
  ),
  MissingProviderToken: credentialRefused("Apple received neither a token nor a certificate. Pass a credential."),
  UnrelatedKeyIdInToken: credentialRefused("The connection began with another key. Use one client for each key."),
  BadPath: refused("handle", "The handle is not a device token. A device token has only hexadecimal digits."),
  MethodNotAllowed: refused("service", "The server is not APNs. Check url."),
  ExpiredToken: handleGone("The token has expired. Remove it; the app registers a new one."),
  Unregistered: handleGone(
    "The token is no longer active: the app was removed, or notifications were turned off. Remove it, unless the device registered again after details.timestamp.",
  ),
  PayloadTooLarge: refused("payload", "The body is over 4,096 bytes (VoIP: 5,120). Shorten it."),
  TooManyProviderTokenUpdates: throttled(
    "Apple accepts a new provider token every 20 minutes at most. Keep one client instead of creating one for each push.",
  ),
  // Apple's table: "Too many requests were made consecutively to the same device token."
  TooManyRequests: deviceThrottled("Too many pushes to this device. Push to it less often."),
  InternalServerError: failedOnTheWay("Apple failed. The push may have been carried out."),
  ServiceUnavailable: unavailable("APNs is not available now. Push again later."),
  Shutdown: unavailable("The APNs server is shutting down. Push again."),
};
