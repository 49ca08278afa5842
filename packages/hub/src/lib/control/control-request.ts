import { parseJson } from "../parse-json.js";

/** The limit of bodies of the control API. Snapshots and blobs have limits of their own. */
export const CONTROL_BODY_LIMIT_BYTES = 1024 * 1024;

/** A mistake in a request to the control API. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ControlError";
    this.status = status;
  }
}

/** A query parameter. An empty one counts as missing. */
export function textParameter(url: URL, name: string): string | undefined {
  return url.searchParams.get(name) || undefined;
}

/**
 * A number in the query.
 *
 * @throws {ControlError} 400 when it is not a whole number within the bounds.
 */
export function numberParameter(url: URL, name: string, bounds: { min: number; max: number }): number | undefined {
  const text = textParameter(url, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < bounds.min || value > bounds.max) {
    throw new ControlError(400, `${name} must be a whole number from ${bounds.min} to ${bounds.max}.`);
  }
  return value;
}

/**
 * The id `after` in the query, with which a list goes on.
 *
 * @param what Whose id it is, such as `a delivery`.
 * @throws {ControlError} 400 when it is not an id.
 */
export function afterParameter(url: URL, what: string): string | undefined {
  const after = textParameter(url, "after");
  if (after !== undefined && !/^\d+$/.test(after)) throw new ControlError(400, `after must be the id of ${what}.`);
  return after;
}

/**
 * A body as a JSON object.
 *
 * @throws {ControlError} 400 when it is anything else.
 */
export function readObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new ControlError(400, `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ControlError(400, "The body must be a JSON object.");
  }
  return value as Readonly<Record<string, unknown>>;
}
