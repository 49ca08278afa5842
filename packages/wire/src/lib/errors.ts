import { redactSecrets, shortenHandlesInBody } from "./redact.js";

const tagExpressionBrand = /* @__PURE__ */ Symbol.for("@nh/wire/TagExpressionError");
const wireFormatBrand = /* @__PURE__ */ Symbol.for("@nh/wire/WireFormatError");

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

/** A document that is not what the protocol says it is, or a value that cannot be written as one. */
export class WireFormatError extends Error {
  override readonly name = "WireFormatError";
  readonly code = "NH_WIRE_UNEXPECTED";
  /** The kind of document, such as `registration` or `notification details`. */
  readonly document: string;
  /** Where in the document, such as `entry/content`; empty when the document as a whole is meant. */
  readonly path: string;
  /** A short piece of what was read there, at most 80 characters, signatures masked and handles shortened; empty when nothing was. */
  readonly excerpt: string;

  constructor(details: {
    document: string;
    path?: string | undefined;
    excerpt?: string | undefined;
    rule: string;
    cause?: unknown;
  }) {
    const path = details.path ?? "";
    const excerpt = details.excerpt === undefined ? "" : excerptOf(withoutSecrets(details.excerpt), 0);
    super(
      `Unexpected ${details.document}${path === "" ? "" : ` at ${path}`}: ${details.rule}${excerpt === "" ? "" : `; read ${excerpt}`}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.document = details.document;
    this.path = path;
    this.excerpt = excerpt;
    Object.defineProperty(this, wireFormatBrand, { value: true });
  }
}

/** Tells whether a value is a WireFormatError, of this copy of the package or of another one. */
export function isWireFormatError(value: unknown): value is WireFormatError {
  return typeof value === "object" && value !== null && wireFormatBrand in value;
}

const EXCERPT_LENGTH = 80;

/** Masking a long text would cost more than it shows, so it is cut first, with some room for what masking shortens. */
function withoutSecrets(text: string): string {
  return shortenHandlesInBody(redactSecrets(text.slice(0, EXCERPT_LENGTH * 5)));
}

/** Quotes at most 80 characters around a position as a JSON string, so that control characters reach no terminal or log. */
function excerptOf(text: string, position: number): string {
  if (text.length <= EXCERPT_LENGTH) return JSON.stringify(text);
  const start = Math.max(0, Math.min(position - EXCERPT_LENGTH / 2, text.length - EXCERPT_LENGTH));
  const end = start + EXCERPT_LENGTH;
  return `${start > 0 ? "…" : ""}${JSON.stringify(text.slice(start, end))}${end < text.length ? "…" : ""}`;
}
