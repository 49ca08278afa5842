import type { Delivery, HubRequest } from "./types.js";

/**
 * The requests with what push services have said since. The log of the hub knows only that a push
 * to a real device was pending when its send was carried out.
 */
export function withOutcomes(requests: readonly HubRequest[], deliveries: readonly Delivery[]): readonly HubRequest[] {
  if (!requests.some(isPending)) return requests;
  return requests.map((request) => {
    const { send } = request;
    if (send === null || !isPending(request)) return request;
    const own = deliveries.filter(({ notificationId }) => notificationId === send.notificationId);
    if (own.length === 0) return request;
    const outcomes: Record<string, number> = {};
    if (send.outcomes.Skipped !== undefined) outcomes.Skipped = send.outcomes.Skipped;
    for (const { outcome } of own) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    return { ...request, send: { ...send, outcomes } };
  });
}

function isPending({ send }: HubRequest): boolean {
  return send?.outcomes.Pending !== undefined;
}
