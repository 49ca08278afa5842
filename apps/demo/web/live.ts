import { useEffect, useReducer } from "preact/hooks";
import type { PageDelivery } from "../compose/protocol.js";
import { loadState } from "./api.js";
import { type Action, initialStore, reduce, type Store } from "./store.js";

/** The store, filled once and then kept up to date by the hub's own event stream. */
export function useLiveStore(): [Store, (action: Action) => void] {
  const [store, dispatch] = useReducer(reduce, initialStore);
  useEffect(() => {
    const refresh = () =>
      loadState().then(
        (state) => dispatch({ type: "loaded", state }),
        () => dispatch({ type: "connection", connection: "lost" }),
      );
    const source = new EventSource("/_nh/events");
    source.addEventListener("open", () => {
      dispatch({ type: "connection", connection: "live" });
      refresh(); // also after a reconnection: events were missed meanwhile
    });
    source.addEventListener("error", () => dispatch({ type: "connection", connection: "lost" }));
    source.addEventListener("delivery", (event) => {
      const { delivery } = JSON.parse(event.data) as { delivery: PageDelivery };
      dispatch({ type: "delivered", delivery });
    });
    source.addEventListener("devices", refresh);
    source.addEventListener("reset", refresh);
    source.addEventListener("deliveries-cleared", () => dispatch({ type: "cleared" }));
    return () => source.close();
  }, []);
  return [store, dispatch];
}
