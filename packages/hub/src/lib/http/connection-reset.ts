const brand: unique symbol = Symbol.for("@nh/hub/ConnectionReset");

/**
 * What `hub.fetch` rejects with, and what the body of a truncated response fails with, when a fault
 * breaks the connection. It looks like the network error of a real `fetch`: a TypeError whose cause
 * has the code ECONNRESET. A hub on a port breaks the real connection instead.
 */
export class ConnectionReset extends TypeError {
  readonly [brand] = true;
  override readonly name = "ConnectionReset";
  readonly code = "NH_CONNECTION_RESET";

  constructor() {
    super("fetch failed", {
      cause: Object.assign(new Error("A fault of the hub reset the connection."), { code: "ECONNRESET" }),
    });
  }
}

/** Whether a value is a {@link ConnectionReset}, also one of another copy of this package. */
export function isConnectionReset(value: unknown): value is ConnectionReset {
  return typeof value === "object" && value !== null && brand in value;
}
