const brand: unique symbol = Symbol.for("@nh/payloads/TemplateError");

/** What is wrong with a template: its grammar, or its depth or size. */
export type TemplateErrorCode = "NH_TEMPLATE_SYNTAX" | "NH_TEMPLATE_LIMIT";

/** The facts from which a {@link TemplateError} is built. */
export interface TemplateErrorDetails {
  readonly code: TemplateErrorCode;
  /** What is wrong and what to write instead, one sentence without a full stop. */
  readonly reason: string;
  /** Where: a 0-based index of UTF-16 code units into the template. */
  readonly position: number;
  /** The line around the position, and below it a caret. */
  readonly excerpt: string;
  readonly cause?: unknown;
}

/** Thrown for a template that the service would refuse, with the place of the mistake. */
export class TemplateError extends Error {
  readonly [brand] = true;
  override readonly name = "TemplateError";
  readonly code: TemplateErrorCode;
  /** 0-based index of UTF-16 code units into the template. */
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
  }
}

/** Whether a caught value is a {@link TemplateError}, of this copy of the package or another. */
export function isTemplateError(value: unknown): value is TemplateError {
  return typeof value === "object" && value !== null && brand in value;
}
