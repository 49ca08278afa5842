import { longToken } from "../long-token.js";

const brand: unique symbol = Symbol.for("@nh/payloads/XmlError");

/**
 * Thrown for a document that is not well-formed XML, has a document type, or exceeds a limit, and
 * for a string that XML cannot hold.
 */
export class XmlError extends Error {
  readonly [brand] = true;
  override readonly name = "XmlError";
  readonly code = "NH_XML_INVALID";
  /** 1-based line of the mistake. */
  readonly line: number;
  /** 1-based column of the mistake, in UTF-16 code units. */
  readonly column: number;
  /** What is wrong, without the place. */
  readonly reason: string;

  constructor(reason: string, place: { readonly line: number; readonly column: number }) {
    const shown = reason.replace(longToken, "$1…$2");
    super(`${shown} (line ${place.line}, column ${place.column})`);
    this.reason = shown;
    this.line = place.line;
    this.column = place.column;
  }
}

/** Whether a caught value is an {@link XmlError}, of this copy of the package or another. */
export function isXmlError(value: unknown): value is XmlError {
  return typeof value === "object" && value !== null && brand in value;
}
