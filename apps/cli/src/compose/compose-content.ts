import { type Content, content, type Platform } from "@nh/payloads";
import { usageError } from "../cli-error.js";
import { parseNameValues } from "../input/name-value.js";
import type { Io } from "../io.js";
import { flagName } from "../program/option.js";
import { checkSilent } from "./check-silent.js";
import { type ComposeValues, contentOptions, deliveryOptions, payloadOptions } from "./content-options.js";
import { isGiven } from "./is-given.js";
import { badgeNumber } from "./parts.js";

type Name = keyof ComposeValues;

/** What has a meaning on every platform, as the fields of a content. */
const commonFlags: readonly Name[] = [
  "title",
  "body",
  "image",
  "link",
  "badge",
  "sound",
  "data",
  "silent",
  "ttl",
  "collapse",
  "priority",
];

/**
 * The one content that the options describe for several platforms.
 *
 * @throws {CliError} for an option that only one platform has, for one that a silent push would
 * show, and when there is nothing to show.
 */
export function composeContent(platforms: readonly Platform[], values: ComposeValues, io: Io): Content {
  for (const name of Object.keys({ ...contentOptions, ...deliveryOptions, ...payloadOptions }) as Name[]) {
    if (!isGiven(values[name]) || commonFlags.includes(name)) continue;
    throw usageError(
      `${flagName(name)} cannot be combined with several platforms (${platforms.join(", ")}).`,
      `Options for several platforms: ${commonFlags.map(flagName).join(", ")}.`,
    );
  }
  checkSilent(values);
  const { title, body, image, link, sound, silent, collapse, priority, ttl } = values;
  if (!silent && title === undefined && body === undefined && values.badge === undefined) {
    throw usageError("The notification is empty.", "Pass --title or --body, or --silent to wake the app.");
  }
  if (priority === "low") throw usageError("--priority must be high or normal for several platforms.");
  const fields = {
    title,
    body,
    image,
    link,
    sound,
    badge: badgeNumber(values.badge, "several platforms"),
    data: parseNameValues(values.data, "--data"),
    silent: silent || undefined,
    ttlSeconds: ttl === undefined ? undefined : Math.round(ttl / 1000),
    collapseKey: collapse,
    priority,
  };
  return content(fields, {}, { now: io.now });
}
