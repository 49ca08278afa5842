import type { JsonObject } from "../json/json-value.js";
import { kebabCase, objectOf } from "../json/object-rule.js";
import { mustBe, oneOf, type Rule, refuse, text } from "../json/rule.js";
import { utf8ByteLength } from "../size.js";
import type { AppleOptions, ApplePushType } from "./types.js";

/** How the topic of a push type ends after the bundle id (Apple, "Sending notification requests to APNs"). */
export const topicEndings: Readonly<Record<ApplePushType, string>> = {
  alert: "",
  background: "",
  mdm: "",
  voip: ".voip",
  complication: ".complication",
  fileprovider: ".pushkit.fileprovider",
  location: ".location-query",
  liveactivity: ".push-type.liveactivity",
  pushtotalk: ".voip-ptt",
};

/** Options as headers; numbers and dates are text there. */
export const appleHeaders: Rule = objectOf<Omit<AppleOptions, "headers">>(
  {
    pushType: oneOf(...Object.keys(topicEndings)),
    priority: (value, place) => `${oneOf(1, 5, 10)(value, place)}`,
    expiration: (value, place) =>
      value === "once"
        ? "0"
        : value instanceof Date && value.getTime() > 0
          ? `${Math.floor(value.getTime() / 1000)}`
          : refuse(place, 'must be a valid Date or "once"'),
    collapseId: (value, place) => {
      const size = utf8ByteLength(`${value}`);
      return size > 64 ? refuse(place, "has too many bytes", { limit: 64, size }) : `${value}`;
    },
    topic: text,
    apnsId: mustBe("a UUID", (value) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(`${value}`)),
  },
  (name) => `apns-${kebabCase(name).replace("apns-", "")}`,
);
