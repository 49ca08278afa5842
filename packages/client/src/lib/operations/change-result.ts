import type { HubResponse } from "../transport/hub-response.js";

/** What a call returns that changes or removes something, and that the service accepted. */
export interface ChangeResult {
  /** Identifies the response to Azure's support. */
  readonly trackingId?: string;
  /** A second identifier of the response. */
  readonly correlationId?: string;
  /** How many requests it took. 0 when there was nothing to change, so that no request was made. */
  readonly attempts: number;
}

/** The result of a change. */
export function changed(response: HubResponse): ChangeResult {
  return identified({ attempts: response.attempts }, response);
}

/** Adds the identifiers that a response has. */
export function identified<Result extends ChangeResult>(
  result: Result,
  { trackingId, correlationId }: HubResponse,
): Result {
  const identifiers: { trackingId?: string; correlationId?: string } = result;
  if (trackingId !== undefined) identifiers.trackingId = trackingId;
  if (correlationId !== undefined) identifiers.correlationId = correlationId;
  return result;
}
