import type { JsonObject } from "../json/json-value.js";
import { type KebabCaseRules, kebabCase, objectOf } from "../json/object-rule.js";
import { mustBe, oneOf, type Place, text } from "../json/rule.js";
import { APNS_COLLAPSE_ID_LIMIT_BYTES } from "../limits.js";
import { utf8ByteLength } from "../size.js";
import type { AppleOptions, ApplePushType } from "./types.js";

/** How the topic of a push type ends after the bundle id (Apple, "Sending notification requests to APNs"). */
export const topicEndings = {
  voip: ".voip",
  complication: ".complication",
  fileprovider: ".pushkit.fileprovider",
  location: ".location-query",
  liveactivity: ".push-type.liveactivity",
  pushtotalk: ".voip-ptt",
} satisfies Partial<Record<ApplePushType, string>>;

/** Every push type. */
export const pushTypes = ["alert", "background", "mdm", ...Object.keys(topicEndings)];

const options = objectOf(
  {
    "push-type": oneOf(...pushTypes),
    priority: oneOf(1, 5, 10),
    expiration: mustBe('a valid Date or "once"', (value) => value === "once" || (value instanceof Date && +value > 0)),
    "collapse-id": mustBe(
      `at most ${APNS_COLLAPSE_ID_LIMIT_BYTES} bytes`,
      (value) => utf8ByteLength(`${value}`) <= APNS_COLLAPSE_ID_LIMIT_BYTES,
      APNS_COLLAPSE_ID_LIMIT_BYTES,
    ),
    topic: text,
    "apns-id": mustBe("a UUID", (value) => /^[\da-f]{8}(-[\da-f]{4}){4}[\da-f]{8}$/i.test(`${value}`)),
  } satisfies KebabCaseRules<Omit<AppleOptions, "headers">>,
  kebabCase,
);

/** The headers that options stand for, beside the caller's own; numbers and dates are text there, and `once` is the time 0. */
export function appleHeaders({ headers, ...given }: AppleOptions, place: Place): Record<string, string> {
  const wire: Readonly<Record<string, unknown>> = options(given, {
    ...place,
    field: "options",
    own: false,
  }) as JsonObject;
  const named = Object.entries(wire).map(([name, value]) => [
    name.replace(/^(apns-)?/, "apns-"),
    `${value instanceof Date ? Math.floor(+value / 1000) : value === "once" ? 0 : value}`,
  ]);
  return { ...headers, ...Object.fromEntries(named) };
}
