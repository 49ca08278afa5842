import type { HubContext } from "../context.js";
import { reachablesOf } from "../devices/reachable.js";
import type { StoredInstallation } from "../devices/stored-device.js";
import { installationRecord, removal } from "../state/records.js";
import { hubKey } from "../state/state.js";
import type { RecordChange } from "../store/record-store.js";

/**
 * The installations that lose registrations, as they are without them. The service deletes such a
 * registration like any other (ten recordings; Azure's samples clean up that way). What becomes of
 * the installation is not recorded. Here it stays until its last registration is deleted, and its
 * next write makes all of them again.
 */
export function withoutRegistrations(
  { state }: HubContext,
  hub: string,
  ids: readonly string[],
): ReadonlyMap<string, StoredInstallation> {
  const installations = new Map<string, StoredInstallation>();
  for (const id of ids) {
    const owner = state.find(hub)?.reachable(id)?.installation;
    if (owner === undefined) continue;
    const { installationId } = owner.document;
    const current = installations.get(installationId) ?? owner;
    installations.set(installationId, { ...current, deleted: [...(current.deleted ?? []), id] });
  }
  return installations;
}

/** Makes the loss durable. */
export function lossRecord({ state }: HubContext, hub: string, stored: StoredInstallation): RecordChange[] {
  const { installationId } = stored.document;
  // A later write that is acknowledged but not yet visible is what a restart restores.
  if (state.pendingInstallations.has(hubKey(hub, installationId))) return [];
  return [isEmpty(stored) ? removal(hub, "installation", installationId) : installationRecord(hub, stored)];
}

/** Makes the loss true in memory. */
export function applyLoss({ state }: HubContext, hub: string, stored: StoredInstallation): void {
  const opened = state.open(hub);
  if (isEmpty(stored)) opened.removeInstallation(stored.document.installationId);
  else opened.putInstallation(stored);
}

function isEmpty(stored: StoredInstallation): boolean {
  return reachablesOf(stored).length === 0;
}
