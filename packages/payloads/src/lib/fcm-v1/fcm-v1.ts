import { fcmFacts } from "../facts.js";
import { jsonNotification } from "../json/json-notification.js";
import type { BuiltNotification } from "../notification.js";
import { readBuilderOptions } from "../read-builder-options.js";
import { fcmV1Body } from "./message.js";
import type { FcmV1PlatformPayload } from "./platform-types.js";
import type { FcmV1Message, FcmV1Options } from "./types.js";

/**
 * A notification for Firebase Cloud Messaging HTTP v1: always wrapped in `message`, checked against
 * Google's `Message`. The payload is the typed message, or Google's own document: an object with
 * the key `message`, or JSON as a string. All are checked alike. The hub supplies the target, so
 * `token`, `topic` and `condition` are refused.
 *
 * @example
 * fcmV1({ notification: { title: "Order 7" }, android: { ttl: { seconds: 60 } } });
 * fcmV1({ message: { notification: { title: "Order 7" }, android: { ttl: "60s" } } });
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; for a legacy body the
 * message says which key moves where. NH_PAYLOAD_TOO_LARGE over 4,096 bytes.
 * @throws {ArgumentError} when the payload is neither an object nor a string, or the options are
 * not an object.
 */
export function fcmV1(
  message: FcmV1Message | FcmV1PlatformPayload | string,
  options?: FcmV1Options,
): BuiltNotification {
  return jsonNotification("fcmv1", fcmFacts, message, fcmV1Body, readBuilderOptions("fcmv1", options));
}
