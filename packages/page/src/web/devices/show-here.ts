import { useEffect, useRef } from "preact/hooks";
import { useHub } from "../hub/use-hub.js";
import { showHere, thisBrowser } from "./this-browser.js";

/**
 * Shows what the hub delivers to this browser where no push service does it. It draws nothing. It
 * is a component so that a delivery does not redraw what is around it.
 */
export function ShowHere(): null {
  const deliveries = useHub((state) => state.deliveries);
  const isLoaded = useHub((state) => state.connection !== undefined);
  const shown = useRef<number | undefined>(undefined);
  useEffect(() => {
    // What was delivered before the page was opened is not news.
    if (!isLoaded) return;
    const last = Number(deliveries.at(-1)?.id ?? shown.current ?? 0);
    const before = shown.current ?? last;
    shown.current = last;
    if (thisBrowser.isReal) return;
    // The ids of a hub that was started again begin anew.
    const after = last < before ? 0 : before;
    for (const { id, installationId, outcome, body } of deliveries) {
      const isNew = Number(id) > after && installationId === thisBrowser.installationId;
      if (isNew && outcome === "Success") void showHere(body);
    }
  }, [deliveries, isLoaded]);
  return null;
}
