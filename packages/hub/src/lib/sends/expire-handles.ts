import type { HubContext } from "../context.js";
import { handleOf, platformOf, type Reachable } from "../devices/reachable.js";
import type { StoredInstallation } from "../devices/stored-device.js";
import type { Recipient } from "../pushes/push.js";
import { installationRecord, removal, tombstoneRecord, tombstoneRemoval } from "../state/records.js";
import { hubKey } from "../state/state.js";
import type { RecordChange } from "../store/record-store.js";

/**
 * How many dead handles are handled in one transaction. Marking an installation means finding and
 * indexing it again.
 */
export const HANDLES_AT_ONCE = 200;

/** A handle that its platform has declared dead. */
type DeadHandle = Pick<Recipient, "platform" | "handle">;

/** A prepared change. It is made durable first and then true in memory. */
export interface PreparedChange {
  changes(): readonly RecordChange[];
  apply(): void;
}

const nothing: PreparedChange = { changes: () => [], apply: () => {} };

/**
 * Does what the service does with dead handles: a registration is deleted and its id can never be
 * used again. An installation stays, but it is marked `pushChannelExpired` and gets no pushes until
 * its channel is set again.
 */
export function expireHandles(context: HubContext, hubName: string, dead: readonly DeadHandle[]): PreparedChange {
  if (dead.length === 0) return nothing;
  const { state } = context;
  const registrations = new Set<string>();
  const installations = new Map<string, StoredInstallation>();
  for (const reachable of withDeadHandle(context, hubName, dead)) {
    if (reachable.stored !== undefined) {
      registrations.add(reachable.registrationId);
      continue;
    }
    const { installationId } = reachable.installation.document;
    const current = installations.get(installationId) ?? state.find(hubName)?.installations.get(installationId);
    if (current !== undefined)
      installations.set(installationId, markExpired(current, handleOf(reachable), reachable.tileId));
  }
  return {
    changes: () => [
      ...[...registrations].flatMap((id) => [removal(hubName, "registration", id), tombstoneRecord(hubName, id)]),
      ...[...installations.values()]
        // A later write that is acknowledged but not yet visible is what a restart restores.
        .filter(({ document }) => !state.pendingInstallations.has(hubKey(hubName, document.installationId)))
        .map((stored) => installationRecord(hubName, stored)),
    ],
    apply() {
      if (registrations.size === 0 && installations.size === 0) return;
      const hub = state.open(hubName);
      for (const id of registrations) {
        hub.removeRegistration(id);
        for (const key of state.addTombstone(hubName, id))
          if (context.durable) state.deleteLater([tombstoneRemoval(key)]);
      }
      for (const stored of installations.values()) hub.putInstallation(stored);
      context.events.emit({ type: "devices", hub: hubName });
    },
  };
}

/** A dead handle is dead for every registration that has it, however the push was addressed. */
function* withDeadHandle({ state }: HubContext, hubName: string, dead: readonly DeadHandle[]): Iterable<Reachable> {
  const hub = state.find(hubName);
  for (const { platform, handle } of dead) {
    for (const reachable of hub?.withHandle(handle) ?? []) if (platformOf(reachable) === platform) yield reachable;
  }
}

function markExpired(stored: StoredInstallation, handle: string, tileId: string | undefined): StoredInstallation {
  const { document } = stored;
  if (tileId === undefined)
    return { ...stored, etag: stored.etag + 1, document: { ...document, pushChannelExpired: true } };
  const tile = document.secondaryTiles?.[tileId];
  if (tile === undefined || tile.pushChannel !== handle) return stored;
  const secondaryTiles = { ...document.secondaryTiles, [tileId]: { ...tile, pushChannelExpired: true } };
  return { ...stored, etag: stored.etag + 1, document: { ...document, secondaryTiles } };
}

/** Removes what has expired by a moment of the hub's clock. */
export function removeExpired(context: HubContext, nowMs: number): void {
  const { state } = context;
  for (const hub of state.hubs()) {
    const expired = hub.expired(nowMs);
    if (expired.length === 0) continue;
    // A later write that is acknowledged but not yet visible must survive a restart.
    const removed = expired.filter(({ id }) => !state.pendingInstallations.has(hubKey(hub.name, id)));
    context.commit(() => removed.map(({ kind, id }) => removal(hub.name, kind, id)));
    for (const { kind, id } of expired) {
      if (kind === "installation") hub.removeInstallation(id);
      else hub.removeRegistration(id);
    }
    context.events.emit({ type: "devices", hub: hub.name });
  }
}
