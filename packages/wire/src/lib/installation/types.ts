import type { BrowserHandle } from "../handle.js";
import type { InstallationPlatform } from "../platform-wire.js";

/** A template of an installation. */
export interface InstallationTemplate {
  /** The platform's JSON or XML as a string, with expressions in place of values. */
  readonly body: string;
  /** Headers for the push service; WNS needs `X-WNS-Type`. Values may be expressions. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** An expression or a date; APNs only. */
  readonly expiry?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** A secondary tile of Windows, with a channel of its own. */
export interface SecondaryTile {
  readonly pushChannel: string;
  /** Written by the service only. */
  readonly pushChannelExpired?: boolean | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly templates?: Readonly<Record<string, InstallationTemplate>> | undefined;
}

/** What installations of all platforms have. */
export interface InstallationCommon {
  /**
   * Chosen by the application. To be usable in the tag `$InstallationId:{…}` it may contain only
   * letters, digits, and `-_@#.:=`.
   */
  readonly installationId: string;
  /** The user whose device this is; becomes the tag `$UserId:{…}`. */
  readonly userId?: string | undefined;
  /** Whether the push service has refused the handle. Written by the service only. */
  readonly pushChannelExpired?: boolean | undefined;
  /**
   * When the service forgets the installation, ISO 8601; the service writes 9999-12-31 for never.
   */
  readonly expirationTime?: string | undefined;
  /** Documented as written by the service, ISO 8601; not seen in any recorded response. */
  readonly lastUpdate?: string | undefined;
  /** Documented as written by the service, ISO 8601; not seen in any recorded response. */
  readonly lastActiveOn?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Values for template expressions that belong to the device, such as its language. */
  readonly pushVariables?: Readonly<Record<string, string>> | undefined;
  /** Templates by name. */
  readonly templates?: Readonly<Record<string, InstallationTemplate>> | undefined;
  /** Secondary tiles by their id; WNS only. */
  readonly secondaryTiles?: Readonly<Record<string, SecondaryTile>> | undefined;
}

/** An installation whose handle is a string: a token, a registration id, or a channel URI. */
export interface TokenInstallation extends InstallationCommon {
  readonly platform: Exclude<InstallationPlatform, "browser">;
  readonly pushChannel: string;
}

/** An installation of a browser. */
export interface BrowserInstallation extends InstallationCommon {
  readonly platform: "browser";
  readonly pushChannel: BrowserHandle;
}

/** A device as the service stores it: one document, which PUT replaces as a whole. */
export type Installation = TokenInstallation | BrowserInstallation;

/** A value of a patch: a string, or JSON that the protocol carries inside a string or as it is. */
export type PatchValue =
  | string
  | number
  | boolean
  | null
  | readonly PatchValue[]
  | { readonly [name: string]: PatchValue };

/**
 * One step of a change to an installation, after RFC 6902; the service knows these three operations
 * only.
 */
export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: PatchValue }
  | { readonly op: "remove"; readonly path: string };
