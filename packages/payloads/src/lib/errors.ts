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
  /** The number found, in the unit of `limit`. */
  readonly size?: number | undefined;
  readonly cause?: unknown;
}

const payloadErrorBrand = Symbol.for("@nh/payloads/PayloadError");
const templateErrorBrand = Symbol.for("@nh/payloads/TemplateError");

/** Thrown by every builder for a payload that the hub or the platform would refuse or silently drop. */
export class PayloadError extends Error {
  override readonly name = "PayloadError";
  readonly code: PayloadErrorCode;
  readonly platform: Platform;
  /** Path of the field at fault; for NH_PAYLOAD_TOO_LARGE the largest field of the body; `""` is the whole body. */
  readonly field: string;
  readonly rule: string;
  readonly limit: number | undefined;
  readonly size: number | undefined;

  constructor(details: PayloadErrorDetails) {
    super(describe(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.platform = details.platform;
    this.field = details.field;
    this.rule = details.rule;
    this.limit = details.limit;
    this.size = details.size;
    Object.defineProperty(this, payloadErrorBrand, { value: true });
  }
}

/** The error for one field that breaks a rule of its platform: {@link PayloadError} with NH_PAYLOAD_INVALID. */
export function invalidField(
  platform: Platform,
  field: string,
  rule: string,
  more: Pick<PayloadErrorDetails, "limit" | "size" | "cause"> = {},
): PayloadError {
  return new PayloadError({ code: "NH_PAYLOAD_INVALID", platform, field, rule, ...more });
}

function describe({ platform, field, rule, limit, size }: PayloadErrorDetails): string {
  const numbers: string[] = [];
  if (limit !== undefined) numbers.push(`limit ${limit}`);
  if (size !== undefined) numbers.push(`found ${size}`);
  const suffix = numbers.length === 0 ? "" : ` (${numbers.join(", ")})`;
  return `${platform}: ${field === "" ? "the body" : field} ${rule}${suffix}`;
}

/** Whether a caught value is a {@link PayloadError}, of this copy of the package or another. */
export function isPayloadError(value: unknown): value is PayloadError {
  return hasBrand(value, payloadErrorBrand);
}

/** What is wrong with a template: its grammar, or its depth or size. */
export type TemplateErrorCode = "NH_TEMPLATE_SYNTAX" | "NH_TEMPLATE_LIMIT";

/** The facts a {@link TemplateError} is built from. */
export interface TemplateErrorDetails {
  readonly code: TemplateErrorCode;
  /** What is wrong and what to write instead, one sentence without a full stop. */
  readonly reason: string;
  /** Where: a 0-based index of UTF-16 code units into the template text. */
  readonly position: number;
  /** The line around the position, and below it a caret. */
  readonly excerpt: string;
  readonly cause?: unknown;
}

/** Thrown for a template that the service would refuse, with the place of the mistake. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly code: TemplateErrorCode;
  /** 0-based index of UTF-16 code units into the template text. */
  readonly position: number;
  /** Two lines: the text around the position, and a caret below the position. */
  readonly excerpt: string;
  /** What is wrong, without position and excerpt. */
  readonly reason: string;

  constructor(details: TemplateErrorDetails) {
    const message = `${details.reason} (at character ${details.position + 1})\n${details.excerpt}`;
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.position = details.position;
    this.excerpt = details.excerpt;
    this.reason = details.reason;
    Object.defineProperty(this, templateErrorBrand, { value: true });
  }
}

/** Whether a caught value is a {@link TemplateError}, of this copy of the package or another. */
export function isTemplateError(value: unknown): value is TemplateError {
  return hasBrand(value, templateErrorBrand);
}

function hasBrand(value: unknown, brand: symbol): boolean {
  return typeof value === "object" && value !== null && brand in value;
}
