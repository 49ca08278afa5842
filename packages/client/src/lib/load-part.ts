import { HubConnectionError } from "./errors.js";

/**
 * Loads a part of the package that is imported with its first use. A browser that has gone offline
 * cannot, and the call then fails as its request would have. Every part that a change needs is
 * loaded before its request leaves.
 *
 * @throws {HubConnectionError} when the part is out of reach.
 */
export async function loadPart<Part>(part: Promise<Part>): Promise<Part> {
  try {
    return await part;
  } catch (cause) {
    const request = { method: "GET", url: "", headers: {} };
    const failure = { attempts: 0, mayHaveBeenSent: false, retryable: true, request };
    throw new HubConnectionError("A part of @nh/client could not be loaded.", failure, cause);
  }
}

/** A part that is loaded with its first use, and kept. After a failure the next use tries again. */
export function lazyPart<Part>(load: () => Promise<Part>): () => Part | Promise<Part> {
  let part: Part | undefined;
  return () => part ?? loadPart(load()).then((loaded) => (part = loaded));
}
