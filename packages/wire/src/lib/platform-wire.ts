import type { NativePlatform, Platform } from "@nh/payloads";
import { ArgumentError } from "./argument-error.js";
import { quoted } from "./excerpt.js";
import { meantPlatform } from "./meant-platform.js";

/**
 * The first part of a registration's element name, such as `Apple` of
 * `AppleRegistrationDescription`.
 */
export type RegistrationKind = "Apple" | "FcmV1" | "Gcm" | "Windows" | "Mpns" | "Adm" | "Baidu" | "Xiaomi" | "Browser";

/** How an installation names its platform. */
export type InstallationPlatform = "apns" | "fcmv1" | "gcm" | "wns" | "mpns" | "adm" | "baidu" | "xiaomi" | "browser";

/** How the description of a hub names the credential of a push service. */
export type CredentialKind = "apns" | "fcmV1" | "gcm" | "wns" | "mpns" | "adm" | "baidu" | "browser" | "xiaomi";

/** The elements that hold the headers of a template registration. */
export interface TemplateHeaderElements {
  readonly list: "ApnsHeaders" | "WnsHeaders" | "MpnsHeaders";
  readonly item: "ApnsHeader" | "WnsHeader" | "MpnsHeader";
}

/**
 * An element that a template adds to a registration; `Headers` means the list in
 * `templateHeaders`.
 */
export type TemplateElement = "BodyTemplate" | "Expiry" | "TemplateName" | "Priority" | "Headers" | "MessageType";

/** What the protocol says about one platform. */
export interface PlatformWire {
  readonly platform: NativePlatform;
  /** Its name in the format header and in the outcome of a test send. */
  readonly format: string;
  readonly registrationKind: RegistrationKind;
  readonly installationPlatform: InstallationPlatform;
  /** The credential that a hub needs to deliver to it. */
  readonly credential: CredentialKind;
  /**
   * The elements of a registration that hold the handle, in the order of the service's contract.
   */
  readonly handleElements: readonly string[];
  /** The JSON properties of an installation that hold the handle. */
  readonly handleProperties: readonly string[];
  /** Whether a channel may belong to a secondary tile. */
  readonly secondaryTiles: boolean;
  /** The elements that a template adds, in the order of the service's contract. */
  readonly templateElements: readonly TemplateElement[];
  /** Present where the contract of template registrations has headers. */
  readonly templateHeaders?: TemplateHeaderElements;
  /** The element of the notification details that counts outcomes. */
  readonly outcomeElement: string;
  /**
   * The properties that `$filter` compares with the parts of a handle, in the order of
   * `handleElements`.
   */
  readonly filterProperties: readonly string[];
}

/** One row per platform; every codec reads this table, so that a platform is added in one place. */
export const platformWire: Readonly<Record<NativePlatform, PlatformWire>> = {
  apple: row("apple", "Apple", "apns", "apns", ["DeviceToken"], {
    templateElements: ["BodyTemplate", "Expiry", "TemplateName", "Priority", "Headers"],
    templateHeaders: { list: "ApnsHeaders", item: "ApnsHeader" },
    outcomeElement: "ApnsOutcomeCounts",
  }),
  fcmv1: row("fcmv1", "FcmV1", "fcmv1", "fcmV1", ["FcmV1RegistrationId"]),
  gcm: row("gcm", "Gcm", "gcm", "gcm", ["GcmRegistrationId"]),
  windows: row("windows", "Windows", "wns", "wns", ["ChannelUri"], {
    secondaryTiles: true,
    templateElements: ["BodyTemplate", "Headers", "TemplateName"],
    templateHeaders: { list: "WnsHeaders", item: "WnsHeader" },
    outcomeElement: "WnsOutcomeCounts",
  }),
  windowsphone: row("windowsphone", "Mpns", "mpns", "mpns", ["ChannelUri"], {
    secondaryTiles: true,
    templateElements: ["BodyTemplate", "Headers", "TemplateName"],
    templateHeaders: { list: "MpnsHeaders", item: "MpnsHeader" },
  }),
  adm: row("adm", "Adm", "adm", "adm", ["AdmRegistrationId"]),
  baidu: row("baidu", "Baidu", "baidu", "baidu", ["BaiduUserId", "BaiduChannelId"], {
    templateElements: ["BodyTemplate", "TemplateName", "MessageType"],
  }),
  xiaomi: row("xiaomi", "Xiaomi", "xiaomi", "xiaomi", ["XiaomiRegistrationId"]),
  browser: row("browser", "Browser", "browser", "browser", ["Endpoint", "P256DH", "Auth"], {
    handleProperties: ["endpoint", "p256dh", "auth"],
  }),
};

/** Writes a row; `more` is what this platform does differently from most. */
function row(
  platform: NativePlatform,
  registrationKind: RegistrationKind,
  installationPlatform: InstallationPlatform,
  credential: CredentialKind,
  handleElements: readonly string[],
  more?: Partial<PlatformWire>,
): PlatformWire {
  return {
    platform,
    format: platform,
    registrationKind,
    installationPlatform,
    credential,
    handleElements,
    handleProperties: ["pushChannel"],
    secondaryTiles: false,
    templateElements: ["BodyTemplate", "TemplateName"],
    outcomeElement: `${registrationKind}OutcomeCounts`,
    filterProperties: handleElements,
    ...more,
  };
}

/**
 * Finds the row of a platform that came from outside; undefined for a name that is not a platform.
 */
export function platformRow(platform: unknown): PlatformWire | undefined {
  return typeof platform === "string" && Object.hasOwn(platformWire, platform)
    ? platformWire[platform as NativePlatform]
    : undefined;
}

/** The error for a name that is not a platform. */
export function unknownPlatform(platform: unknown): ArgumentError {
  const meant = platformRow(meantPlatform(platform))?.platform;
  const hint = meant === undefined ? "" : ` Registrations call it ${quoted(meant)}.`;
  return new ArgumentError(
    "platform",
    `Unknown platform ${quoted(platform)}.${hint} Known platforms: ${Object.keys(platformWire).join(", ")}.`,
  );
}

/** Finds the platform of a format header in any case: `FcmV1` and `fcmv1` are the same. */
export function platformFromFormat(word: string): Platform | undefined {
  const format = word.trim().toLowerCase();
  if (format === "template") return "template";
  return find((row) => row.format === format);
}

/**
 * A platform as its format word, whatever case a document writes. Any other word stays as it is.
 */
export function platformWord(text: string): string {
  return platformFromFormat(text) ?? text;
}

/**
 * Finds the platform of a registration's element name without its suffix, such as `Mpns`, in any
 * case.
 */
export function platformFromRegistrationKind(kind: string): NativePlatform | undefined {
  const word = kind.toLowerCase();
  return find((row) => row.registrationKind.toLowerCase() === word);
}

/**
 * Finds the platform of an installation's `platform` in any case: the .NET client writes `fcmV1`.
 */
export function platformFromInstallation(word: string): NativePlatform | undefined {
  const name = word.toLowerCase();
  return find((row) => row.installationPlatform === name);
}

function find(matches: (row: PlatformWire) => boolean): NativePlatform | undefined {
  for (const row of Object.values(platformWire)) if (matches(row)) return row.platform;
  return undefined;
}
