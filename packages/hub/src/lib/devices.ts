import type { NativePlatform } from "@nh/payloads";
import { normalizeTag } from "@nh/wire";
import type { HubState } from "./hub-state.js";
import type { State } from "./state.js";
import {
  handleKey,
  installationHandle,
  installationPlatform,
  installationTargets,
  registrationTarget,
  type StoredInstallation,
  type StoredRegistration,
  targetHandle,
  targetPlatform,
  targetTags,
  targetTemplateName,
} from "./target.js";

/** A simulated device: an installation, or the registrations that share a handle. */
export interface Device {
  readonly hub: string;
  readonly platform: NativePlatform;
  readonly handle: string;
  /** null for a device that has registrations only. */
  readonly installationId: string | null;
  readonly userId: string | null;
  readonly registrationIds: readonly string[];
  /** The tags of its native registration, or of all its registrations; automatic ones included. */
  readonly tags: readonly string[];
  readonly templates: readonly string[];
  readonly pushVariables: Readonly<Record<string, string>>;
  /** Its push platform has declared the handle dead. */
  readonly expired: boolean;
}

export interface ListDevicesOptions {
  readonly hub?: string | undefined;
  readonly platform?: string | undefined;
  readonly handle?: string | undefined;
  readonly tag?: string | undefined;
  readonly installationId?: string | undefined;
  /** How many at most; 100 by default. */
  readonly limit?: number | undefined;
}

export function listDevices(state: State, options: ListDevicesOptions = {}): Device[] {
  const { limit = 100 } = options;
  const found: Device[] = [];
  if (limit <= 0) return found;
  for (const device of allDevices(state, options)) {
    if (!matches(device, options)) continue;
    found.push(device);
    if (found.length >= limit) break;
  }
  return found;
}

function* allDevices(state: State, { hub, installationId }: ListDevicesOptions): Iterable<Device> {
  for (const candidate of state.hubs()) {
    if (hub !== undefined && candidate.name.toLowerCase() !== hub.toLowerCase()) continue;
    if (installationId !== undefined) {
      const stored = candidate.installations.get(installationId);
      if (stored !== undefined) yield installationDevice(candidate, stored);
      continue;
    }
    for (const stored of candidate.installations.values()) yield installationDevice(candidate, stored);
    yield* registrationDevices(candidate);
  }
}

function installationDevice(hub: HubState, stored: StoredInstallation): Device {
  const { document } = stored;
  const targets = installationTargets(stored);
  const native = targets[0];
  return Object.freeze({
    hub: hub.name,
    platform: installationPlatform(document),
    handle: installationHandle(document),
    installationId: document.installationId,
    userId: document.userId ?? null,
    registrationIds: targets.map(({ registrationId }) => registrationId),
    tags: native === undefined ? (document.tags ?? []) : targetTags(native),
    templates: Object.keys(document.templates ?? {}),
    pushVariables: document.pushVariables ?? {},
    expired: document.pushChannelExpired === true,
  });
}

function* registrationDevices(hub: HubState): Iterable<Device> {
  const groups = new Map<string, StoredRegistration[]>();
  for (const stored of hub.registrations.values()) {
    const target = registrationTarget(stored);
    const key = `${targetPlatform(target)}\n${handleKey(targetPlatform(target), targetHandle(target))}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [stored]);
    else group.push(stored);
  }
  for (const group of groups.values()) {
    const targets = group.map(registrationTarget);
    const [first] = targets;
    if (first === undefined) continue;
    yield Object.freeze({
      hub: hub.name,
      platform: targetPlatform(first),
      handle: targetHandle(first),
      installationId: null,
      userId: null,
      registrationIds: targets.map(({ registrationId }) => registrationId),
      tags: [...new Set(targets.flatMap((target) => targetTags(target)))],
      templates: targets.map(targetTemplateName).filter((name) => name !== undefined),
      pushVariables: Object.assign({}, ...group.map(({ registration }) => registration.pushVariables ?? {})) as Record<
        string,
        string
      >,
      expired: false,
    });
  }
}

function matches(device: Device, { platform, handle, tag }: ListDevicesOptions): boolean {
  return (
    (platform === undefined || device.platform === platform.toLowerCase()) &&
    (handle === undefined || handleKey(device.platform, device.handle) === handleKey(device.platform, handle)) &&
    (tag === undefined || device.tags.some((candidate) => normalizeTag(candidate) === normalizeTag(tag)))
  );
}
