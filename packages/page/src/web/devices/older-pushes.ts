import { useEffect, useState } from "preact/hooks";
import { control } from "../hub/control.js";
import { useHub } from "../hub/use-hub.js";

/** How many new deliveries may pass before the hub is asked again. */
const ASKED_EVERY = 1_000;

/**
 * Whether the hub has dropped older deliveries, so that a device without one may have received
 * some. The hub counts their ids from 1 and drops the oldest first.
 */
export function useOlderPushesDropped(): boolean {
  const hasAll = useHub((state) => state.hasAllDeliveries);
  const oldestHeld = useHub((state) => state.deliveries[0]?.id);
  const turn = useHub((state) => Math.floor(Number(state.deliveries.at(-1)?.id ?? 0) / ASKED_EVERY));
  const [asked, setAsked] = useState<string>();
  useEffect(() => {
    if (hasAll) return;
    let current = true;
    control.deliveries({ order: "oldest", limit: 1 }).then(
      ([oldest]) => current && setAsked(oldest?.id),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [hasAll, turn]);
  return Number((hasAll ? oldestHeld : asked) ?? 1) > 1;
}

/** What is known of the pushes to a device that has none on record. */
export function nothingOnRecord(olderDropped: boolean): { readonly headline: string; readonly detail: string } {
  return olderDropped
    ? { headline: "No recent push", detail: "Older pushes are no longer kept." }
    : { headline: "Nothing received", detail: "No push to it is on record." };
}
