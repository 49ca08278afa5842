import { platformFromInstallation } from "../platform-wire.js";
import type { Installation } from "./types.js";

/** The order of keys in the recorded answers. */
const keys = [
  "installationId",
  "pushChannel",
  "pushChannelExpired",
  "platform",
  "expirationTime",
  "userId",
  "tags",
  "pushVariables",
  "templates",
  "secondaryTiles",
  "lastUpdate",
  "lastActiveOn",
] as const satisfies readonly (keyof Installation)[];

/**
 * Writes an installation as JSON, with the keys in the order of the recorded answers. Absent values are left out, and a browser's channel
 * is written as an object.
 *
 * @throws TypeError when the id or the channel is missing, the channel is not of the form that the platform has, or the platform is unknown.
 */
export function encodeInstallation(installation: Installation): string {
  const { installationId, platform, pushChannel } = installation ?? {};
  if (typeof installationId !== "string" || installationId === "") {
    throw new TypeError("An installation needs an installationId, a string that is not empty.");
  }
  const known = typeof platform === "string" ? platformFromInstallation(platform) : undefined;
  if (known === undefined) {
    throw new TypeError(
      `The platform of an installation is one of apns, fcmv1, gcm, wns, mpns, adm, baidu, xiaomi and browser, not ${JSON.stringify(platform)}.`,
    );
  }
  if (known === "browser" ? !isBrowserHandle(pushChannel) : typeof pushChannel !== "string" || pushChannel === "") {
    throw new TypeError(
      known === "browser"
        ? "The pushChannel of a browser is an object { endpoint, p256dh, auth } of strings."
        : `The pushChannel of an installation of ${platform} is a string that is not empty.`,
    );
  }
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, installation[key]])));
}

function isBrowserHandle(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    ["endpoint", "p256dh", "auth"].every((key) => typeof Reflect.get(value, key) === "string")
  );
}
