import type { BaiduHandle, BrowserHandle } from "../handle.js";

/** What a template registration adds to a native one. */
export interface RegistrationTemplate {
  /** The platform's JSON or XML as a string, with expressions in place of values. */
  readonly body: string;
  /** At most 200 characters. */
  readonly name?: string | undefined;
  /**
   * Headers for the push service, such as `apns-*`, `X-WNS-*`, or `X-NotificationClass`. Values may
   * be expressions. For apple, windows, and windowsphone only.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** An expression, a date, or `0`. For apple only. */
  readonly expiry?: string | undefined;
  /** A number up to 255 as a string, or an expression. For apple only. */
  readonly priority?: string | undefined;
  /** `0` for a message, `1` for a notification. For baidu only. */
  readonly messageType?: string | undefined;
}

/** What registrations of all platforms have. */
export interface RegistrationCommon {
  /** Assigned by the service: three numbers joined by `-`. */
  readonly registrationId?: string | undefined;
  /** The version of the stored registration: a number as a string, without quotes. */
  readonly etag?: string | undefined;
  /**
   * When the service forgets the registration; undefined also when it never does. Written by the
   * service only.
   */
  readonly expirationTime?: Date | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Values for template expressions that belong to the device, such as its language. */
  readonly pushVariables?: Readonly<Record<string, string>> | undefined;
  /** Present on a template registration. */
  readonly template?: RegistrationTemplate | undefined;
}

/** A registration whose handle is one opaque string. */
export interface TokenRegistration extends RegistrationCommon {
  readonly platform: "apple" | "fcmv1" | "gcm" | "adm" | "xiaomi";
  readonly handle: string;
}

/** A registration whose handle is a channel URI of Windows or Windows Phone. */
export interface ChannelRegistration extends RegistrationCommon {
  readonly platform: "windows" | "windowsphone";
  readonly handle: string;
  /** The tile, when the channel belongs to a secondary one. */
  readonly secondaryTileName?: string | undefined;
}

/** A registration of Baidu. */
export interface BaiduRegistration extends RegistrationCommon {
  readonly platform: "baidu";
  readonly handle: BaiduHandle;
}

/** A registration of a browser's push subscription. */
export interface BrowserRegistration extends RegistrationCommon {
  readonly platform: "browser";
  readonly handle: BrowserHandle;
}

/**
 * A registration of any kind: `platform` tells which, and `template` whether it is one of a
 * template.
 */
export type Registration = TokenRegistration | ChannelRegistration | BaiduRegistration | BrowserRegistration;
