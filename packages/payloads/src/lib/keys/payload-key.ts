/**
 * What a key holds. `flag` is the number 1 or absent, as Apple has it; `choice` is one of a few
 * strings; `json` is a list, an object or anything.
 */
export type PayloadKeyKind = "string" | "number" | "boolean" | "flag" | "choice" | "json";

/** One key that a builder knows. */
export interface PayloadKey {
  /**
   * Where it is. In JSON: the names on the wire. In XML: the elements below the root, and an
   * attribute behind `@`; `text[1]` is the second of its kind, `image[placement=hero]` the one with
   * that attribute.
   */
  readonly path: readonly string[];
  readonly kind: PayloadKeyKind;
  /** The values of a `choice`; empty for any other kind. */
  readonly choices: readonly string[];
}
