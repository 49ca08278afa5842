import type { Device } from "@nh/hub";
import { shortenHandle } from "@nh/wire";
import type { PageDevice, PageState } from "../compose/protocol.js";
import type { DemoHub } from "./demo-hub.js";
import { demoDeviceName } from "./devices.js";

const MAX_DEVICES = 200;
const MAX_DELIVERIES = 500;

/** What the page shows when it opens. */
export function pageState(demo: DemoHub): PageState {
  const { hub, hubName, url, connectionString, exchanges } = demo;
  return {
    hub: { name: hubName, url: `${url}/${hubName}`, connectionString },
    devices: hub.devices.list({ hub: hubName, limit: MAX_DEVICES }).map(pageDevice),
    deliveries: hub.deliveries.list({ hub: hubName, order: "newest", limit: MAX_DELIVERIES }).reverse(),
    exchanges,
  };
}

function pageDevice({ platform, handle, installationId, userId, tags, templates }: Device): PageDevice {
  return {
    platform,
    handle,
    name: demoDeviceName(platform, handle) ?? installationId ?? shortenHandle(handle),
    installationId: installationId ?? undefined,
    userId: userId ?? undefined,
    // The automatic tags only repeat the IDs.
    tags: tags.filter((tag) => !tag.startsWith("$")),
    templates: templates.filter((name) => name !== ""),
  };
}
