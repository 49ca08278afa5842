import type { Platform } from "@nh/payloads";
import { usageError } from "../cli-error.js";
import { flagName } from "../program/option.js";
import { type ComposeValues, type ContentValues, contentOptions, deliveryOptions } from "./content-options.js";
import { isGiven } from "./is-given.js";

type ContentName = keyof typeof contentOptions;
type DeliveryName = keyof typeof deliveryOptions;

/** The parts of a notification on each platform. */
export const contentFlags: Readonly<Record<Platform, readonly ContentName[]>> = {
  apple: ["title", "body", "subtitle", "sound", "badge", "category", "thread", "data", "silent", "mutable"],
  fcmv1: ["title", "body", "image", "icon", "sound", "badge", "channel", "data"],
  gcm: ["title", "body", "image", "icon", "sound", "badge", "channel", "data"],
  windows: ["title", "body", "image", "badge", "link", "type"],
  windowsphone: ["title", "body", "badge", "link", "type"],
  adm: ["title", "body", "image", "icon", "sound", "channel", "data"],
  baidu: ["title", "body", "link", "data"],
  xiaomi: ["title", "body", "data"],
  browser: ["title", "body", "image", "icon", "data", "silent"],
  template: [],
};

/** The kind of a Windows notification. A badge is a notification of its own. */
export type WindowsType = "toast" | "tile" | "badge" | "raw";

/** The parts of each kind of Windows notification. */
const windowsFlags: Readonly<Partial<Record<Platform, Readonly<Record<WindowsType, readonly ContentName[]>>>>> = {
  windows: {
    toast: ["title", "body", "image", "link"],
    tile: ["title", "body", "image"],
    badge: ["badge"],
    raw: ["body"],
  },
  windowsphone: {
    toast: ["title", "body", "link"],
    tile: ["title", "body", "badge"],
    badge: ["title", "body", "badge"],
    raw: ["body"],
  },
};

/** The kind that the options mean. */
export function windowsType(values: Pick<ContentValues, "type" | "badge">): WindowsType {
  return values.type ?? (values.badge === undefined ? "toast" : "badge");
}

/** The delivery options of each platform. */
export const deliveryFlags: Readonly<Record<Platform, readonly DeliveryName[]>> = {
  apple: ["priority", "ttl", "collapse", "pushType", "header"],
  fcmv1: ["priority", "ttl", "collapse", "header"],
  gcm: ["priority", "ttl", "collapse", "header"],
  windows: ["priority", "ttl", "collapse", "header"],
  windowsphone: ["header"],
  adm: ["priority", "ttl", "collapse", "header"],
  baidu: ["header"],
  xiaomi: ["header"],
  browser: ["collapse", "header"],
  template: ["header"],
};

/** Platforms whose delivery options are headers, and so also work with a whole payload. */
const deliveredByHeaders: Readonly<Record<Platform, boolean>> = {
  apple: true,
  fcmv1: false,
  gcm: false,
  windows: true,
  windowsphone: false,
  adm: false,
  baidu: false,
  xiaomi: false,
  browser: false,
  template: false,
};

/**
 * Refuses flags that the platform would ignore: nobody notices a flag without effect.
 *
 * @throws {CliError} for such a flag.
 */
export function checkFlags(platform: Platform, values: ComposeValues): void {
  const wholePayload = values.payload !== undefined;
  for (const name of Object.keys(contentOptions) as ContentName[]) {
    if (!isGiven(values[name])) continue;
    if (!contentFlags[platform].includes(name)) throw unknownFlag(platform, name, contentFlags[platform]);
    if (wholePayload && name !== "type") throw usageError(`${flagName(name)} cannot be combined with --payload.`);
    const type = windowsType(values);
    const ofType = name === "type" ? undefined : windowsFlags[platform]?.[type];
    if (ofType !== undefined && !ofType.includes(name)) throw unknownFlag(`${platform} --type ${type}`, name, ofType);
  }
  for (const name of Object.keys(deliveryOptions) as DeliveryName[]) {
    if (!isGiven(values[name])) continue;
    if (!deliveryFlags[platform].includes(name)) throw unknownFlag(platform, name, deliveryFlags[platform]);
    if (wholePayload && name !== "header" && !deliveredByHeaders[platform]) {
      throw usageError(
        `${flagName(name)} cannot be combined with --payload: for ${platform} it is part of the payload.`,
      );
    }
  }
  if (values.properties.length > 0 && platform !== "template") {
    throw usageError(`--properties is for templates, not for ${platform}.`, "Use nh send template, or --data.");
  }
}

function unknownFlag(platform: string, name: string, known: readonly string[]): Error {
  const fix =
    platform === "template"
      ? "Pass the values of a template with --properties name=value."
      : `Options of ${platform}: ${known.map(flagName).join(", ")}.`;
  return usageError(`${flagName(name)} is not an option of ${platform}.`, fix);
}
