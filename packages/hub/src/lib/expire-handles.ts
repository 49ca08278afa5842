import type { HubContext } from "./context.js";
import type { RecordChange } from "./record-store.js";
import { goneIdRecord, goneIdRemoval, installationRecord, removal } from "./records.js";
import type { StoredInstallation, Target } from "./target.js";

/** A handle that its push platform has declared dead, and the registration through which it was pushed. */
export interface DeadHandle {
  readonly target: Target;
  readonly handle: string;
}

/** A change that is prepared, to be made durable first and true in memory after. */
export interface PreparedChange {
  changes(): readonly RecordChange[];
  apply(): void;
}

const nothing: PreparedChange = { changes: () => [], apply: () => {} };

/**
 * What the service does with a dead handle: a registration is deleted and its id is gone for good, an installation stays
 * but is marked `pushChannelExpired` and gets no pushes until its channel is set anew.
 */
export function expireHandles(context: HubContext, hubName: string, dead: readonly DeadHandle[]): PreparedChange {
  if (dead.length === 0) return nothing;
  const { state } = context;
  const registrations = new Set<string>();
  const installations = new Map<string, StoredInstallation>();
  for (const { target, handle } of dead) {
    if (target.stored !== undefined) {
      registrations.add(target.registrationId);
      continue;
    }
    const { installationId } = target.installation.document;
    const current = installations.get(installationId) ?? state.find(hubName)?.installations.get(installationId);
    if (current !== undefined) installations.set(installationId, markExpired(current, handle, target.tileId));
  }
  return {
    changes: () => [
      ...[...registrations].flatMap((id) => [removal(hubName, "registration", id), goneIdRecord(hubName, id)]),
      ...[...installations.values()].map((stored) => installationRecord(hubName, stored)),
    ],
    apply() {
      if (registrations.size === 0 && installations.size === 0) return;
      const hub = state.open(hubName);
      for (const id of registrations) {
        hub.removeRegistration(id);
        for (const key of state.rememberGone(hubName, id)) if (context.durable) state.lapse([goneIdRemoval(key)]);
      }
      for (const stored of installations.values()) hub.putInstallation(stored);
      context.events.emit({ type: "devices", hub: hubName });
    },
  };
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
    context.commit(() => expired.map(({ kind, id }) => removal(hub.name, kind, id)));
    for (const { kind, id } of expired) {
      if (kind === "installation") hub.removeInstallation(id);
      else hub.removeRegistration(id);
    }
    context.events.emit({ type: "devices", hub: hub.name });
  }
}
