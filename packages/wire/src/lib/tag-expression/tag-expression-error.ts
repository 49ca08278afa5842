import { excerptOf } from "../excerpt.js";

const tagExpressionBrand = /* @__PURE__ */ Symbol.for("@nh/wire/TagExpressionError");

/** `NH_TAG_SYNTAX`: not an expression or not a tag. `NH_TAG_LIMIT`: well written, but longer or wider than the service accepts. */
export type TagExpressionErrorCode = "NH_TAG_SYNTAX" | "NH_TAG_LIMIT";

/** A tag or a tag expression that the service would refuse. */
export class TagExpressionError extends Error {
  override readonly name = "TagExpressionError";
  readonly code: TagExpressionErrorCode;
  /** The text that was read. */
  readonly text: string;
  /** Where the fault lies in `text`, counted from 1 in UTF-16 units. */
  readonly column: number;

  constructor(details: { code: TagExpressionErrorCode; text: string; column: number; rule: string; cause?: unknown }) {
    super(
      `${details.rule} (column ${details.column} of ${excerptOf(details.text, details.column - 1)})`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = details.code;
    this.text = details.text;
    this.column = details.column;
    Object.defineProperty(this, tagExpressionBrand, { value: true });
  }
}

/** Tells whether a value is a TagExpressionError, of this copy of the package or of another one. */
export function isTagExpressionError(value: unknown): value is TagExpressionError {
  return typeof value === "object" && value !== null && tagExpressionBrand in value;
}
