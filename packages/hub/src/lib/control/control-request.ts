import type { HubContext } from "../context.js";
import type { Hub } from "../create-hub.js";

/** One request to the control API. */
export interface ControlRequest {
  readonly context: HubContext;
  readonly hub: Hub;
  readonly request: Request;
  readonly url: URL;
  /** What stands for `{id}` in the path, decoded; empty when there is none. */
  readonly id: string;
}

/** Bodies of the control API, but for snapshots and blobs, which have limits of their own. */
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

/** The headers of JSON that no cache keeps. */
export const jsonHeaders = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } as const;

/** Answers JSON that no cache keeps. */
export function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), { status, headers: jsonHeaders });
}

export function noContent(): Response {
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}

/** A query parameter that may be absent; an empty one counts as absent. */
export function textParameter(url: URL, name: string): string | undefined {
  return url.searchParams.get(name) || undefined;
}

/** A number in the query. @throws {ControlError} 400 when it is none within the bounds. */
export function numberParameter(url: URL, name: string, bounds: { min: number; max: number }): number | undefined {
  const text = textParameter(url, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < bounds.min || value > bounds.max) {
    throw new ControlError(400, `${name} must be a whole number from ${bounds.min} to ${bounds.max}.`);
  }
  return value;
}

/** The body as a JSON object. @throws {ControlError} 400 when it is none. */
export function readObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ControlError(400, `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ControlError(400, "The body must be a JSON object.");
  }
  return value as Readonly<Record<string, unknown>>;
}
