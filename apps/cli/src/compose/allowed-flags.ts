import type { Platform } from "@nh/payloads";
import { usageError } from "../cli-error.js";
import { flagName } from "../program/option.js";
import { type ComposeValues, contentOptions, deliveryOptions } from "./content-options.js";

type ContentName = keyof typeof contentOptions;
type DeliveryName = keyof typeof deliveryOptions;

/** The parts of a notification that each platform has. */
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

/** How each platform lets its delivery be ruled. */
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

/** Platforms whose delivery is ruled by headers, and so also for a payload that comes as a whole. */
const ruledByHeaders: ReadonlySet<Platform> = new Set(["apple", "windows"]);

/** Refuses what the platform would ignore: a flag without effect is a mistake that nobody notices. */
export function checkFlags(platform: Platform, values: ComposeValues): void {
  const wholePayload = values.payload !== undefined;
  const given = (name: ContentName | DeliveryName) => {
    const value = values[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  };
  for (const name of Object.keys(contentOptions) as ContentName[]) {
    if (!given(name)) continue;
    if (!contentFlags[platform].includes(name)) throw unknownFlag(platform, name, contentFlags[platform]);
    if (wholePayload && name !== "type") throw usageError(`${flagName(name)} cannot be combined with --payload.`);
  }
  for (const name of Object.keys(deliveryOptions) as DeliveryName[]) {
    if (!given(name)) continue;
    if (!deliveryFlags[platform].includes(name)) throw unknownFlag(platform, name, deliveryFlags[platform]);
    if (wholePayload && name !== "header" && !ruledByHeaders.has(platform)) {
      throw usageError(`${flagName(name)} is part of the payload of ${platform}, which --payload gives as a whole.`);
    }
  }
  if (values.properties.length > 0 && platform !== "template") {
    throw usageError(
      `--properties is for templates, and ${platform} has none.`,
      "Write nh send template, or use --data.",
    );
  }
}

function unknownFlag(platform: Platform, name: string, known: readonly string[]): Error {
  const fix =
    platform === "template"
      ? "A template's values are given with --properties name=value."
      : `It knows ${known.map(flagName).join(", ")}.`;
  return usageError(`${flagName(name)} means nothing to ${platform}.`, fix);
}
