import type { Notification } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { parseJson } from "../http/service-text.js";

/**
 * Converts the JSON of a notification to the form of Xiaomi, without the handle. Nested objects
 * become names with dots: `{"extra":{"web_url":"…"}}` is `extra.web_url=…`.
 *
 * @throws {ArgumentError} when the body is not a JSON object, or contains a target.
 */
export function xiaomiForm(notification: Notification): URLSearchParams {
  const json = parseJson(notification.body);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new ArgumentError("notification.body", "The body must be a JSON object.");
  }
  const fields = new URLSearchParams();
  flatten(json, "", fields);
  if (fields.has("registration_id")) {
    throw new ArgumentError("notification.body", "registration_id must not be set: the handle is the target.");
  }
  return fields;
}

function flatten(object: object, prefix: string, fields: URLSearchParams): void {
  for (const [name, value] of Object.entries(object)) {
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      flatten(value, `${prefix}${name}.`, fields);
    else if (value !== null) {
      fields.set(`${prefix}${name}`, Array.isArray(value) ? JSON.stringify(value) : String(value));
    }
  }
}
