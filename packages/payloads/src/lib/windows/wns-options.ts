import type { BuilderOptions, ReadOptions } from "../builder-options.js";
import type { KnownHeader } from "../headers.js";
import { refuse, warn } from "../json/place.js";
import { boolean, byForm, matching, oneOf, type Rule, wholeNumber } from "../json/rule.js";
import { type HeaderOptions, optionsOf } from "../options.js";

/** The type of a notification: the value of `X-WNS-Type`. */
export type WnsType = "wns/toast" | "wns/tile" | "wns/badge" | "wns/raw";

/** How urgently Windows delivers on a device that saves power ("WNS notification priorities"). */
export type WnsPriority = "high" | "medium" | "low" | "very-low";

/** The headers of a request to WNS, as options. Default of each: the header is not sent. */
export interface WindowsOptions extends BuilderOptions {
  /**
   * `X-WNS-Cache-Policy`: whether WNS keeps the notification for a device that is offline. WNS
   * reads it for tiles, badges and raw.
   */
  readonly cachePolicy?: "cache" | "no-cache" | undefined;
  /** `X-WNS-RequestForStatus`: asks WNS to report the state of device and notification. */
  readonly requestForStatus?: boolean | undefined;
  /**
   * `X-WNS-Tag`: a later notification with the same tag replaces this one. At most 16 letters and
   * digits.
   */
  readonly tag?: string | undefined;
  /** `X-WNS-Group`: toasts that one request can remove together. At most 16 letters and digits. */
  readonly group?: string | undefined;
  /** `X-WNS-TTL`, seconds: how long the notification is worth delivering. */
  readonly ttlSeconds?: number | undefined;
  /**
   * `X-WNS-SuppressPopup`: straight into the action center. For phone channels only; on a desktop
   * channel WNS drops the notification.
   */
  readonly suppressPopup?: boolean | undefined;
  /**
   * `X-WNS-PRIORITY`. Without it, Windows uses `high` for toasts, `medium` for tiles and badges,
   * and `low` for raw notifications.
   */
  readonly priority?: WnsPriority | undefined;
  /** Further headers, such as `MS-CV`. They replace an option of the same name. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The numbers by which WNS names its priorities ("WNS notification priorities"). */
const priorityNumbers = new Map<unknown, string>([
  ["high", "1"],
  ["medium", "2"],
  ["low", "3"],
  ["very-low", "4"],
]);

const priorityNumber = matching("a number from 1 (high) to 4 (very-low)", /^[1-4]$/);

const priority: Rule = (value, place) =>
  priorityNumbers.get(value) ?? refuse(place, `must be one of ${[...priorityNumbers.keys()].join(", ")}`);

const MAX_LABEL_LENGTH = 16;

/** What a tag or a group is ("Push notification service request and response headers"). */
export const labelForm = `1 to ${MAX_LABEL_LENGTH} letters and digits`;

const lettersAndDigits = /^[A-Za-z0-9]+$/;

/** Whether WNS takes a tag or a group. */
export function isLabel(text: string): boolean {
  return lettersAndDigits.test(text) && text.length <= MAX_LABEL_LENGTH;
}

/** A tag or a group. */
const label: Rule = (value, place) => {
  const rule = `must be ${labelForm}`;
  if (typeof value !== "string" || !lettersAndDigits.test(value)) return refuse(place, rule);
  const size = value.length;
  return size <= MAX_LABEL_LENGTH ? value : refuse(place, rule, { limit: MAX_LABEL_LENGTH, size });
};

const flag = byForm(boolean, oneOf("true", "false"));

const suppressPopup: Rule = (value, place) => {
  const isSuppressed = flag(value, place);
  if (String(isSuppressed) === "true") {
    warn(place, "one-service-only", "is for channels of phones; on any other, WNS drops the notification");
  }
  return isSuppressed;
};

/**
 * The headers that WNS reads, but for the type ("Push notification service request and response
 * headers").
 */
const knownHeaders: HeaderOptions = {
  cachePolicy: { name: "X-WNS-Cache-Policy", value: oneOf("cache", "no-cache") },
  requestForStatus: { name: "X-WNS-RequestForStatus", value: flag },
  tag: { name: "X-WNS-Tag", value: label },
  group: { name: "X-WNS-Group", value: label },
  ttlSeconds: { name: "X-WNS-TTL", value: byForm(wholeNumber, matching("whole seconds", /^\d+$/)) },
  suppressPopup: { name: "X-WNS-SuppressPopup", value: suppressPopup },
  priority: { name: "X-WNS-PRIORITY", value: byForm(priority, priorityNumber) },
};

/** The type follows from the payload, so a caller can only give it again. */
function typeHeader(type: WnsType): KnownHeader {
  const rule = `must be ${type}, as the payload says; remove it, or use windowsRaw(text) to send XML as wns/raw`;
  return {
    name: "X-WNS-Type",
    value: (value, place) => (String(value).toLowerCase() === type ? type : refuse(place, rule)),
  };
}

/**
 * The options of a notification of a known type, with the header that says the type.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for an option or a header of WNS out of its range, and
 * for an `X-WNS-Type` that contradicts the payload.
 * @throws {ArgumentError} when the options are not an object.
 */
export function readWindowsOptions(type: WnsType, options: WindowsOptions | undefined): ReadOptions {
  const read = optionsOf("windows", knownHeaders, [typeHeader(type)])(options);
  return { ...read, headers: { "X-WNS-Type": type, ...read.headers } };
}
