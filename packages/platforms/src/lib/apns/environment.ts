import type { PushResult } from "../result.js";

/**
 * The environment of a device token. Development builds have tokens of `development`, all other
 * builds of `production`.
 */
export type ApnsEnvironment = "production" | "development";

/** Apple, "Sending notification requests to APNs". */
export const apnsServers: Readonly<Record<ApnsEnvironment, string>> = {
  production: "https://api.push.apple.com",
  development: "https://api.sandbox.push.apple.com",
};

/** Whether the other environment may accept the push. This one surely did not. */
export function isFromOtherEnvironment({ reason }: PushResult): boolean {
  return reason === "BadDeviceToken" || (reason?.startsWith("BadEnvironmentKey") ?? false);
}

/**
 * Chooses the more telling result: that of the environment that accepted the push, or that knows
 * the token.
 */
export function moreTelling(first: PushResult, second: PushResult): PushResult {
  if (first.reason !== "BadDeviceToken" || !isFromOtherEnvironment(second)) return second;
  if (second.reason !== "BadDeviceToken") return first;
  const hint =
    "Neither environment knows the token. It is not a device token of APNs, or it was cut off or changed on its way.";
  return Object.freeze({ ...second, hint });
}
