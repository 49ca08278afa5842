const brand = Symbol.for("@nh/hub/ConnectionReset");

/**
 * What `hub.fetch` rejects with, and what the body of a truncated answer fails with, when a fault says that the connection
 * breaks. It looks like the network error of a real `fetch`: a TypeError whose cause has the code ECONNRESET. A door with a
 * real connection destroys it instead.
 */
export class ConnectionReset extends TypeError {
  readonly code = "NH_CONNECTION_RESET";

  constructor() {
    super("fetch failed", {
      cause: Object.assign(new Error("The hub reset the connection, as a fault told it to."), { code: "ECONNRESET" }),
    });
    this.name = "ConnectionReset";
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Tells whether a value is a ConnectionReset, of this copy of the package or of another one. */
export function isConnectionReset(value: unknown): value is ConnectionReset {
  return typeof value === "object" && value !== null && brand in value;
}
