import { credentialRefused, failedOnTheWay, refused, throttled, unavailable, usedUp, type Verdict } from "../result.js";

const badCredential = credentialRefused(
  "The app secret does not belong to the app. Copy it from the Xiaomi developer console, and check restricted_package_name and region.",
);
const badParameter = refused("payload", "A parameter is missing or not valid. details has the description of Xiaomi.");
const tooMany = throttled("Too many pushes from this app. Push later, and more slowly.");

/**
 * The codes in Xiaomi's table (dev.mi.com, "server error codes"). Other codes refuse the payload.
 */
export const xiaomiCodes: Readonly<Record<number, Verdict>> = {
  [-1]: failedOnTheWay("Xiaomi failed. The push may have been carried out."),
  1: failedOnTheWay("Xiaomi failed. The push may have been carried out."),
  10001: failedOnTheWay("Xiaomi failed. The push may have been carried out."),
  10002: unavailable("Xiaomi is busy. Push again later."),
  10003: failedOnTheWay("Xiaomi failed. The push may have been carried out."),
  10008: badParameter,
  10012: badParameter,
  10016: badParameter,
  10017: badParameter,
  10027: tooMany,
  10031: credentialRefused("Xiaomi has blocked the app. Ask Xiaomi."),
  10034: usedUp("The app has used up its pushes for today. Push again tomorrow."),
  10036: credentialRefused("Xiaomi has blocked the app. Ask Xiaomi."),
  10037: unavailable("The request came too late for Xiaomi. Push again."),
  20301: refused("handle", "The registration ID is not valid for this app and region."),
  21301: badCredential,
  21302: badCredential,
  21303: tooMany,
  21305: badParameter,
  22000: badCredential,
  22006: badCredential,
  22007: badCredential,
  22022: refused("payload", "The package name is not that of the app. Correct restricted_package_name."),
  27001: refused("payload", "The notification channel does not exist. Create it in the Xiaomi developer console."),
  65009: refused("payload", "The message is too long. Shorten it."),
};
