import type { RecordChange } from "../store/record-store.js";
import { outboxRemoval } from "./outbox-record.js";
import { pushRemoval } from "./push-record.js";
import { deliveriesRemoval, notificationRemoval, removal, tombstoneRemoval } from "./records.js";
import type { State } from "./state.js";

/** The deletion of a hub's own record and of all that is in the hub. */
export function hubRemovals(state: State, name: string): RecordChange[] {
  const key = name.toLowerCase();
  const isOwn = ({ hub }: { readonly hub: string }): boolean => hub.toLowerCase() === key;
  const devices = state.find(name);
  const remove = (kind: string, ids: Iterable<string>) =>
    Array.from(ids, (id) => removal(devices?.name ?? name, kind, id));
  return [
    ...remove("hub", [devices?.name ?? name]),
    ...remove("installation", devices?.installations.keys() ?? []),
    ...remove("registration", devices?.registrations.keys() ?? []),
    ...[...state.pendingInstallations.values()].filter(isOwn).map(({ hub, id }) => removal(hub, "installation", id)),
    ...[...state.scheduled.values()].filter(isOwn).map(({ hub, id }) => removal(hub, "scheduled", id)),
    ...[...state.jobs.values()].filter(isOwn).map(({ hub, id }) => removal(hub, "job", id)),
    ...[...state.notifications.all()].filter(isOwn).map(notificationRemoval),
    ...state.deliveries.batches().filter(isOwn).map(deliveriesRemoval),
    ...[...state.deliveries.reports()].flatMap(([id, { hub }]) => (isOwn({ hub }) ? [pushRemoval(hub, id)] : [])),
    ...state.outbox
      .batchesOf(name)
      .flatMap((batch) => [...batch.pushes.map(({ hub, id }) => pushRemoval(hub, id)), outboxRemoval(batch)]),
    ...[...state.tombstones].filter((id) => id.startsWith(`${key}/`)).map(tombstoneRemoval),
  ];
}
