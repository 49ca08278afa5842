import { FrameBatch, Reload } from "./batch.js";
import { control } from "./control.js";
import { addDeliveries, addRequests, type HubStore, KEPT_DELIVERIES, KEPT_DEVICES, KEPT_REQUESTS } from "./store.js";
import type { ClockState, Delivery, HubRequest } from "./types.js";
import { withOutcomes } from "./with-outcomes.js";

/** How soon a load that failed is tried again. */
const RETRY_MS = 1_000;

/** How long a list may lag behind while changes keep coming. */
const FAULTS_LAG_MS = 1_000;
const DEVICES_LAG_MS = 30_000;

/**
 * Fills the store and keeps it up to date by the hub's own event stream, until the returned
 * function is called.
 */
export function followHub(store: HubStore): () => void {
  let stopped = false;

  /**
   * A load that fails says that the link is lost and comes again; one that succeeds says that it is
   * live again.
   */
  const loading = (load: () => Promise<void>) => async (): Promise<void> => {
    if (stopped) return;
    try {
      await load();
      if (store.state.link === "lost" && source.readyState === EventSource.OPEN) store.set({ link: "live" });
    } catch {
      store.set({ link: "lost" });
      setTimeout(() => void loading(load)(), RETRY_MS);
    }
  };

  const loadDevices = loading(async () => {
    const devices = await control.devices(KEPT_DEVICES);
    // Only where not all are loaded, their number is not the length of the list.
    const hubs = devices.length < KEPT_DEVICES ? store.state.hubs : await control.hubs();
    store.set({ devices, hubs });
  });
  const loadFaults = loading(async () => store.set({ faults: await control.faults() }));
  /** What events brought while everything was being loaded: the lists that come may lack it. */
  let meanwhile: { readonly requests: HubRequest[]; readonly deliveries: Delivery[] } | undefined;
  const loadAll = loading(async () => {
    const own = { requests: [], deliveries: [] };
    meanwhile = own;
    const [log, newest, devices, hubs, faults, scenarios, clock, connection] = await Promise.all([
      control.requests(KEPT_REQUESTS),
      control.deliveries({ order: "newest", limit: KEPT_DELIVERIES + 1 }),
      control.devices(KEPT_DEVICES),
      control.hubs(),
      control.faults(),
      control.scenarios(),
      control.clock(),
      control.connection(),
    ]);
    const { deliveries, dropped } = addDeliveries(newest.slice(0, KEPT_DELIVERIES).reverse(), own.deliveries);
    const requests = withOutcomes(addRequests(log, own.requests), deliveries);
    const hasAllDeliveries = newest.length <= KEPT_DELIVERIES && !dropped;
    store.set({ requests, deliveries, hasAllDeliveries, devices, hubs, faults, scenarios, clock, connection });
    if (meanwhile === own) meanwhile = undefined;
  });

  const devices = new Reload(loadDevices, DEVICES_LAG_MS);
  // A fault that strikes counts down without an event of its own, so every request may have changed
  // the list.
  const faults = new Reload(loadFaults, FAULTS_LAG_MS);
  const logged = new FrameBatch<HubRequest>((items) => {
    meanwhile?.requests.push(...items);
    store.set({ requests: withOutcomes(addRequests(store.state.requests, items), store.state.deliveries) });
  });
  const arrived = new FrameBatch<Delivery>((items) => {
    meanwhile?.deliveries.push(...items);
    const { deliveries, dropped } = addDeliveries(store.state.deliveries, items);
    const requests = withOutcomes(store.state.requests, deliveries);
    store.set({ deliveries, requests, hasAllDeliveries: store.state.hasAllDeliveries && !dropped });
  });

  let source: EventSource;
  const open = (): void => {
    source = new EventSource("/_nh/events");
    const on = (type: string, listener: (data: string) => void) =>
      source.addEventListener(type, (event) => listener((event as MessageEvent<string>).data));
    source.addEventListener("open", () => {
      store.set({ link: "live" });
      // Also after a reconnection: events were missed meanwhile.
      void loadAll();
    });
    source.addEventListener("error", () => {
      store.set({ link: "lost" });
      // The browser comes back by itself, but for a hub that responded with an error.
      if (source.readyState === EventSource.CLOSED && !stopped) setTimeout(open, RETRY_MS);
    });
    on("delivery", (data) => arrived.add((JSON.parse(data) as { delivery: Delivery }).delivery));
    on("request", (data) => {
      logged.add((JSON.parse(data) as { request: HubRequest }).request);
      if (store.state.faults.length > 0) faults.request();
    });
    on("devices", () => devices.request());
    on("faults", () => faults.request());
    on("clock", (data) => store.set({ clock: JSON.parse(data) as ClockState }));
    on("deliveries-cleared", () => store.set({ deliveries: [], hasAllDeliveries: true }));
    on("reset", () => {
      store.set({ requests: [], deliveries: [] });
      void loadAll();
    });
  };
  open();
  return () => {
    stopped = true;
    source.close();
  };
}
