const connectionStringBrand = Symbol.for("@nh/auth/ConnectionStringError");

/** A part of a connection string that an error can be about; `"format"` is the text as a whole. */
export type ConnectionStringPart =
  | "format"
  | "Endpoint"
  | "SharedAccessKeyName"
  | "SharedAccessKey"
  | "EntityPath"
  | "UseDevelopmentEmulator";

/** A connection string that cannot be read or written. The message names the part, and never quotes a key. */
export class ConnectionStringError extends Error {
  override readonly name = "ConnectionStringError";
  readonly code = "NH_CONNECTION_STRING_INVALID";
  /** Which part is wrong. */
  readonly part: ConnectionStringPart;

  constructor(part: ConnectionStringPart, message: string, options?: ErrorOptions) {
    super(message, options);
    this.part = part;
  }

  get [connectionStringBrand](): true {
    return true;
  }
}

/** Recognises a ConnectionStringError of any copy of this package. */
export function isConnectionStringError(value: unknown): value is ConnectionStringError {
  return typeof value === "object" && value !== null && connectionStringBrand in value;
}
