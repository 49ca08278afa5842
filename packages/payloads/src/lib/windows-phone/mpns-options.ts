import type { BuilderOptions, ReadOptions } from "../builder-options.js";
import type { KnownHeader } from "../headers.js";
import { type Place, refuse } from "../json/place.js";
import { byForm, oneOf } from "../json/rule.js";
import { type HeaderOptions, optionsOf } from "../options.js";
import { uuid } from "../uuid.js";
import { warnOfRetirement } from "../warn-of-retirement.js";

/** The type of a notification for Windows Phone. */
export type MpnsType = "toast" | "tile" | "raw";

/** Headers of a request to MPNS, as options. */
export interface WindowsPhoneOptions extends BuilderOptions {
  /**
   * How long MPNS may wait before it delivers, in seconds: 0 (the default), 450 or 900. Becomes
   * part of `X-NotificationClass`.
   */
  readonly delaySeconds?: 0 | 450 | 900 | undefined;
  /** `X-MessageID`: a UUID that MPNS repeats in its response. Default: not sent. */
  readonly messageId?: string | undefined;
}

/**
 * Notification class and target of each type, for immediate delivery (Notification Hubs REST "Send
 * an MPNS native notification").
 */
const facts: Readonly<Record<MpnsType, { readonly class: number; readonly target?: string }>> = {
  toast: { class: 2, target: "toast" },
  tile: { class: 1, target: "token" },
  raw: { class: 3 },
};
/** What each delay adds to the class. */
const delays = new Map<unknown, number>([
  [0, 0],
  [450, 10],
  [900, 20],
]);

/**
 * The headers that MPNS reads, except for the target. The class follows from payload and delay, so
 * a caller can only give it again.
 */
function knownHeaders(type: MpnsType): HeaderOptions {
  const { class: immediate } = facts[type];
  const classes = [...delays.values()].map((delay) => String(immediate + delay));
  return {
    delaySeconds: {
      name: "X-NotificationClass",
      value: byForm((seconds, place) => immediate + delayOf(seconds, place), oneOf(...classes)),
    },
    messageId: { name: "X-MessageID", value: uuid },
  };
}

/** The target follows from the payload, too. */
function targetHeader(target: string | undefined): KnownHeader {
  return { name: "X-WindowsPhone-Target", value: target === undefined ? mustNotBeSet : oneOf(target) };
}

function mustNotBeSet(_value: unknown, place: Place): never {
  return refuse(place, "must not be set for a raw notification");
}

function delayOf(seconds: unknown, place: Place): number {
  return delays.get(seconds) ?? refuse(place, `must be one of ${[...delays.keys()].join(", ")}`);
}

/**
 * The options of a notification of a known type, with the headers that say the type.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for an option out of its range, and for a class or
 * target that contradicts the payload; for strict options always, since MPNS was shut down.
 * @throws {ArgumentError} when the options are not an object.
 */
export function readWindowsPhoneOptions(type: MpnsType, options: WindowsPhoneOptions | undefined): ReadOptions {
  const { class: immediate, target } = facts[type];
  const read = optionsOf("windowsphone", knownHeaders(type), [targetHeader(target)])(options);
  warnOfRetirement("windowsphone", read);
  const inferred = {
    ...(target !== undefined && { "X-WindowsPhone-Target": target }),
    "X-NotificationClass": String(immediate),
  };
  return { ...read, headers: { ...inferred, ...read.headers } };
}
