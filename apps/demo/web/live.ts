import { useEffect, useReducer } from "preact/hooks";
import type { PageDelivery } from "../compose/protocol.js";
import { loadState } from "./api.js";
import { type Action, initialStore, reduce, type Store } from "./store.js";

/** Fills the store once, and then keeps it up to date from the hub's event stream. */
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
      refresh(); // after a reconnection too, since events were missed
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
