import type { NativePlatform } from "@nh/payloads";
import {
  type Installation,
  type InstallationTemplate,
  platformFromInstallation,
  platformWire,
  type Registration,
  type RegistrationTemplate,
  registrationHandleText,
  type SecondaryTile,
} from "@nh/wire";
import type { Pool } from "./audience-index.js";
import { installationRegistrationId } from "./identifiers.js";

/** An installation as the hub keeps it. */
export interface StoredInstallation {
  readonly document: Installation;
  /** Counts the writes; the registrations it makes carry it. */
  readonly etag: number;
  /** When the hub forgets it, in milliseconds since 1970; undefined for never. */
  readonly expiresAtMs: number | undefined;
}

/** A registration as the hub keeps it: with its id and ETag. */
export interface StoredRegistration {
  readonly registration: Registration & { readonly registrationId: string; readonly etag: string };
  readonly expiresAtMs: number | undefined;
}

/**
 * One registration that a send may reach, with its tags and its template. An installation makes one for itself and one
 * for each template and secondary tile; they hold no data of their own, so that 100,000 devices stay small.
 */
export type Target = RegistrationTarget | InstallationTarget;

interface RegistrationTarget {
  readonly registrationId: string;
  /** See {@link targetHandleKey}. */
  knownHandleKey: string | undefined;
  readonly stored: StoredRegistration;
  readonly installation?: undefined;
}

interface InstallationTarget {
  readonly registrationId: string;
  /** See {@link targetHandleKey}. */
  knownHandleKey: string | undefined;
  readonly stored?: undefined;
  readonly installation: StoredInstallation;
  readonly tileId: string | undefined;
  readonly templateName: string | undefined;
}

export function registrationTarget(stored: StoredRegistration): Target {
  return { registrationId: stored.registration.registrationId, knownHandleKey: undefined, stored };
}

