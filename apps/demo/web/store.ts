import type { Exchange, PageDelivery, PageDevice, PageState } from "../compose/protocol.js";

/** The number of deliveries that the page keeps. The hub keeps more. */
const MAX_DELIVERIES = 500;
const MAX_EXCHANGES = 50;

/** What the page knows. */
export interface Store {
  readonly hub: PageState["hub"] | undefined;
  readonly devices: readonly PageDevice[];
  /** Oldest first. */
  readonly deliveries: readonly PageDelivery[];
  /** Newest first. */
  readonly exchanges: readonly Exchange[];
  /**
   * IDs of deliveries that arrived while the page was open. They are shown with a small animation.
   */
  readonly fresh: ReadonlySet<string>;
  readonly selectedExchange: string | undefined;
  readonly connection: "connecting" | "live" | "lost";
}

export type Action =
  | { readonly type: "loaded"; readonly state: PageState }
  | { readonly type: "delivered"; readonly delivery: PageDelivery }
  | { readonly type: "cleared" }
  | { readonly type: "sent"; readonly exchange: Exchange }
  | { readonly type: "selected"; readonly exchange: string }
  | { readonly type: "connection"; readonly connection: Store["connection"] };

export const initialStore: Store = {
  hub: undefined,
  devices: [],
  deliveries: [],
  exchanges: [],
  fresh: new Set(),
  selectedExchange: undefined,
  connection: "connecting",
};

/** Returns the store after an event. */
export function reduce(store: Store, action: Action): Store {
  switch (action.type) {
    case "loaded": {
      const { hub, devices, deliveries, exchanges } = action.state;
      const selectedExchange = store.selectedExchange ?? exchanges[0]?.id;
      return { ...store, hub, devices, deliveries: deliveries.slice(-MAX_DELIVERIES), exchanges, selectedExchange };
    }
    case "delivered": {
      if (store.deliveries.some(({ id }) => id === action.delivery.id)) return store;
      const deliveries = [...store.deliveries, action.delivery].slice(-MAX_DELIVERIES);
      return { ...store, deliveries, fresh: new Set(store.fresh).add(action.delivery.id) };
    }
    case "cleared":
      return { ...store, deliveries: [], fresh: new Set() };
    case "sent": {
      const exchanges = [action.exchange, ...store.exchanges].slice(0, MAX_EXCHANGES);
      return { ...store, exchanges, selectedExchange: action.exchange.id };
    }
    case "selected":
      return { ...store, selectedExchange: action.exchange };
    case "connection":
      return { ...store, connection: action.connection };
  }
}
