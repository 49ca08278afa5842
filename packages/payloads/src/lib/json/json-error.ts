import { longToken } from "../long-token.js";

const brand: unique symbol = Symbol.for("@nh/payloads/JsonError");

/** Thrown for a document that is not JSON, or is nested too deep. */
export class JsonError extends Error {
  readonly [brand] = true;
  override readonly name = "JsonError";
  readonly code = "NH_JSON_INVALID";
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

/** Whether a caught value is a {@link JsonError}, of this copy of the package or another. */
export function isJsonError(value: unknown): value is JsonError {
  return typeof value === "object" && value !== null && brand in value;
}