/** The targets that an installation makes: none for a channel that has expired. */
export function installationTargets(installation: StoredInstallation): Target[] {
  const { document } = installation;
  const targets: Target[] = [];
  const add = (tileId: string | undefined, templateName: string | undefined): void => {
    const part = `${tileId ?? ""}\n${templateName ?? ""}`;
    const registrationId = installationRegistrationId(document.installationId, part);
    targets.push({ registrationId, knownHandleKey: undefined, installation, tileId, templateName });
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
  return targets;
}

export function targetPlatform(target: Target): NativePlatform {
  if (target.stored !== undefined) return target.stored.registration.platform;
  return installationPlatform(target.installation.document);
}

/** The platform of an installation; wire has checked the word when the document was read. */
export function installationPlatform(document: Installation): NativePlatform {
  return platformFromInstallation(document.platform) ?? "apple";
}

export function targetPool(target: Target): Pool {
  return targetTemplateName(target) === undefined ? targetPlatform(target) : "template";
}

/** The template's name, empty for a template registration without one; undefined for a native registration. */
export function targetTemplateName(target: Target): string | undefined {
  if (target.stored === undefined) return target.templateName;
  const { template } = target.stored.registration;
  return template === undefined ? undefined : (template.name ?? "");
}

/** The handle as one text: the endpoint of a browser, `userId-channelId` for Baidu. */
export function targetHandle(target: Target): string {
  if (target.stored !== undefined) return registrationHandleText(target.stored.registration);
  if (target.tileId !== undefined) return tileOf(target)?.pushChannel ?? "";
  return installationHandle(target.installation.document);
}

export function installationHandle(document: Installation): string {
  return typeof document.pushChannel === "string" ? document.pushChannel : document.pushChannel.endpoint;
}

/** All tags, the automatic ones first, as the recordings list them. */
export function targetTags(target: Target): readonly string[] {
  if (target.stored !== undefined) return target.stored.registration.tags ?? [];
  const { document } = target.installation;
  // A tile has tags of its own instead of the installation's.
  const own = (target.tileId === undefined ? document.tags : tileOf(target)?.tags) ?? [];
  const tags = installationTags(document, own);
  if (target.templateName === undefined) return tags;
  for (const tag of [...(installationTemplateOf(target)?.tags ?? []), target.templateName]) {
    if (!tags.includes(tag)) tags.push(tag);
  }
  return tags;
}

/** The automatic tags of an installation and its own. */
export function installationTags(document: Installation, own = document.tags ?? []): string[] {
  const automatic = [`$InstallationId:{${document.installationId}}`];
  if (document.userId !== undefined) automatic.push(`$UserId:{${document.userId}}`);
  // Joined at once, the array has no room to spare: broadcasts make one for every device.
  return automatic.concat(own);
}

export function targetPushVariables(target: Target): Readonly<Record<string, string>> | undefined {
  return target.stored?.registration.pushVariables ?? target.installation?.document.pushVariables;
}

/** What the target's template says; undefined for a native target. */
export function targetTemplate(target: Target): RegistrationTemplate | undefined {
  if (target.stored !== undefined) return target.stored.registration.template;
  const template = installationTemplateOf(target);
  if (template === undefined) return undefined;
  return {
    body: template.body,
    name: target.templateName,
    ...(template.headers === undefined ? {} : { headers: template.headers }),
    ...(template.expiry === undefined ? {} : { expiry: template.expiry }),
  };
}

/** The target as a registration, which is how lists and exports show it. */
export function targetRegistration(target: Target): Registration {
  if (target.stored !== undefined) return target.stored.registration;
  const { document, etag, expiresAtMs } = target.installation;
  const template = describedTemplate(target);
  const common = {
    registrationId: target.registrationId,
    etag: String(etag),
    tags: targetTags(target),
    ...(expiresAtMs === undefined ? {} : { expirationTime: new Date(expiresAtMs) }),
    ...(document.pushVariables === undefined ? {} : { pushVariables: document.pushVariables }),
    ...(template === undefined ? {} : { template }),
  };
  const handle = targetHandle(target);
  if (document.platform === "browser") return { ...common, platform: "browser", handle: document.pushChannel };
  const platform = installationPlatform(document);
  switch (platform) {
    case "windows":
    case "windowsphone":
      return target.tileId === undefined
        ? { ...common, platform, handle }
        : { ...common, platform, handle, secondaryTileName: target.tileId };
    case "baidu": {
      const [userId = "", ...channel] = handle.split("-");
      return { ...common, platform, handle: { userId, channelId: channel.join("-") } };
    }
    case "browser":
      return { ...common, platform, handle: { endpoint: handle, p256dh: "", auth: "" } };
    default:
      return { ...common, platform, handle };
  }
}

/** The template as far as the XML of the platform's registrations has a place for it: an installation may hold more. */
function describedTemplate(target: Target): RegistrationTemplate | undefined {
  const template = targetTemplate(target);
  if (template === undefined) return undefined;
  const platform = targetPlatform(target);
  const { headers, expiry, ...rest } = template;
  return {
    ...rest,
    ...(headers === undefined || platformWire[platform].templateHeaders === undefined ? {} : { headers }),
    ...(expiry === undefined || platform !== "apple" ? {} : { expiry }),
  };
}

function tileOf(target: InstallationTarget): SecondaryTile | undefined {
  return target.tileId === undefined ? undefined : target.installation.document.secondaryTiles?.[target.tileId];
}

function installationTemplateOf(target: InstallationTarget): InstallationTemplate | undefined {
  if (target.templateName === undefined) return undefined;
  const templates = target.tileId === undefined ? target.installation.document.templates : tileOf(target)?.templates;
  return templates?.[target.templateName];
}

/** The form in which handles are compared: the hexadecimal tokens of APNs without regard to case, all others exactly. */
export function handleKey(platform: NativePlatform, handle: string): string {
  return platform === "apple" ? handle.toUpperCase() : handle;
}

/** The same for a target, kept once it is made: every send asks it of every target that it reaches. */
export function targetHandleKey(target: Target): string {
  target.knownHandleKey ??= handleKey(targetPlatform(target), targetHandle(target));
  return target.knownHandleKey;
}
