import type { NativePlatform } from "@nh/payloads";
import { type Installation, normalizeTag, registrationHandleText } from "@nh/wire";
import { checkOptions, filterWording, limitRule, type OptionRules, stringRule } from "../check-options.js";
import type { HubState } from "../devices/hub-state.js";
import { handleOf, platformOf, reachableOf, reachablesOf, tagsOf, templateNameOf } from "../devices/reachable.js";
import {
  handleKey,
  installationHandle,
  installationPlatform,
  installationTags,
  type StoredInstallation,
  type StoredRegistration,
} from "../devices/stored-device.js";
import { platformRule } from "../pushes/platform-rule.js";
import type { State } from "../state/state.js";

/** A simulated device: an installation, or the registrations that share a handle. */
export interface Device {
  readonly hub: string;
  readonly platform: NativePlatform;
  readonly handle: string;
  /** Null for a device that has only registrations. */
  readonly installationId: string | null;
  readonly userId: string | null;
  readonly registrationIds: readonly string[];
  /** The tags of its native registration, or of all its registrations, including automatic ones. */
  readonly tags: readonly string[];
  readonly templates: readonly string[];
  readonly pushVariables: Readonly<Record<string, string>>;
  /** Its push platform has declared the handle dead. */
  readonly expired: boolean;
}

export interface ListDevicesOptions {
  readonly hub?: string | undefined;
  readonly platform?: NativePlatform | undefined;
  readonly handle?: string | undefined;
  readonly tag?: string | undefined;
  readonly installationId?: string | undefined;
  /** The maximum number. Default 100. */
  readonly limit?: number | undefined;
}

const listRules: OptionRules<ListDevicesOptions> = {
  hub: stringRule,
  platform: platformRule,
  handle: stringRule,
  tag: stringRule,
  installationId: stringRule,
  limit: limitRule,
};

/** @throws {ArgumentError} when an option is wrong. The message names it. */
export function listDevices(state: State, options: ListDevicesOptions = {}): Device[] {
  checkOptions(options, listRules, filterWording);
  const { limit = 100 } = options;
  const found: Device[] = [];
  if (limit <= 0) return found;
  for (const device of allDevices(state, options, (stored) => stored)) {
    if (device === undefined) continue;
    found.push(device);
    if (found.length >= limit) break;
  }
  return found;
}

/**
 * The same devices one by one, for a search that pauses. Yields undefined for a device that does
 * not match. Installations are those that a hub has when its turn comes. The result may or may not
 * include a registration that is written meanwhile.
 */
export function* scanDevices(state: State, options: ListDevicesOptions = {}): Iterable<Device | undefined> {
  checkOptions(options, listRules, filterWording);
  let left = options.limit ?? 100;
  if (left <= 0) return;
  for (const device of allDevices(state, options, (stored) => [...stored])) {
    yield device;
    if (device !== undefined && --left <= 0) return;
  }
}

function* allDevices(
  state: State,
  options: ListDevicesOptions,
  look: <Stored>(stored: Iterable<Stored>) => Iterable<Stored>,
): Iterable<Device | undefined> {
  const { hub, installationId } = options;
  const matches = deviceMatcher(options);
  for (const candidate of state.hubs()) {
    if (hub !== undefined && candidate.name.toLowerCase() !== hub.toLowerCase()) continue;
    for (const stored of look(installationsOf(candidate, installationId))) {
      const { document } = stored;
      // Only devices that match are made. Making all devices of a large hub costs much more than
      // looking at them.
      const found = matches(installationPlatform(document), installationHandle(document), () => deviceTags(document));
      yield found ? installationDevice(candidate, stored) : undefined;
    }
    if (installationId === undefined)
      yield* registrationDevices(candidate, look(candidate.registrations.values()), matches);
  }
}

function installationsOf(hub: HubState, installationId: string | undefined): Iterable<StoredInstallation> {
  if (installationId === undefined) return hub.installations.values();
  const stored = hub.installations.get(installationId);
  return stored === undefined ? [] : [stored];
}

/**
 * The tags of its native registration. When the channel has expired it has none, so automatic tags
 * are missing.
 */
function deviceTags(document: Installation): readonly string[] {
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
    registrationIds: reachablesOf(stored).map(({ registrationId }) => registrationId),
    tags: deviceTags(document),
    templates: Object.keys(document.templates ?? {}),
    pushVariables: document.pushVariables ?? {},
    expired: document.pushChannelExpired === true,
  });
}

function* registrationDevices(
  hub: HubState,
  registrations: Iterable<StoredRegistration>,
  matches: DeviceMatcher,
): Iterable<Device | undefined> {
  const shown = new Set<string>();
  for (const { registration } of registrations) {
    yield undefined;
    const handle = registrationHandleText(registration);
    if (!matches(registration.platform, handle, () => registration.tags ?? [])) continue;
    if (shown.has(registration.registrationId)) continue;
    const group = registrationsWithHandle(hub, registration.platform, handle);
    for (const { registration: same } of group) shown.add(same.registrationId);
    const reachables = group.map(reachableOf);
    const [first] = reachables;
    if (first === undefined) continue;
    yield Object.freeze({
      hub: hub.name,
      platform: platformOf(first),
      handle: handleOf(first),
      installationId: null,
      userId: null,
      registrationIds: reachables.map(({ registrationId }) => registrationId),
      tags: [...new Set(reachables.flatMap((reachable) => tagsOf(reachable)))],
      templates: reachables.map(templateNameOf).filter((name) => name !== undefined),
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
  return hub.withHandle(handle).flatMap((reachable) => {
    return reachable.stored !== undefined && platformOf(reachable) === platform ? [reachable.stored] : [];
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
