const startBrand: unique symbol = Symbol.for("@nh/hub/HubStartError");
const storeBrand: unique symbol = Symbol.for("@nh/hub/HubStoreError");

/** Why a hub could not start: its port is in use or refused, or its certificate cannot be kept. */
export type HubStartErrorCode = "NH_PORT_IN_USE" | "NH_PORT_REFUSED" | "NH_CERTIFICATE";

/**
 * The hub could not open its ports or its certificate. `cause` is the system's own error, with its
 * `code` such as `EADDRINUSE`.
 */
export class HubStartError extends Error {
  readonly [startBrand] = true;
  override readonly name = "HubStartError";
  readonly code: HubStartErrorCode;
  /** The requested port, when the error is about a port. */
  readonly port: number | undefined;

  constructor(code: HubStartErrorCode, message: string, options: { port?: number | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.port = options.port;
  }
}

/** Whether `value` is a {@link HubStartError}, also one of another copy of this package. */
export function isHubStartError(value: unknown): value is HubStartError {
  return typeof value === "object" && value !== null && startBrand in value;
}

/**
 * What is wrong with a data folder: another hub uses it, its file is damaged or belongs to another
 * program, a newer version wrote it, its disk is full, or it cannot be opened or written for
 * another reason (permissions).
 */
export type HubStoreErrorCode =
  | "NH_STORE_LOCKED"
  | "NH_STORE_DAMAGED"
  | "NH_STORE_FOREIGN"
  | "NH_STORE_VERSION"
  | "NH_STORE_FULL"
  | "NH_STORE_UNAVAILABLE";

/** The database of the data folder cannot be used. The file is left exactly as it was. */
export class HubStoreError extends Error {
  readonly [storeBrand] = true;
  override readonly name = "HubStoreError";
  readonly code: HubStoreErrorCode;
  /** The database file. */
  readonly path: string;

  constructor(code: HubStoreErrorCode, message: string, options: { path: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.path = options.path;
  }
}

/** Whether `value` is a {@link HubStoreError}, also one of another copy of this package. */
export function isHubStoreError(value: unknown): value is HubStoreError {
  return typeof value === "object" && value !== null && storeBrand in value;
}
