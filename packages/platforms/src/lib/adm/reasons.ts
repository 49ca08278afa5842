import {
  credentialRefused,
  failedOnTheWay,
  handleGone,
  refused,
  throttled,
  unavailable,
  type Verdict,
} from "../result.js";

/** The reasons of ADM (Amazon, "Send a message via ADM", response codes). */
export const admReasons: Readonly<Record<string, Verdict>> = {
  InvalidRegistrationId: refused(
    "handle",
    "The registration ID is not valid for this app. Compare the app of the device with the credential, and pass the ID unchanged.",
  ),
  InvalidData: refused("payload", "The data of the message is not a flat object of strings."),
  InvalidConsolidationKey: refused("payload", "The consolidationKey is not valid. It has at most 64 characters."),
  InvalidExpiration: refused(
    "payload",
    "The value of expiresAfter must be a number of seconds from 1 to 2,678,400 (31 days).",
  ),
  InvalidChecksum: refused("payload", "The md5 does not match the data. Correct it or remove it."),
  InvalidType: refused("service", "ADM does not know the type of the request. Update this package."),
  Unregistered: handleGone(
    "The app was removed, or it has a new ID. Remove the handle; the app registers the new one.",
  ),
  AccessTokenExpired: credentialRefused("ADM does not accept the access token. Check the credential."),
  MessageTooLarge: refused("payload", "The data is over 6,144 bytes. Shorten it."),
  MaxRateExceeded: throttled("Too many pushes from this app. Push more slowly."),
  InternalServerError: failedOnTheWay("ADM failed. The push may have been carried out."),
  ServiceUnavailable: unavailable("ADM is not available now. Push again later."),
};

/** What to do about an error of the server that issues tokens. */
export function admTokenHint(reason: string): string {
  switch (reason) {
    case "invalid_client":
      return "Client ID and client secret do not belong together. Copy both from the security profile of the app.";
    case "invalid_scope":
    case "unauthorized_client":
      return "The security profile may not push. Turn on Device Messaging for the app in the Amazon developer console.";
  }
  return "Amazon does not issue an access token for this credential. Check the security profile of the app.";
}
