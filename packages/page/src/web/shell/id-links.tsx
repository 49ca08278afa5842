import { useMemo } from "preact/hooks";
import { deviceKey } from "../devices/device-name.js";
import { perObject } from "../hub/per-object.js";
import { sameItems } from "../hub/same-items.js";
import type { Device, HubRequest } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { formatRoute } from "./route.js";

/** Addresses of views by the id that they are about. */
type Links = ReadonlyMap<string, string>;

/** Installations, registrations and handles lead to their device. */
export const deviceLinks = perObject((devices: readonly Device[]): Links => {
  const links = new Map<string, string>();
  for (const device of devices) {
    const href = formatRoute({ view: "devices", id: deviceKey(device) });
    const { installationId, registrationIds, handle } = device;
    for (const id of [installationId ?? handle, handle, ...registrationIds]) links.set(id, href);
  }
  return links;
});

/** The names of what a request has made, such as a notification or a job, and its TrackingId. */
const namesOf = perObject(({ responseHeaders, responseBody }: HubRequest): string[] => {
  const made = responseHeaders.location?.split("?")[0]?.split("/").at(-1);
  const job = /<JobId>([^<]+)/.exec(responseBody)?.[1];
  return [made, job, responseHeaders.trackingid].filter((name) => name !== undefined);
});

/** What a request has made leads to it; so does its TrackingId. */
export const requestLinks = perObject((requests: readonly HubRequest[]): Links => {
  const links = new Map<string, string>();
  for (const request of requests) {
    for (const name of namesOf(request)) {
      // The first request about a thing is the one that made it.
      if (!links.has(name)) links.set(name, formatRoute({ view: "activity", id: request.id }));
    }
  }
  return links;
});

/** Text in which every id that the page knows is a link. */
export function WithIdLinks({ text }: { text: string }) {
  const parts = useMemo(() => text.split(/([\w.~-]{4,})/), [text]);
  const hrefs = useHub(({ devices = noDevices, requests }) => {
    const known = [deviceLinks(devices), requestLinks(requests)];
    return parts.map((part, index) =>
      index % 2 === 1 ? known.find((links) => links.has(part))?.get(part) : undefined,
    );
  }, sameItems);
  return (
    <>
      {parts.map((part, index) => {
        const href = hrefs[index];
        return href === undefined ? (
          part
        ) : (
          <a key={index} href={href}>
            {part}
          </a>
        );
      })}
    </>
  );
}

const noDevices: readonly Device[] = [];
