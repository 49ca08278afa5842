import type { Notification } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { field, parseJson } from "../http/service-text.js";

/** A body that lacks only the handle. The rest is the same for all devices. */
export interface FcmMessage {
  to(handle: string, validateOnly: boolean): string;
}

/** @throws {ArgumentError} when the body is not `{"message": …}`, or contains a target. */
export function fcmMessage(notification: Notification): FcmMessage {
  const message = field(parseJson(notification.body), "message");
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    throw new ArgumentError("notification.body", 'The body must be {"message": {…}}, as FCM HTTP v1 has it.');
  }
  for (const target of ["token", "topic", "condition", "fid"]) {
    if (!Object.hasOwn(message, target)) continue;
    throw new ArgumentError("notification.body", `message.${target} must not be set: the handle is the target.`);
  }
  const rest = JSON.stringify(message).slice(1);
  const tail = rest === "}" ? rest : `,${rest}`;
  return {
    to: (handle, validateOnly) =>
      `{${validateOnly ? '"validate_only":true,' : ""}"message":{"token":${JSON.stringify(handle)}${tail}}`,
  };
}
