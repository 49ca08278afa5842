import { type Check, must } from "./check-members.js";
import { isApnsToken } from "./is-apns-token.js";

/**
 * The service refuses another handle for APNs with 400, "One or more characters in device token is
 * not a hexadecimal digit" or "… has odd number of nibbles" (azure-notificationhubs-dotnet 28 and
 * 296, azure-notificationhubs-java-backend 34). Other platforms' handles are for them to judge.
 */
export const mustBeApnsToken: Check = must({
  accepts: (value) => typeof value === "string" && isApnsToken(value),
  form: "an APNs device token: pairs of hexadecimal digits, without blanks or brackets",
});
