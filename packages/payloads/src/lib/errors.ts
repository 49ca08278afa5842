import type { Platform } from "./platforms.js";

/** What is wrong with a payload: a rule of its platform, or the size of the whole body. */
export type PayloadErrorCode = "NH_PAYLOAD_INVALID" | "NH_PAYLOAD_TOO_LARGE";

/** The facts a {@link PayloadError} is built from. */
export interface PayloadErrorDetails {
  readonly code: PayloadErrorCode;
  readonly platform: Platform;
  /** Path of the field at fault, such as `aps.alert.title`; `""` is the whole body. */
  readonly field: string;
  /** What the field must be, as the end of the sentence "`field` …", for example "must be a whole number". */
  readonly rule: string;
  /** The greatest number (bytes, items, characters) allowed, where the rule has one. */
  readonly limit?: number | undefined;
  /** The number found, in the unit of `limit`; given only together with it. */
  readonly size?: number | undefined;
  readonly cause?: unknown;
}

const payloadErrorBrand = Symbol.for("@nh/payloads/PayloadError");

/** Thrown by every builder for a payload that the hub or the platform would refuse or silently drop. */
export class PayloadError extends Error {
  override readonly name = "PayloadError";
  declare readonly code: PayloadErrorCode;
  declare readonly platform: Platform;
  /** Path of the field at fault; for NH_PAYLOAD_TOO_LARGE the largest field of the body; `""` is the whole body. */
  declare readonly field: string;
  declare readonly rule: string;
  declare readonly limit?: number | undefined;
  declare readonly size?: number | undefined;

  constructor(details: PayloadErrorDetails) {
    const numbers = details.size ? ` (limit ${details.limit}, found ${details.size})` : "";
    const message = `${details.platform}: ${details.field.slice(0, 150) || "the body"} ${details.rule}${numbers}`;
    // A path may be a megabyte long, and a key of it hold characters that would act in a terminal or hide what stands there.
    // `Error` takes the cause from the details, as a property that is not enumerable, and the assignment keeps it so.
    super(message.replace(/\p{C}/gu, "·"), details);
    Object.assign(this, details);
  }

  /** The brand by which the guard knows an error of any copy of this package. */
  get [payloadErrorBrand](): true {
    return true;
  }
}

/** The error for one field that breaks a rule of its platform: {@link PayloadError} with NH_PAYLOAD_INVALID. */
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
  return typeof value === "object" && value !== null && payloadErrorBrand in value;
}
