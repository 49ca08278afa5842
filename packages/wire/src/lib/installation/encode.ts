import { ArgumentError } from "../argument-error.js";
import { quoted } from "../excerpt.js";
import { meantPlatform } from "../meant-platform.js";
import { platformFromInstallation, platformRow, platformWire } from "../platform-wire.js";
import type { Installation } from "./types.js";
import { writeJson } from "./write-json.js";

/** The order of keys in recorded responses of the service. */
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
 * Writes an installation as JSON, with the keys in the order of the service. Undefined values are
 * dropped, and a browser's channel is written as an object.
 *
 * @throws {ArgumentError} when the id, the platform, or the channel is missing or not of its form,
 * or when a value cannot be written as JSON.
 */
export function encodeInstallation(installation: Installation): string {
  const { installationId, platform, pushChannel } = installation ?? {};
  if (typeof installationId !== "string" || installationId === "") {
    throw new ArgumentError("installationId", "The installationId of an installation must be a non-empty string.");
  }
  const known = typeof platform === "string" ? platformFromInstallation(platform) : undefined;
  if (known === undefined) {
    if (typeof platform !== "string") {
      throw new ArgumentError("platform", `The platform of an installation must be a string, not ${quoted(platform)}.`);
    }
    const words = Object.values(platformWire).map((row) => row.installationPlatform);
    const meant = platformRow(meantPlatform(platform))?.installationPlatform;
    const hint = meant === undefined ? "" : ` Installations call it ${quoted(meant)}.`;
    throw new ArgumentError(
      "platform",
      `Unknown platform ${quoted(platform)} of an installation.${hint} Known platforms: ${words.join(", ")}.`,
    );
  }
  if (known === "browser" ? !isBrowserHandle(pushChannel) : typeof pushChannel !== "string" || pushChannel === "") {
    throw new ArgumentError(
      "pushChannel",
      known === "browser"
        ? "The pushChannel of a browser must be an object { endpoint, p256dh, auth } of strings."
        : `The pushChannel of an installation for ${platform} must be a non-empty string.`,
    );
  }
  return writeJson("installation", Object.fromEntries(keys.map((key) => [key, installation[key]])));
}

function isBrowserHandle(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    platformWire.browser.handleProperties.every((key) => typeof Reflect.get(value, key) === "string")
  );
}
