import { invalidField } from "../errors.js";
import { HUB_REQUEST_LIMIT_BYTES } from "../limits.js";
import { createNotification, type Notification } from "../notification.js";
import { checkOptionNames } from "../options.js";
import { propertyNameLimit, propertyNamePattern } from "./property-name.js";

/** The values of a template notification, by property name. A property that is `undefined` is left out and renders as empty text. */
export type TemplateProperties = Readonly<Record<string, string | undefined>>;

/** How a template notification is sent. */
export interface TemplateOptions {
  /** Headers for the platforms, such as `apns-priority`. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * A template notification: properties that the hub puts into the template of each device.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a name that no expression could use (letters, digits and `_`, at most 120),
 * two names that differ only in case, or a value that is no string; NH_PAYLOAD_TOO_LARGE above 64 KB.
 */
export function template(properties: TemplateProperties, options: TemplateOptions = {}): Notification {
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) {
    throw new TypeError("template takes an object of string properties");
  }
  checkOptionNames("template", options, ["headers"]);
  const body: [string, string][] = [];
  const seen = new Map<string, string>();
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    checkName(name, seen);
    if (typeof value !== "string") {
      const rule = `must be a string, not ${value === null ? "null" : typeof value}; write String(value)`;
      throw invalidField("template", name, rule);
    }
    body.push([name, value]);
  }
  return createNotification({
    platform: "template",
    contentType: "application/json;charset=utf-8",
    body: JSON.stringify(Object.fromEntries(body)),
    headers: options.headers,
    limitBytes: HUB_REQUEST_LIMIT_BYTES,
  });
}

function checkName(name: string, seen: Map<string, string>): void {
  if (!propertyNamePattern.test(name)) {
    const shown = JSON.stringify(name.slice(0, 40));
    throw invalidField("template", shown, "is no property name; use letters, digits and _ only");
  }
  if (name.length > propertyNameLimit) {
    const numbers = { limit: propertyNameLimit, size: name.length };
    throw invalidField("template", `${name.slice(0, 20)}…`, "has too long a name", numbers);
  }
  const lowerCase = name.toLowerCase();
  const other = seen.get(lowerCase);
  if (other !== undefined) {
    throw invalidField("template", name, `is the same property as ${other}, since names ignore letter case`);
  }
  seen.set(lowerCase, name);
}
