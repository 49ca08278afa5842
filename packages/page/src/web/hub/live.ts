import { control } from "./control.js";
import { Intake, type StreamedEvent } from "./intake.js";
import { Reload } from "./reload.js";
import { addDeliveries, addRequests, type HubStore, KEPT_DELIVERIES, KEPT_DEVICES, KEPT_REQUESTS } from "./store.js";
import type { ClockState, Delivery, HubRequest } from "./types.js";
import { withOutcomes } from "./with-outcomes.js";

/** How soon a load that failed is tried again. */
const RETRY_MS = 1_000;

/**
 * The hub sends something every 15 seconds at least. After a longer silence the connection is dead,
 * though nobody has closed it: a laptop slept, or a tunnel broke.
 */
const SILENCE_MS = 40_000;

/** How long a list may lag behind while changes keep coming. */
const FAULTS_LAG_MS = 1_000;
const DEVICES_LAG_MS = 60_000;

/** Fills the store and keeps it up to date by the hub's own event stream. */
export function followHub(store: HubStore): void {
  void new Follower(store).follow();
}

/** What events brought while everything was being loaded: the lists that come may lack it. */
interface Meanwhile {
  readonly requests: HubRequest[];
  readonly deliveries: Delivery[];
  /** The lists that have changed, and have to be loaded again. */
  readonly stale: Set<Reload>;
  clock: ClockState | undefined;
}

class Follower {
  readonly #store: HubStore;
  readonly #devices = new Reload(() => this.#load(() => this.#loadDevices()), DEVICES_LAG_MS);
  // A fault that strikes counts down without an event of its own, so every request may have changed
  // the list.
  readonly #faults = new Reload(
    () => this.#load(async () => this.#store.set({ faults: await control.faults() })),
    FAULTS_LAG_MS,
  );
  #isOpen = false;
  /** Present while everything is being loaded. */
  #meanwhile: Meanwhile | undefined;

  constructor(store: HubStore) {
    this.#store = store;
  }

  /**
   * Reads the stream, and reconnects when it ends. `EventSource` would hand over every event that
   * the network has brought one by one in a single task, which takes tens of milliseconds for a
   * thousand.
   */
  async follow(): Promise<never> {
    for (;;) {
      await this.#read().catch(() => {});
      this.#isOpen = false;
      this.#store.set({ link: "lost" });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  async #read(): Promise<void> {
    const loadAll = () => void this.#load(() => this.#loadAll());
    const intake = new Intake((events) => this.#take(events), loadAll);
    const connection = new AbortController();
    // From the start: a dead tunnel may take the request and never respond.
    let isSilent = false;
    const watch = setInterval(() => {
      if (isSilent) connection.abort();
      isSilent = true;
    }, SILENCE_MS);
    try {
      const { ok, body } = await fetch("/_nh/events", { signal: connection.signal });
      if (!ok || body === null) return;
      this.#isOpen = true;
      this.#store.set({ link: "live" });
      // Also after a reconnection: events were missed meanwhile.
      loadAll();
      const reader = body.getReader();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        isSilent = false;
        intake.add(chunk.value);
      }
    } finally {
      clearInterval(watch);
      intake.stop();
    }
  }

  /** Takes over what events say, in their order, and changes the lists once. */
  #take(events: readonly StreamedEvent[]): void {
    let requests: HubRequest[] = [];
    let deliveries: Delivery[] = [];
    for (const { type, data } of events) {
      const event = JSON.parse(data) as { delivery: Delivery; request: HubRequest } & ClockState;
      switch (type) {
        case "delivery":
          deliveries.push(event.delivery);
          break;
        case "request":
          requests.push(event.request);
          if (this.#store.state.faults.length > 0) this.#change(this.#faults);
          break;
        case "devices":
          this.#change(this.#devices);
          if (!this.#store.state.devicesLag) this.#store.set({ devicesLag: true });
          break;
        case "faults":
          this.#change(this.#faults);
          break;
        case "clock":
          this.#store.set({ clock: event });
          if (this.#meanwhile !== undefined) this.#meanwhile.clock = event;
          break;
        case "deliveries-cleared":
          deliveries = [];
          this.#store.set({ deliveries, hasAllDeliveries: true });
          // A load that has begun may bring back what is cleared.
          if (this.#meanwhile !== undefined) void this.#load(() => this.#loadAll());
          break;
        case "reset":
          requests = [];
          deliveries = [];
          this.#store.set({ requests, deliveries });
          void this.#load(() => this.#loadAll());
          break;
      }
    }
    this.#meanwhile?.requests.push(...requests);
    this.#meanwhile?.deliveries.push(...deliveries);
    if (requests.length + deliveries.length > 0) this.#add(requests, deliveries);
  }

  #change(list: Reload): void {
    list.request();
    // The list that comes may be older than the change.
    this.#meanwhile?.stale.add(list);
  }

  #add(newRequests: readonly HubRequest[], newDeliveries: readonly Delivery[]): void {
    const { state } = this.#store;
    const { deliveries, dropped } = addDeliveries(state.deliveries, newDeliveries);
    const requests = withOutcomes(addRequests(state.requests, newRequests), deliveries);
    this.#store.set({ requests, deliveries, hasAllDeliveries: state.hasAllDeliveries && !dropped });
  }

  /**
   * Loads, and tries again after a failure. The link counts as lost after a load that failed, and
   * as live again after one that succeeded.
   */
  async #load(load: () => Promise<void>): Promise<void> {
    try {
      await load();
      if (this.#store.state.link === "lost" && this.#isOpen) this.#store.set({ link: "live" });
    } catch {
      this.#store.set({ link: "lost" });
      setTimeout(() => void this.#load(load), RETRY_MS);
    }
  }

  async #loadDevices(): Promise<void> {
    // Unless more changes come while the list does, it is up to date.
    this.#store.set({ devicesLag: false });
    const devices = await control.devices(KEPT_DEVICES);
    // Only where not all are loaded, their number is not the length of the list.
    const hubs = devices.length < KEPT_DEVICES ? this.#store.state.hubs : await control.hubs();
    this.#store.set({ devices, hubs });
  }

  async #loadAll(): Promise<void> {
    const own: Meanwhile = { requests: [], deliveries: [], stale: new Set(), clock: undefined };
    this.#meanwhile = own;
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
    // A later load has begun, or has ended: it knows more.
    if (this.#meanwhile !== own) return;
    this.#meanwhile = undefined;
    const { deliveries, dropped } = addDeliveries(newest.slice(0, KEPT_DELIVERIES).reverse(), own.deliveries);
    const requests = withOutcomes(addRequests(log, own.requests), deliveries);
    const hasAllDeliveries = newest.length <= KEPT_DELIVERIES && !dropped;
    this.#store.set({
      requests,
      deliveries,
      hasAllDeliveries,
      devices,
      hubs,
      faults,
      scenarios,
      clock: own.clock ?? clock,
      connection,
    });
    for (const list of own.stale) list.request();
  }
}
