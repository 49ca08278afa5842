import { excerptOf } from "../excerpt.js";

const brand: unique symbol = Symbol.for("@nh/wire/TagExpressionError");

/**
 * `NH_TAG_SYNTAX`: not a tag or a tag expression. `NH_TAG_LIMIT`: well-formed, but longer or wider
 * than the service accepts.
 */
export type TagExpressionErrorCode = "NH_TAG_SYNTAX" | "NH_TAG_LIMIT";

/** The facts that a {@link TagExpressionError} is built from. */
export interface TagExpressionErrorDetails {
  readonly code: TagExpressionErrorCode;
  /** The string that was read. */
  readonly text: string;
  /** Where the fault is in `text`, counted from 1 in UTF-16 units. */
  readonly column: number;
  /** The rule that is broken, as a sentence without its period. */
  readonly rule: string;
  readonly cause?: unknown;
}

/** A tag or a tag expression that the service would refuse. */
export class TagExpressionError extends Error {
  readonly [brand] = true;
  override readonly name = "TagExpressionError";
  readonly code: TagExpressionErrorCode;
  /** The string that was read. */
  readonly text: string;
  /** Where the fault is in `text`, counted from 1 in UTF-16 units. */
  readonly column: number;
  /**
   * The call of `@nh/client` in which it was thrown, such as `send`. The message then begins with
   * it and a colon.
   */
  declare readonly call?: string;

  constructor({ code, text, column, rule, cause }: TagExpressionErrorDetails) {
    super(`${rule} (column ${column} of ${excerptOf(text, column - 1)})`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.text = text;
    this.column = column;
  }
}

/** Tells whether a value is a TagExpressionError, of this copy of the package or of another one. */
export function isTagExpressionError(value: unknown): value is TagExpressionError {
  return typeof value === "object" && value !== null && brand in value;
}
