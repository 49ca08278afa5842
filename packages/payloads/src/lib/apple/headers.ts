import { kebabCase, objectOf, type SameNameRules } from "../json/object-rule.js";
import { mapEntries, mustBe, oneOf, type Place, text } from "../json/rule.js";
import { APNS_COLLAPSE_ID_LIMIT_BYTES } from "../limits.js";
import { utf8ByteLength } from "../size.js";
import { timeOr } from "./time.js";
import type { AppleOptions, ApplePushType } from "./types.js";

/** How the topic of a push type ends after the bundle id (Apple, "Sending notification requests to APNs"). */
export const topicEndings: Readonly<Record<string, string>> = {
  voip: ".voip",
  complication: ".complication",
  fileprovider: ".pushkit.fileprovider",
  location: ".location-query",
  liveactivity: ".push-type.liveactivity",
  pushtotalk: ".voip-ptt",
} satisfies Partial<Record<ApplePushType, string>>;

/** Every push type. */
export const pushTypes = ["alert", "background", "mdm", ...Object.keys(topicEndings)];

const optionRules = objectOf({
  pushType: oneOf(...pushTypes),
  priority: oneOf(1, 5, 10),
  expiration: (value, place) => (value === "once" ? 0 : timeOr(' or "once"')(value, place)),
  collapseId: mustBe(
    `at most ${APNS_COLLAPSE_ID_LIMIT_BYTES} bytes`,
    (value) => utf8ByteLength(value as string) <= APNS_COLLAPSE_ID_LIMIT_BYTES,
    APNS_COLLAPSE_ID_LIMIT_BYTES,
  ),
  topic: text,
  apnsId: mustBe("a UUID", (value) => /^[\da-f]{8}(-[\da-f]{4}){4}[\da-f]{8}$/i.test(value as string)),
} satisfies SameNameRules<Omit<AppleOptions, "headers">>);

/** The headers that options stand for, beside the caller's own. */
export function appleHeaders({ headers, ...options }: AppleOptions, place: Place): Record<string, string> {
  const checked = optionRules(options, { ...place, field: "options", own: false });
  return {
    ...headers,
    ...(mapEntries(checked, place, (name, value) => [
      kebabCase(name, false).replace(/^(?!apns)/, "apns-"),
      `${value}`,
    ]) as Record<string, string>),
  };
}
