import { type Notification, type Platform, platformFacts, previewText, utf8ByteLength } from "@nh/payloads";
import { asRecord } from "../input/json-fields.js";
import { inCommandWords } from "../output/command-words.js";
import { namesBesideAps } from "./beside-aps.js";
import type { Finding } from "./finding.js";

/** Beyond this share of the limit, the next longer text may not fit. */
const nearlyFull = 0.9;

/**
 * Whether people normally see a notification of the platform, so that one without text is
 * suspicious. Apple and Windows have background and raw notifications, and a template shows what
 * each device has.
 */
const usuallyShown: Readonly<Record<Platform, boolean>> = {
  apple: false,
  fcmv1: true,
  gcm: true,
  windows: false,
  windowsphone: false,
  adm: true,
  baidu: true,
  xiaomi: true,
  browser: true,
  template: false,
};

/**
 * Finds likely mistakes that the builder accepts: what it warns of, and what only a reader sees.
 */
export function lintNotification(notification: Notification): readonly Finding[] {
  const { platform, body } = notification;
  const findings: Finding[] = [...builderWarnings(notification)];
  const { bodyLimitBytes } = platformFacts[platform];
  const size = utf8ByteLength(body);
  if (size > bodyLimitBytes * nearlyFull) {
    findings.push({
      severity: "warning",
      rule: "nearly-too-large",
      message: `the payload is ${size} of at most ${bodyLimitBytes} bytes`,
    });
  }
  const { title, body: text } = previewText(notification);
  if (usuallyShown[platform] && title === undefined && text === undefined) {
    findings.push({
      severity: "warning",
      rule: "nothing-to-show",
      message: "the notification has neither a title nor a body, so the device shows nothing",
    });
  }
  if (platform === "apple" && notification.headers["apns-push-type"] === undefined) {
    findings.push({
      severity: "warning",
      rule: "push-type-missing",
      where: "apns-push-type",
      message: "apns-push-type is missing; iOS 13 and later need it",
    });
  }
  findings.push(...besideAps(notification));
  return findings;
}

/** What the builder accepts, and is probably a mistake. */
export function builderWarnings({ warnings = [] }: Notification): readonly Finding[] {
  return warnings.map(({ path, rule, message, source }) => ({
    severity: "warning",
    rule,
    where: path,
    message: inCommandWords(message),
    source,
  }));
}

/** An unchecked body may be anything. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Parts of `aps` that stand beside it are data for the app, and nothing that iOS shows. */
function besideAps({ platform, body }: Notification): readonly Finding[] {
  if (platform !== "apple") return [];
  return namesBesideAps(asRecord(parsed(body))).map((name) => ({
    severity: "warning",
    rule: "beside-aps",
    where: name,
    message: `${name} is beside aps, where only the app itself sees it; put it under aps`,
  }));
}
