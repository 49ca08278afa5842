import type { CallFailure } from "./errors.js";

/**
 * Loads a part of the package that most programs do not need at once. A browser that has gone offline cannot, and the call then fails as its
 * request would have: every part that a change needs is loaded before its request leaves.
 *
 * @throws {HubConnectionError} when the part is out of reach.
 */
export async function late<Part>(part: Promise<Part>): Promise<Part> {
  try {
    return await part;
  } catch (cause) {
    throw unreachable("A part of @nh/client could not be loaded.", cause, {
      attempts: 0,
      mayHaveBeenSent: false,
      request: { method: "GET", url: "", headers: {} },
    });
  }
}

/** A `HubConnectionError` where its class may be out of reach; `isHubConnectionError` recognises it all the same. */
export function unreachable(message: string, cause: unknown, failure: CallFailure): Error {
  return Object.assign(new Error(message, { cause }), failure, {
    name: "HubConnectionError",
    code: "NH_CONNECTION",
    [Symbol.for("@nh/client/HubConnectionError")]: true,
  });
}
