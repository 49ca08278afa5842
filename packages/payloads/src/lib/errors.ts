import { longToken } from "./long-token.js";
import type { Platform } from "./platforms.js";

/** What is wrong with a payload: a rule of its platform, or the size of the whole body. */
export type PayloadErrorCode = "NH_PAYLOAD_INVALID" | "NH_PAYLOAD_TOO_LARGE";

/** The facts from which a {@link PayloadError} is built. */
export interface PayloadErrorDetails {
  readonly code: PayloadErrorCode;
  readonly platform: Platform;
  /** Path of the field at fault, such as `aps.alert.title`; `""` is the whole body. */
  readonly field: string;
  /**
   * What the field must be, as the end of the sentence "`field` …", for example "must be a whole
   * number".
   */
  readonly rule: string;
  /** The greatest number (bytes, items, characters) allowed, where the rule has one. */
  readonly limit?: number | undefined;
  /** The number found, in the unit of `limit`; given only together with it. */
  readonly size?: number | undefined;
  readonly cause?: unknown;
}

const brand: unique symbol = Symbol.for("@nh/payloads/PayloadError");

/**
 * Thrown by every builder for a payload that the hub or the platform would refuse or silently drop.
 */
export class PayloadError extends Error {
  readonly [brand] = true;
  override readonly name = "PayloadError";
  declare readonly code: PayloadErrorCode;
  declare readonly platform: Platform;
  /**
   * Path of the field at fault; for NH_PAYLOAD_TOO_LARGE the largest field of the body; `""` is the
   * whole body.
   */
  declare readonly field: string;
  declare readonly rule: string;
  declare readonly limit: number | undefined;
  declare readonly size: number | undefined;

  constructor({ cause, ...facts }: PayloadErrorDetails) {
    super(messageOf(facts), cause === undefined ? undefined : { cause });
    Object.assign(this, facts);
  }
}

function messageOf({ platform, field, rule, limit, size }: PayloadErrorDetails): string {
  const numbers = size === undefined ? "" : ` (limit ${limit}, found ${size})`;
  return `${platform}: ${sentence(field, rule)}${numbers}`;
}

/**
 * A field and what holds for it, as a message. A path may be a megabyte long. Its keys may be
 * device handles, or hold characters that act in a terminal or hide others.
 */
export function sentence(field: string, rule: string): string {
  const message = `${field.slice(0, 150) || "the body"} ${rule}`;
  return message.replace(longToken, "$1…$2").replace(/\p{C}/gu, "·");
}

/**
 * The error for one field that breaks a rule of its platform: {@link PayloadError} with
 * NH_PAYLOAD_INVALID.
 */
export function invalidField(
  platform: Platform,
  field: string,
  rule: string,
  more?: Pick<PayloadErrorDetails, "limit" | "size" | "cause">,
): PayloadError {
  return new PayloadError({ code: "NH_PAYLOAD_INVALID", platform, field, rule, ...more });
}

/** Whether a caught value is a {@link PayloadError}, of this copy of the package or another. */
export function isPayloadError(value: unknown): value is PayloadError {
  return typeof value === "object" && value !== null && brand in value;
}
