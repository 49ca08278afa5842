import type { BrowserHandle, NativePlatform } from "@nh/payloads";
import {
  type InstallationTemplate,
  type RegistrationTemplate,
  registrationHandleText,
  type SecondaryTile,
} from "@nh/wire";
import type { Pool } from "./audience-index.js";
import { installationRegistrationId } from "./identifiers.js";
import {
  handleKey,
  installationHandle,
  installationPlatform,
  installationTags,
  type StoredInstallation,
  type StoredRegistration,
} from "./stored-device.js";

/**
 * One registration that a send may reach, with its tags and its template. An installation makes one
 * for itself and one for each template and secondary tile. These hold no data of their own, so
 * 100,000 devices stay small.
 */
export type Reachable = ReachableRegistration | ReachableInstallation;

interface ReachableRegistration {
  readonly registrationId: string;
  /** See {@link handleKeyOf}. */
  knownHandleKey: string | undefined;
  /** Set when a list is sorted. */
  knownListKey: number | undefined;
  readonly stored: StoredRegistration;
  readonly installation?: undefined;
}

interface ReachableInstallation {
  readonly registrationId: string;
  /** See {@link handleKeyOf}. */
  knownHandleKey: string | undefined;
  /** Set when a list is sorted. */
  knownListKey: number | undefined;
  readonly stored?: undefined;
  readonly installation: StoredInstallation;
  readonly tileId: string | undefined;
  readonly templateName: string | undefined;
}

export function reachableOf(stored: StoredRegistration): Reachable {
  return {
    registrationId: stored.registration.registrationId,
    knownHandleKey: undefined,
    knownListKey: undefined,
    stored,
  };
}

/**
 * The registrations that an installation makes. Those of an expired channel are missing, and those
 * that were deleted.
 */
export function reachablesOf(installation: StoredInstallation): Reachable[] {
  const { document, deleted } = installation;
  const reachables: Reachable[] = [];
  const add = (tileId: string | undefined, templateName: string | undefined): void => {
    const part = `${tileId ?? ""}\n${templateName ?? ""}`;
    const registrationId = installationRegistrationId(document.installationId, part);
    if (deleted?.includes(registrationId) === true) return;
    reachables.push({
      registrationId,
      knownHandleKey: undefined,
      knownListKey: undefined,
      installation,
      tileId,
      templateName,
    });
  };
  if (document.pushChannelExpired !== true) {
    add(undefined, undefined);
    for (const name of Object.keys(document.templates ?? {})) add(undefined, name);
  }
  for (const [tileId, tile] of Object.entries(document.secondaryTiles ?? {})) {
    if (tile.pushChannelExpired === true) continue;
    add(tileId, undefined);
    for (const name of Object.keys(tile.templates ?? {})) add(tileId, name);
  }
  return reachables;
}

export function platformOf(reachable: Reachable): NativePlatform {
  if (reachable.stored !== undefined) return reachable.stored.registration.platform;
  return installationPlatform(reachable.installation.document);
}

export function poolOf(reachable: Reachable): Pool {
  return templateNameOf(reachable) === undefined ? platformOf(reachable) : "template";
}

/**
 * The name of the template, empty for a template registration without one. Undefined for a native
 * registration.
 */
export function templateNameOf(reachable: Reachable): string | undefined {
  if (reachable.stored === undefined) return reachable.templateName;
  const { template } = reachable.stored.registration;
  return template === undefined ? undefined : (template.name ?? "");
}

/** The handle as one string: the endpoint of a browser, `userId-channelId` for Baidu. */
export function handleOf(reachable: Reachable): string {
  if (reachable.stored !== undefined) return registrationHandleText(reachable.stored.registration);
  if (reachable.tileId !== undefined) return tileOf(reachable)?.pushChannel ?? "";
  return installationHandle(reachable.installation.document);
}

/** The keys of a browser. Undefined for any other device. */
export function browserKeysOf(reachable: Reachable): Pick<BrowserHandle, "p256dh" | "auth"> | undefined {
  const handle =
    reachable.stored === undefined ? reachable.installation.document.pushChannel : reachable.stored.registration.handle;
  if (typeof handle === "string" || !("p256dh" in handle)) return undefined;
  const { p256dh, auth } = handle;
  return { p256dh, auth };
}

/** All tags, automatic ones first, as in the recordings. */
export function tagsOf(reachable: Reachable): readonly string[] {
  if (reachable.stored !== undefined) return reachable.stored.registration.tags ?? [];
  const { document } = reachable.installation;
  // A tile has its own tags instead of the installation's.
  const own = (reachable.tileId === undefined ? document.tags : tileOf(reachable)?.tags) ?? [];
  const tags = installationTags(document, own);
  if (reachable.templateName === undefined) return tags;
  for (const tag of [...(installationTemplateOf(reachable)?.tags ?? []), reachable.templateName]) {
    if (!tags.includes(tag)) tags.push(tag);
  }
  return tags;
}

export function pushVariablesOf(reachable: Reachable): Readonly<Record<string, string>> | undefined {
  return reachable.stored?.registration.pushVariables ?? reachable.installation?.document.pushVariables;
}

/** The template. Undefined for a native registration. */
export function templateOf(reachable: Reachable): RegistrationTemplate | undefined {
  if (reachable.stored !== undefined) return reachable.stored.registration.template;
  const template = installationTemplateOf(reachable);
  if (template === undefined) return undefined;
  return {
    body: template.body,
    name: reachable.templateName,
    ...(template.headers === undefined ? {} : { headers: template.headers }),
    ...(template.expiry === undefined ? {} : { expiry: template.expiry }),
  };
}

function tileOf(reachable: ReachableInstallation): SecondaryTile | undefined {
  return reachable.tileId === undefined
    ? undefined
    : reachable.installation.document.secondaryTiles?.[reachable.tileId];
}

function installationTemplateOf(reachable: ReachableInstallation): InstallationTemplate | undefined {
  if (reachable.templateName === undefined) return undefined;
  const templates =
    reachable.tileId === undefined ? reachable.installation.document.templates : tileOf(reachable)?.templates;
  return templates?.[reachable.templateName];
}

/**
 * The {@link handleKey} of a registration. It is kept once computed, because every send needs it
 * for every registration that it reaches.
 */
export function handleKeyOf(reachable: Reachable): string {
  reachable.knownHandleKey ??= handleKey(platformOf(reachable), handleOf(reachable));
  return reachable.knownHandleKey;
}
