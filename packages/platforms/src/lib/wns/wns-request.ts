import type { Notification } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { pickHeaders } from "../push/pick-headers.js";

/** The part of a request that is the same for all devices. */
export interface WnsMessage {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
}

/** The root element of a document, after its declaration and comments. */
const rootElement = /^\s*(?:<\?[^?]*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<(?:[\w-]+:)?(toast|tile|badge)[\s/>]/;

/**
 * Picks the headers that WNS reads, and adds the type of the notification, its content type, and
 * the request for a status.
 *
 * @throws {ArgumentError} when the type is in neither the headers nor the root element, or when the
 * credential is one of the Windows App SDK, which has neither tiles nor badges.
 */
export function wnsMessage(notification: Notification, kind: "package" | "tenant"): WnsMessage {
  const given = pickHeaders(notification, /^(x-wns-|ms-cv$)/);
  const type = given["x-wns-type"] ?? inferType(notification);
  if (kind === "tenant" && type !== "wns/toast" && type !== "wns/raw") {
    const message = `${type} does not reach apps of the Windows App SDK, which receive toasts and raw notifications only.`;
    throw new ArgumentError("notification", message);
  }
  const body = Buffer.from(notification.body);
  return {
    headers: {
      "x-wns-requestforstatus": "true",
      ...given,
      "x-wns-type": type,
      "content-type": type === "wns/raw" ? "application/octet-stream" : "text/xml",
      "content-length": body.length,
    },
    body,
  };
}

function inferType({ contentType, body }: Notification): string {
  if (contentType === "application/octet-stream") return "wns/raw";
  const root = rootElement.exec(body)?.[1];
  if (root !== undefined) return `wns/${root}`;
  throw new ArgumentError(
    "notification",
    "X-WNS-Type must be set: the root element of the body is not toast, tile or badge.",
  );
}
