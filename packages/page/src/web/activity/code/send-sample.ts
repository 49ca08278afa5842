import type { Platform } from "@nh/payloads";
import type { HubRequest } from "../../hub/types.js";
import type { Call } from "../call.js";

/** A send as a program would write it. */
export interface SendSample {
  readonly hub: string;
  /** Where the hub is, such as `http://localhost:7447`. */
  readonly origin: string;
  readonly platform: Platform;
  readonly contentType: string;
  /** Headers for the platform, such as `apns-push-type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The tag expression; undefined for everyone. */
  readonly audience: string | undefined;
  /** The handle of a direct send. */
  readonly handle: string | undefined;
  readonly test: boolean;
}

/** Headers that a client makes itself. */
const clientHeaders =
  /^(?:authorization|host|connection|content-length|content-type|accept|accept-.*|user-agent|origin|referer|sec-.*|cookie|cache-control|pragma|dnt|x-ms-.*|trackingid|traceparent|tracestate|transfer-encoding|expect|servicebusnotification-.*)$/;

/**
 * Reads a send from its request; undefined for anything else, and for what the log keeps only in
 * part.
 */
export function sampleOf(call: Call, origin: string): SendSample | undefined {
  const { last, platform, audience, hub } = call;
  if (platform === undefined || last.operation !== "send") return undefined;
  const { searchParams } = new URL(last.url);
  return {
    hub,
    origin,
    platform,
    contentType: last.requestHeaders["content-type"] ?? "application/json;charset=utf-8",
    headers: platformHeaders(last),
    body: last.requestBody,
    audience,
    handle: searchParams.has("direct") ? last.requestHeaders["servicebusnotification-devicehandle"] : undefined,
    test: searchParams.has("test"),
  };
}

function platformHeaders({ requestHeaders }: HubRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(requestHeaders).filter(([name]) => !clientHeaders.test(name)));
}

/** All headers of the request but the token. */
export function wireHeaders({ platform, contentType, headers, audience, handle }: SendSample): [string, string][] {
  return [
    ["Content-Type", contentType],
    ["ServiceBusNotification-Format", platform],
    ...(audience === undefined ? [] : [["ServiceBusNotification-Tags", audience] as [string, string]]),
    ...(handle === undefined ? [] : [["ServiceBusNotification-DeviceHandle", handle] as [string, string]]),
    ...Object.entries(headers),
  ];
}

/** Path and query of the request. */
export function wirePath({ hub, handle, test }: SendSample): string {
  const query = [handle === undefined ? "" : "&direct=true", test ? "&test=true" : ""].join("");
  return `/${encodeURIComponent(hub)}/messages/?api-version=2020-06${query}`;
}
