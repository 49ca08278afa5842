import { useEffect, useRef } from "preact/hooks";
import { useHub } from "../hub/use-hub.js";
import { showHere, thisBrowser } from "./this-browser.js";

/**
 * Shows what the hub delivers to this browser where no push service does it. It draws nothing. It
 * is a component so that a delivery does not redraw what is around it.
 */
export function ShowHere(): null {
  const deliveries = useHub((state) => state.deliveries);
  const shown = useRef<number | undefined>(undefined);
  useEffect(() => {
    const last = Number(deliveries.at(-1)?.id ?? 0);
    const before = shown.current;
    shown.current = Math.max(last, before ?? 0);
    // What was delivered before the page was opened is not news.
    if (before === undefined || thisBrowser.isReal) return;
    for (const { id, installationId, outcome, body } of deliveries) {
      const isNew = Number(id) > before && installationId === thisBrowser.installationId;
      if (isNew && outcome === "Success") void showHere(body);
    }
  }, [deliveries]);
  return null;
}
