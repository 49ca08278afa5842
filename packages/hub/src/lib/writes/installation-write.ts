import type { HubContext } from "../context.js";
import type { StoredInstallation } from "../devices/stored-device.js";
import { setTimer } from "../sends/catch-up.js";
import { hubRecord } from "../state/hub-record.js";
import { installationRecord, removal } from "../state/records.js";
import { hubKey } from "../state/state.js";

/** The installation as the next write finds it. A write that is not yet visible counts. */
export function latestInstallation(context: HubContext, hub: string, id: string): StoredInstallation | undefined {
  const pending = context.state.pendingInstallations.get(hubKey(hub, id));
  return pending === undefined ? context.state.find(hub)?.installations.get(id) : pending.stored;
}

/**
 * Writes an installation, or removes it when `stored` is undefined. The write is durable at once
 * and visible after the lag.
 */
export function writeInstallation(
  context: HubContext,
  hub: string,
  id: string,
  stored: StoredInstallation | undefined,
): void {
  const { state, options, clock } = context;
  const isNew = state.find(hub) === undefined;
  if (isNew && stored === undefined) return;
  context.commit(() => [
    ...(isNew ? [hubRecord(hub)] : []),
    stored === undefined ? removal(hub, "installation", id) : installationRecord(hub, stored),
  ]);
  const visibleAtMs = clock.now() + options.installationLagMs;
  const opened = state.open(hub);
  if (options.installationLagMs === 0) {
    if (stored === undefined) opened.removeInstallation(id);
    else opened.putInstallation(stored);
    context.events.emit({ type: "devices", hub });
    return;
  }
  const key = hubKey(hub, id);
  state.pendingInstallations.set(key, { hub, id, stored, visibleAtMs });
  state.agenda.add(visibleAtMs, { kind: "installation", key });
  setTimer(context);
}
