import { EXCERPT_LENGTH, excerptOf } from "./excerpt.js";
import { redactText } from "./redact.js";

const wireFormatBrand = /* @__PURE__ */ Symbol.for("@nh/wire/WireFormatError");

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

/** Masking a long text would cost more than it shows, so it is cut first, with some room for what masking shortens. */
function withoutSecrets(text: string): string {
  return redactText(text.slice(0, EXCERPT_LENGTH * 5));
}
