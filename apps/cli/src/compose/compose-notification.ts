import { isPlatform, type Notification, type Platform, platforms, rawNotification, template } from "@nh/payloads";
import { usageError } from "../cli-error.js";
import { parseNameValues } from "../input/name-value.js";
import { readDocument, type SourceText } from "../input/read-document.js";
import { parseJsonObject } from "../input/read-input.js";
import { readProperties } from "../input/read-properties.js";
import type { Io } from "../io.js";
import { terminalLine } from "../output/terminal-text.js";
import { didYouMean } from "../program/did-you-mean.js";
import { checkFlags, contentFlags } from "./allowed-flags.js";
import { checkPayload } from "./check-payload.js";
import { checkSilent } from "./check-silent.js";
import { composers } from "./composers.js";
import { type ComposeValues, contentOptions, deliveryOptions, payloadOptions } from "./content-options.js";
import { isGiven } from "./is-given.js";
import { namingFlags } from "./name-flag.js";
import { namingMistakes } from "./name-mistake.js";

/**
 * The notification that the options describe: by its parts, by a whole payload, or by the
 * properties of a template.
 */
export async function composeNotification(platform: Platform, values: ComposeValues, io: Io): Promise<Notification> {
  checkFlags(platform, values);
  const headers = parseNameValues(values.header, "--header");
  const { payload: given, unchecked } = values;
  if (given !== undefined) {
    const payload = await readDocument(given, "The payload", io);
    if (unchecked) return rawNotification({ platform, body: payload.text, headers });
    const context = { ...values, headers, now: io.now() };
    return namingMistakes(payload.text, () => notificationFromPayload(platform, payload, context));
  }
  if (unchecked) throw usageError("--unchecked needs --payload.");
  if (platform === "template") {
    if (values.properties.length === 0)
      throw usageError("The properties of the template are missing.", "Pass --properties name=value.");
    return template(await readProperties(values.properties, io), { headers });
  }
  if (!contentFlags[platform].some((name) => isGiven(values[name]))) {
    throw usageError("The notification is empty.", "Pass --title or --body, or a whole --payload.");
  }
  checkSilent(values);
  const parts = { ...values, headers, now: io.now() };
  return namingFlags(platform, () => composers[platform].fromParts(parts));
}

type PayloadContext = Parameters<(typeof composers)["apple"]["fromPayload"]>[1];

/** A notification from a whole payload, checked against the rules of its platform. */
export function notificationFromPayload(
  platform: Platform,
  payload: SourceText,
  context: PayloadContext,
): Notification {
  checkPayload(platform, payload);
  if (platform !== "template") return composers[platform].fromPayload(payload.text, context);
  // The builder refuses values that are not strings.
  const properties = parseJsonObject(payload.text, payload.origin) as Readonly<Record<string, string>>;
  return template(properties, { headers: context.headers });
}

/** Whether any option says something about the notification, and not only about its audience. */
export function describesNotification(values: ComposeValues): boolean {
  const names = Object.keys({ ...contentOptions, ...payloadOptions, ...deliveryOptions });
  return names.some((name) => isGiven(values[name as keyof ComposeValues]));
}

/** The platform of a word on the command line. */
export function platformOf(word: string): Platform {
  const name = word.toLowerCase();
  if (isPlatform(name)) return name;
  const meant = didYouMean(name, platforms);
  throw usageError(
    `Unknown platform "${terminalLine(word)}".`,
    `${meant === undefined ? "" : `Did you mean ${meant}? `}Known platforms: ${platforms.join(", ")}.`,
  );
}

/**
 * The platforms of a list such as `apple,fcmv1`, each once: a second request would be a second
 * push.
 *
 * @throws {CliError} for an empty or unknown name, and for one that appears twice.
 */
export function platformsOf(list: string): readonly [Platform, ...Platform[]] {
  const words = list.split(",").map((word) => word.trim());
  if (words.every((word) => word === ""))
    throw usageError("The platform is missing.", `Known platforms: ${platforms.join(", ")}.`);
  if (words.includes("")) throw usageError(`"${terminalLine(list)}" has an empty platform.`, "Remove the extra comma.");
  const [first, ...rest] = words.map(platformOf) as [Platform, ...Platform[]];
  const all = [first, ...rest] as const;
  const twice = all.find((platform, index) => all.indexOf(platform) !== index);
  if (twice !== undefined) throw usageError(`${twice} is named twice.`, "Name each platform once.");
  return all;
}
