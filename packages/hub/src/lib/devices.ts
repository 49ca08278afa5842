import type { NativePlatform } from "@nh/payloads";
import { type Installation, normalizeTag, registrationHandleText } from "@nh/wire";
import type { HubState } from "./hub-state.js";
import type { State } from "./state.js";
import {
  handleKey,
  installationHandle,
  installationPlatform,
  installationTags,
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
  for (const device of matchingDevices(state, options)) {
    found.push(device);
    if (found.length >= limit) break;
  }
  return found;
}

function* matchingDevices(state: State, options: ListDevicesOptions): Iterable<Device> {
  const { hub, installationId } = options;
  const matches = deviceMatcher(options);
  for (const candidate of state.hubs()) {
    if (hub !== undefined && candidate.name.toLowerCase() !== hub.toLowerCase()) continue;
    for (const stored of installationsOf(candidate, installationId)) {
      const { document } = stored;
      // Devices are made of the few that match: making all of a large hub would hold up its sends.
      if (!matches(installationPlatform(document), installationHandle(document), () => tagsOf(document))) continue;
      yield installationDevice(candidate, stored);
    }
    if (installationId === undefined) yield* registrationDevices(candidate, matches);
  }
}

function installationsOf(hub: HubState, installationId: string | undefined): Iterable<StoredInstallation> {
  if (installationId === undefined) return hub.installations.values();
  const stored = hub.installations.get(installationId);
  return stored === undefined ? [] : [stored];
}

/** The tags of its native registration; there is none, and no automatic tags, when the channel has expired. */
function tagsOf(document: Installation): readonly string[] {
  return document.pushChannelExpired === true ? (document.tags ?? []) : installationTags(document);
}

function installationDevice(hub: HubState, stored: StoredInstallation): Device {
  const { document } = stored;
  return Object.freeze({
    hub: hub.name,
    platform: installationPlatform(document),
    handle: installationHandle(document),
    installationId: document.installationId,
    userId: document.userId ?? null,
    registrationIds: installationTargets(stored).map(({ registrationId }) => registrationId),
    tags: tagsOf(document),
    templates: Object.keys(document.templates ?? {}),
    pushVariables: document.pushVariables ?? {},
    expired: document.pushChannelExpired === true,
  });
}

function* registrationDevices(hub: HubState, matches: DeviceMatcher): Iterable<Device> {
  const shown = new Set<string>();
  for (const { registration } of hub.registrations.values()) {
    const handle = registrationHandleText(registration);
    if (!matches(registration.platform, handle, () => registration.tags ?? [])) continue;
    if (shown.has(registration.registrationId)) continue;
    const group = registrationsWithHandle(hub, registration.platform, handle);
    for (const { registration: same } of group) shown.add(same.registrationId);
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

/** The registrations that share a handle: one device of one platform. */
function registrationsWithHandle(hub: HubState, platform: NativePlatform, handle: string): StoredRegistration[] {
  return hub.targetsWithHandle(handle).flatMap((target) => {
    return target.stored !== undefined && targetPlatform(target) === platform ? [target.stored] : [];
  });
}

type DeviceMatcher = (platform: NativePlatform, handle: string, tags: () => readonly string[]) => boolean;

function deviceMatcher({ platform, handle, tag }: ListDevicesOptions): DeviceMatcher {
  const wantedPlatform = platform?.toLowerCase();
  const wantedTag = tag === undefined ? undefined : normalizeTag(tag);
  return (ownPlatform, ownHandle, ownTags) =>
    (wantedPlatform === undefined || ownPlatform === wantedPlatform) &&
    (handle === undefined || handleKey(ownPlatform, ownHandle) === handleKey(ownPlatform, handle)) &&
    (wantedTag === undefined || ownTags().some((candidate) => normalizeTag(candidate) === wantedTag));
}
