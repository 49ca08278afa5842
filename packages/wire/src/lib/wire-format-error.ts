import { EXCERPT_LENGTH, excerptOf } from "./excerpt.js";
import { shortenHandle } from "./handle.js";
import { redactText } from "./redact.js";
import { visible } from "./visible.js";

const brand: unique symbol = Symbol.for("@nh/wire/WireFormatError");

/** The facts that a {@link WireFormatError} is built from. */
export interface WireFormatErrorDetails {
  /** The kind of document, such as `registration`. */
  readonly document: string;
  /** Where in the document, such as `entry/content`. */
  readonly path?: string | undefined;
  /**
   * What was read there. The error quotes the beginning, with secrets masked and handles shortened.
   */
  readonly excerpt?: string | undefined;
  /** What was expected, as the end of the sentence "Unexpected registration at …: …". */
  readonly rule: string;
  readonly cause?: unknown;
}

const MAX_PATH_LENGTH = 150;

/**
 * A document that is not what the protocol says it is, or a value that the protocol cannot carry.
 */
export class WireFormatError extends Error {
  readonly [brand] = true;
  override readonly name = "WireFormatError";
  readonly code = "NH_WIRE_UNEXPECTED";
  /** Whether the same call may succeed later: never, since the same document would come again. */
  readonly retryable = false;
  /** The kind of document, such as `registration` or `notification details`. */
  readonly document: string;
  /** Where in the document, such as `entry/content`; empty for the document as a whole. */
  readonly path: string;
  /**
   * The first 80 characters of what was read there, as a JSON string, with secrets masked and
   * handles shortened. Empty when there was nothing to read, or when it may not be shown.
   */
  readonly excerpt: string;
  /**
   * The call of `@nh/client` in which it was thrown, such as `registrations.get`. The message then
   * begins with it and a colon.
   */
  declare readonly call?: string;

  constructor({ document, path: fullPath = "", excerpt, rule, cause }: WireFormatErrorDetails) {
    const quoted = excerpt === undefined ? "" : excerptOf(withoutSecrets(excerpt), 0);
    // Names in a path come from the document: they may be long, or hold what a terminal would obey.
    const path = visible(fullPath.slice(0, MAX_PATH_LENGTH));
    const place = path === "" ? "" : ` at ${path}`;
    super(
      `Unexpected ${document}${place}: ${rule}${quoted === "" ? "" : `; read ${quoted}`}`,
      cause === undefined ? undefined : { cause },
    );
    this.document = document;
    this.path = path;
    this.excerpt = quoted;
  }
}

/** Tells whether a value is a WireFormatError, of this copy of the package or of another one. */
export function isWireFormatError(value: unknown): value is WireFormatError {
  return typeof value === "object" && value !== null && brand in value;
}

/**
 * A word with a digit in it that is as long as a handle may be. Namespaces of XML are
 * known not to be handles.
 */
const handleLike = /(?!http:\/\/(?:schemas\.microsoft\.com|www\.w3\.org)\/)[^\s"'<>()[\]{},;\\]{20,}/g;

/**
 * What could not be read may hold a handle where none is expected, so every word that might be one
 * is shortened. Masking a long string would cost more than it shows, so it is cut first, with some
 * room for what masking takes away.
 */
function withoutSecrets(text: string): string {
  return redactText(text.slice(0, EXCERPT_LENGTH * 5)).replace(handleLike, (word) =>
    /\d/.test(word) ? shortenHandle(word) : word,
  );
}
