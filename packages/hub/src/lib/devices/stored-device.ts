import type { NativePlatform } from "@nh/payloads";
import { type Installation, platformFromInstallation, type Registration } from "@nh/wire";

/** An installation as the hub keeps it. */
export interface StoredInstallation {
  readonly document: Installation;
  /** Counts the writes. The registrations that the installation makes carry it. */
  readonly etag: number;
  /** When the hub forgets it, in milliseconds since 1970. Undefined for never. */
  readonly expiresAtMs: number | undefined;
  /**
   * A browser's channel as the JSON in a string that was put. Undefined when it was put as an
   * object.
   */
  readonly channelText?: string | undefined;
  /** The ids of its registrations that were deleted since the last write. */
  readonly deleted?: readonly string[] | undefined;
}

/** A registration as the hub keeps it, with its id and ETag. */
export interface StoredRegistration {
  readonly registration: Registration & { readonly registrationId: string; readonly etag: string };
  readonly expiresAtMs: number | undefined;
}

/** The platform of an installation. The word was checked when the document was read. */
export function installationPlatform(document: Installation): NativePlatform {
  return platformFromInstallation(document.platform) ?? "apple";
}

export function installationHandle(document: Installation): string {
  return typeof document.pushChannel === "string" ? document.pushChannel : document.pushChannel.endpoint;
}

/** The automatic tags of an installation, followed by its own. */
export function installationTags(document: Installation, own = document.tags ?? []): string[] {
  const automatic = [`$InstallationId:{${document.installationId}}`];
  if (document.userId !== undefined) automatic.push(`$UserId:{${document.userId}}`);
  // Joining at once leaves the array without spare room. A broadcast makes one for every device.
  return automatic.concat(own);
}

/**
 * The form in which the service keeps a handle. As recorded, `https://some.url` of Windows and
 * Windows Phone comes back as `https://some.url/`: the service reads it as an address.
 */
export function normalizedHandle(platform: NativePlatform, handle: string): string {
  if (platform !== "windows" && platform !== "windowsphone") return handle;
  return URL.canParse(handle) ? new URL(handle).href : handle;
}

/**
 * The form in which handles are compared: tokens of APNs are hexadecimal and compared without
 * regard to case, all others exactly.
 */
export function handleKey(platform: NativePlatform, handle: string): string {
  return platform === "apple" ? handle.toUpperCase() : handle;
}
