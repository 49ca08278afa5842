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

/** Begins the last part of the name of a lane to a host that is of no known service. */
const HOST_MARK = "host:";

/**
 * The name of the lane of a push: its hub and its push service. Devices choose the endpoints of
 * browsers. Each host that is of no known service has a lane of its own, so that it holds up no
 * other.
 */
export function laneOf(hub: string, { platform, handle }: Pick<Recipient, "platform" | "handle">): string {
  const lane = `${hub.toLowerCase()}/${platform}`;
  return platform === "browser" ? `${lane}/${browserServiceOf(handle)}` : lane;
}

/** Whether a lane leads to a host that a device chose: there may be any number of them. */
export function isHostLane(lane: string): boolean {
  return lane.includes(`/browser/${HOST_MARK}`);
}

function browserServiceOf(endpoint: string): string {
  const hostname = URL.canParse(endpoint) ? new URL(endpoint).hostname : "";
  return browserServices.find((host) => hostname === host || hostname.endsWith(`.${host}`)) ?? HOST_MARK + hostname;
}
