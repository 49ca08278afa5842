import type { Recipient } from "../pushes/push.js";

/**
 * The push services of the browsers, by the hosts of their endpoints: Google, Mozilla, Apple and
 * Microsoft.
 */
const browserServices = [
  "fcm.googleapis.com",
  "push.services.mozilla.com",
  "push.apple.com",
  "notify.windows.com",
] as const;

/**
 * The name of the lane of a push: its hub and its push service. Devices choose the endpoints of
 * browsers. Those that are of no known service share a lane, in which they cannot hold up the
 * known ones.
 */
export function laneOf(hub: string, { platform, handle }: Pick<Recipient, "platform" | "handle">): string {
  const lane = `${hub.toLowerCase()}/${platform}`;
  return platform === "browser" ? `${lane}/${browserServiceOf(handle) ?? "others"}` : lane;
}

/** Whether pushes to these devices may go to many services, so that one says nothing of others. */
export function isOfUnknownService({ platform, handle }: Pick<Recipient, "platform" | "handle">): boolean {
  return platform === "browser" && browserServiceOf(handle) === undefined;
}

function browserServiceOf(endpoint: string): string | undefined {
  if (!URL.canParse(endpoint)) return undefined;
  const { hostname } = new URL(endpoint);
  return browserServices.find((host) => hostname === host || hostname.endsWith(`.${host}`));
}
