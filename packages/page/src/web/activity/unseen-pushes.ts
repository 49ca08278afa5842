import type { Delivery } from "../hub/types.js";
import { describeDelivery } from "../pictures/describe-delivery.js";

/** How many accepted pushes of each notification show nothing at all. */
export function countUnseen(deliveries: readonly Delivery[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const delivery of deliveries) {
    if (delivery.outcome !== "Success" || describeDelivery(delivery).kind !== "nothing") continue;
    counts.set(delivery.notificationId, (counts.get(delivery.notificationId) ?? 0) + 1);
  }
  return counts;
}
