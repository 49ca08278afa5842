import { deviceKey } from "../devices/device-name.js";
import type { Device, HubRequest } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { formatRoute } from "./route.js";

/** Addresses of views by the id that they are about. */
type Links = ReadonlyMap<string, string>;

/** Every list of the state is new when it has changed, so its links are made once. */
function once<Item>(make: (items: readonly Item[]) => Links): (items: readonly Item[]) => Links {
  const made = new WeakMap<readonly Item[], Links>();
  return (items) => {
    const links = made.get(items) ?? make(items);
    made.set(items, links);
    return links;
  };
}

/** Installations, registrations and handles lead to their device. */
export const deviceLinks = once<Device>((devices) => {
  const links = devices.flatMap((device) => {
    const href = formatRoute({ view: "devices", id: deviceKey(device) });
    const { installationId, registrationIds, handle } = device;
    return [installationId ?? handle, handle, ...registrationIds].map((id) => [id, href] as const);
  });
  return new Map(links);
});

/**
 * What a request has made, such as a notification or a job, leads to it; so does its TrackingId.
 */
export const requestLinks = once<HubRequest>((requests) => {
  const links = requests.flatMap(({ id, responseHeaders, responseBody }) => {
    const made = responseHeaders.location?.split("?")[0]?.split("/").at(-1);
    const job = /<JobId>([^<]+)/.exec(responseBody)?.[1];
    const href = formatRoute({ view: "activity", id });
    return [made, job, responseHeaders.trackingid].flatMap((name) => (name ? [[name, href] as const] : []));
  });
  // The first request about a thing is the one that made it.
  return new Map(links.reverse());
});

/** Text in which every id that the page knows is a link. */
export function WithIdLinks({ text }: { text: string }) {
  const devices = deviceLinks(useHub((state) => state.devices) ?? noDevices);
  const requests = requestLinks(useHub((state) => state.requests));
  return (
    <>
      {text.split(/([\w.~-]{4,})/).map((part, index) => {
        const href = index % 2 === 1 ? (devices.get(part) ?? requests.get(part)) : undefined;
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
