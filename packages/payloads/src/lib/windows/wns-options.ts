import { invalidField } from "../errors.js";
import { mergeHeaders } from "../headers.js";
import { checkOptionNames } from "../options.js";

/** What the payload is for Windows: the value of `X-WNS-Type`. */
export type WnsType = "wns/toast" | "wns/tile" | "wns/badge" | "wns/raw";

/** How urgently Windows delivers on a device that saves power ("WNS notification priorities"). */
export type WnsPriority = "high" | "medium" | "low" | "very-low";

/** Every header of a request to WNS, as options. Default of each: the header is not sent. */
export interface WindowsOptions {
  /** `X-WNS-Cache-Policy`: whether WNS keeps the notification for a device that is offline. WNS reads it for tiles, badges and raw. */
  readonly cachePolicy?: "cache" | "no-cache" | undefined;
  /** `X-WNS-RequestForStatus`: asks WNS to report the state of device and notification. */
  readonly requestForStatus?: boolean | undefined;
  /** `X-WNS-Tag`: a later notification with the same tag replaces this one. At most 16 letters and digits. */
  readonly tag?: string | undefined;
  /** `X-WNS-Group`: toasts that one request can remove together. At most 16 letters and digits. */
  readonly group?: string | undefined;
  /** `X-WNS-TTL`, seconds: how long the notification is worth delivering. */
  readonly ttlSeconds?: number | undefined;
  /** `X-WNS-SuppressPopup`: straight into the action center. Phone channels only: on a desktop channel WNS drops the notification. */
  readonly suppressPopup?: boolean | undefined;
  /** `X-WNS-PRIORITY`. Windows takes `high` for toasts, `medium` for tiles and badges and `low` for raw when it is left out. */
  readonly priority?: WnsPriority | undefined;
  /** Further headers, such as `MS-CV`. They replace an option of the same name. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

const optionNames: readonly (keyof WindowsOptions)[] = [
  "cachePolicy",
  "requestForStatus",
  "tag",
  "group",
  "ttlSeconds",
  "suppressPopup",
  "priority",
  "headers",
];

/** The numbers by which WNS names its priorities. */
const priorityNumbers: Readonly<Record<WnsPriority, string>> = { high: "1", medium: "2", low: "3", "very-low": "4" };
const tagLimit = 16;

/**
 * The headers of a notification of a known type.
 *
 * @throws {PayloadError} for an option or one of WNS' own headers out of its range, or an `X-WNS-Type` that contradicts the payload.
 */
export function wnsHeaders(type: WnsType, options: WindowsOptions): Record<string, string> {
  checkOptionNames("windows", options, optionNames);
  const { cachePolicy, requestForStatus, tag, group, ttlSeconds, suppressPopup, priority } = options;
  const headers: Record<string, string> = { "X-WNS-Type": type };
  if (cachePolicy !== undefined) {
    if (cachePolicy !== "cache" && cachePolicy !== "no-cache") {
      throw invalidField("windows", "options.cachePolicy", 'must be "cache" or "no-cache"');
    }
    headers["X-WNS-Cache-Policy"] = cachePolicy;
  }
  if (requestForStatus !== undefined) headers["X-WNS-RequestForStatus"] = flag("requestForStatus", requestForStatus);
  if (tag !== undefined) headers["X-WNS-Tag"] = label("tag", tag);
  if (group !== undefined) headers["X-WNS-Group"] = label("group", group);
  if (ttlSeconds !== undefined) {
    if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 0) {
      throw invalidField("windows", "options.ttlSeconds", "must be a whole number of seconds, 0 or more");
    }
    headers["X-WNS-TTL"] = String(ttlSeconds);
  }
  if (suppressPopup !== undefined) headers["X-WNS-SuppressPopup"] = flag("suppressPopup", suppressPopup);
  if (priority !== undefined) {
    if (!Object.hasOwn(priorityNumbers, priority)) {
      throw invalidField("windows", "options.priority", 'must be "high", "medium", "low" or "very-low"');
    }
    headers["X-WNS-PRIORITY"] = priorityNumbers[priority];
  }
  checkGiven(type, options.headers);
  return mergeHeaders(headers, options.headers);
}

function flag(option: string, value: unknown): string {
  if (typeof value !== "boolean") throw invalidField("windows", `options.${option}`, "must be true or false");
  return String(value);
}

function label(option: "tag" | "group", value: unknown): string {
  if (typeof value !== "string" || !/^[A-Za-z0-9]{1,16}$/.test(value)) {
    const size = typeof value === "string" ? value.length : undefined;
    const rule = `must be 1 to ${tagLimit} letters and digits`;
    throw invalidField("windows", `options.${option}`, rule, { limit: tagLimit, size });
  }
  return value;
}

const flagHeader = [/^(true|false)$/, "must be true or false"] as const;
const labelHeader = [/^[A-Za-z0-9]{1,16}$/, `must be 1 to ${tagLimit} letters and digits`] as const;
/** What WNS takes as the value of a header, for those that are given as such rather than as an option. */
const headerRules = new Map<string, readonly [accepted: RegExp, rule: string]>([
  ["x-wns-cache-policy", [/^(no-)?cache$/, 'must be "cache" or "no-cache"']],
  ["x-wns-requestforstatus", flagHeader],
  ["x-wns-suppresspopup", flagHeader],
  ["x-wns-tag", labelHeader],
  ["x-wns-group", labelHeader],
  ["x-wns-ttl", [/^\d+$/, "must be a whole number of seconds, 0 or more"]],
  ["x-wns-priority", [/^[1-4]$/, "must be a number from 1 (high) to 4 (very-low)"]],
]);

function checkGiven(type: WnsType, headers: Readonly<Record<string, string>> | undefined): void {
  for (const [name, value] of Object.entries(headers ?? {})) {
    const lowerCase = name.toLowerCase();
    if (lowerCase === "x-wns-type" && value !== type) {
      const rule = `must be ${type}, as the payload says; leave it out, and use windowsRaw(text) to send XML as wns/raw`;
      throw invalidField("windows", `headers.${name}`, rule);
    }
    const known = headerRules.get(lowerCase);
    if (known !== undefined && !known[0].test(value)) throw invalidField("windows", `headers.${name}`, known[1]);
  }
}
