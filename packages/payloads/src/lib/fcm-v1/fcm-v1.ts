import { jsonNotification } from "../json/json-notification.js";
import type { Notification } from "../notification.js";
import { checkOptionNames } from "../options.js";
import { fcmV1Body } from "./message.js";
import type { FcmV1Message, FcmV1Options } from "./types.js";

/**
 * A notification for Firebase Cloud Messaging HTTP v1: always wrapped in `message`, checked against Google's `Message`.
 * Text is taken as Google's documentation writes it. The hub supplies the target, so `token`, `topic` and `condition` are refused.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; of a legacy body it says which key moves where.
 * NH_PAYLOAD_TOO_LARGE over 4,096 bytes.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function fcmV1(
  message: FcmV1Message | { readonly message: FcmV1Message } | string,
  options: FcmV1Options = {},
): Notification {
  checkOptionNames("fcmv1", options, ["headers"]);
  return jsonNotification("fcmv1", message, fcmV1Body, options.headers);
}
