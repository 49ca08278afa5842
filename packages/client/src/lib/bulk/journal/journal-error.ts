/** Somebody else holds the journal, it is not the one of this send, or it cannot be written. */
export type JournalErrorCode = "NH_JOURNAL_LOCKED" | "NH_JOURNAL_INVALID" | "NH_JOURNAL_UNUSABLE";

const brand: unique symbol = Symbol.for("@nh/client/JournalError");

/** Thrown by a bulk send with a `journal`. */
export class JournalError extends Error {
  readonly [brand] = true;
  override readonly name = "JournalError";
  /**
   * `NH_JOURNAL_LOCKED`: another run uses it. `NH_JOURNAL_INVALID`: the file is not a journal,
   * belongs to another send, is damaged, or the handles have changed. `NH_JOURNAL_UNUSABLE`: the
   * file cannot be created, locked, read or written.
   */
  readonly code: JournalErrorCode;
  /** The file, as an absolute path. */
  readonly path: string;

  constructor(code: JournalErrorCode, path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
  }
}

/** Whether a caught value is a {@link JournalError}, of this copy of the package or another. */
export function isJournalError(value: unknown): value is JournalError {
  return typeof value === "object" && value !== null && brand in value;
}
