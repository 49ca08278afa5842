import type { ActiveFault, ClockState, Connection, Delivery, Device, HubCount, HubRequest, Scenario } from "./types.js";

/** What the page keeps; the hub keeps more, and is asked for it. */
export const KEPT_REQUESTS = 1_000;
export const KEPT_DELIVERIES = 2_000;
export const KEPT_DEVICES = 10_000;

/** Everything the page knows of the hub. */
export interface HubState {
  readonly link: "connecting" | "live" | "lost";
  /** Oldest first. */
  readonly requests: readonly HubRequest[];
  /** Oldest first. */
  readonly deliveries: readonly Delivery[];
  /**
   * Whether `deliveries` holds all that the hub keeps; only then does a device without one have
   * none.
   */
  readonly hasAllDeliveries: boolean;
  /** undefined until they were loaded for the first time. */
  readonly devices: readonly Device[] | undefined;
  /** Whether devices have changed since. The list may lag up to a minute while many do. */
  readonly devicesLag: boolean;
  readonly hubs: readonly HubCount[];
  readonly faults: readonly ActiveFault[];
  readonly scenarios: readonly Scenario[];
  readonly clock: ClockState | undefined;
  readonly connection: Connection | undefined;
}

export const emptyState: HubState = {
  link: "connecting",
  requests: [],
  deliveries: [],
  hasAllDeliveries: false,
  devices: undefined,
  devicesLag: false,
  hubs: [],
  faults: [],
  scenarios: [],
  clock: undefined,
  connection: undefined,
};

/** Adds new requests behind the known ones; what is known already is replaced. */
export function addRequests(known: readonly HubRequest[], added: readonly HubRequest[]): readonly HubRequest[] {
  if (added.length === 0) return known;
  const ids = new Set(added.map(({ id }) => id));
  return [...known.filter(({ id }) => !ids.has(id)), ...added].slice(-KEPT_REQUESTS);
}

/** Adds deliveries in the order of their ids and says whether any had to go. */
export function addDeliveries(
  known: readonly Delivery[],
  added: readonly Delivery[],
): { readonly deliveries: readonly Delivery[]; readonly dropped: boolean } {
  if (added.length === 0) return { deliveries: known, dropped: false };
  const newest = Number(known.at(-1)?.id ?? 0);
  const isBehind = added.every(({ id }, index) => Number(id) > (index === 0 ? newest : Number(added[index - 1]?.id)));
  const all = isBehind ? [...known, ...added] : merge(known, added);
  return { deliveries: all.slice(-KEPT_DELIVERIES), dropped: all.length > KEPT_DELIVERIES };
}

function merge(known: readonly Delivery[], added: readonly Delivery[]): Delivery[] {
  const byId = new Map([...known, ...added].map((delivery) => [delivery.id, delivery]));
  return [...byId.values()].sort((left, right) => Number(left.id) - Number(right.id));
}

type Listener = () => void;

/** The state and who wants to know of its changes. */
export class HubStore {
  #state: HubState = emptyState;
  readonly #listeners = new Set<Listener>();

  get state(): HubState {
    return this.#state;
  }

  set(change: Partial<HubState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
