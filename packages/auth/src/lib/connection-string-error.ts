const brand: unique symbol = Symbol.for("@nh/auth/ConnectionStringError");

/** A part of a connection string that an error is about; `"format"` is the string as a whole. */
export type ConnectionStringPart =
  | "format"
  | "Endpoint"
  | "SharedAccessKeyName"
  | "SharedAccessKey"
  | "EntityPath"
  | "UseDevelopmentEmulator";

/**
 * A connection string that cannot be read or written. The message names the part and quotes
 * nothing, since the key may be in the wrong place.
 */
export class ConnectionStringError extends Error {
  readonly [brand] = true;
  override readonly name = "ConnectionStringError";
  readonly code = "NH_CONNECTION_STRING_INVALID";
  /** Which part is wrong. */
  readonly part: ConnectionStringPart;

  constructor(part: ConnectionStringPart, message: string, options?: ErrorOptions) {
    super(message, options);
    this.part = part;
  }
}

/**
 * Tells whether a value is a ConnectionStringError, of this copy of the package or of another one.
 */
export function isConnectionStringError(value: unknown): value is ConnectionStringError {
  return typeof value === "object" && value !== null && brand in value;
}
