import { fieldLines } from "./field-lines.js";

/** What identifies a response of the service to its support. */
export interface ResponseIds {
  readonly trackingId?: string | undefined;
  readonly correlationId?: string | undefined;
}

/** The stable fields of every change in `--json`, for the reference. */
export const responseIdFields = {
  trackingId: "identifies the request for Azure support",
  correlationId: "a second such ID",
} as const;

/** Only the identifiers of a response. */
export const responseIds = ({ trackingId, correlationId }: ResponseIds): ResponseIds => ({ trackingId, correlationId });

/** The text of a change for people, with the tracking ID below it as `nh send` shows it. */
export const withTrackingId = (text: string, { trackingId }: ResponseIds, width: number): string =>
  trackingId === undefined ? text : `${text}\n${fieldLines([["tracking ID", trackingId]], width)}`;
