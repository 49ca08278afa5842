import type { AdmOptions, AdmPayload } from "../adm/types.js";
import type { AppleNotificationPayload, AppleOptions } from "../apple/types.js";
import type { BaiduOptions, BaiduPayload } from "../baidu/types.js";
import type { BrowserOptions, BrowserPayload } from "../browser/types.js";
import type { FcmV1Message, FcmV1Options } from "../fcm-v1/types.js";
import type { GcmOptions, GcmPayload } from "../gcm/types.js";
import type { BuiltNotification } from "../notification.js";
import type { Platform } from "../platforms.js";
import type { TemplateOptions, TemplateProperties } from "../template/template.js";
import type { WindowsToast } from "../windows/toast-content.js";
import type { WindowsOptions } from "../windows/wns-options.js";
import type { WindowsPhoneOptions } from "../windows-phone/mpns-options.js";
import type { WindowsPhoneToast } from "../windows-phone/windows-phone-toast.js";
import type { XiaomiOptions, XiaomiPayload } from "../xiaomi/types.js";

/** What a person reads and hears, and what the app gets, whatever the platform. */
export interface ContentFields {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  /** An `https` URL. */
  readonly image?: string | undefined;
  /** Where a tap leads, such as `app://match/7` or an `https` URL. */
  readonly link?: string | undefined;
  /** The number on the app's icon; 0 removes it. */
  readonly badge?: number | undefined;
  /** `"default"`, or the name of a sound that the app brings. */
  readonly sound?: string | undefined;
  /** Keys and values for the app. */
  readonly data?: Readonly<Record<string, string>> | undefined;
  /** Seconds that the platform keeps trying. 0 is one attempt. Default: the platform's own. */
  readonly ttlSeconds?: number | undefined;
  /** A later notification with the same key replaces this one. */
  readonly collapseKey?: string | undefined;
  /** Default: the platform's own. */
  readonly priority?: "high" | "normal" | undefined;
  /**
   * Wakes the app and shows nothing. Excludes `title`, `body`, `image`, `badge` and `sound`.
   * Default: false.
   */
  readonly silent?: boolean | undefined;
}

/** What only one platform has: part of what its builder takes, and the builder's options. */
type Own<Payload, Options> = Partial<Payload> & { readonly options?: Options | undefined };

/**
 * What only one platform has, by the name of its builder. It is merged into what the common fields
 * become; where both set a value, this one wins.
 */
export interface PlatformContent {
  readonly apple?: Own<AppleNotificationPayload, AppleOptions> | undefined;
  readonly fcmV1?: Own<FcmV1Message, FcmV1Options> | undefined;
  readonly gcm?: Own<GcmPayload, GcmOptions> | undefined;
  readonly windows?: Own<WindowsToast, WindowsOptions> | undefined;
  readonly windowsPhone?: Own<WindowsPhoneToast, WindowsPhoneOptions> | undefined;
  readonly adm?: Own<AdmPayload, AdmOptions> | undefined;
  readonly baidu?: Own<BaiduPayload, BaiduOptions> | undefined;
  readonly xiaomi?: Own<XiaomiPayload, XiaomiOptions> | undefined;
  readonly browser?: Own<BrowserPayload, BrowserOptions> | undefined;
  /**
   * Properties for templates. The options are beside them, so no property is called `options`.
   */
  readonly template?:
    | { readonly properties?: TemplateProperties | undefined; readonly options?: TemplateOptions | undefined }
    | undefined;
}

/** A field that a platform has no place for, or takes in another form. */
export interface ContentNote {
  readonly field: keyof ContentFields;
  /** What becomes of it, as a sentence. */
  readonly message: string;
}

/** One message for every platform: what `content` returns. Frozen. */
export interface Content {
  /**
   * The notification of one platform, checked by its builder.
   *
   * @throws {PayloadError} when the platform does not take the content; the field is named.
   */
  for(platform: Platform): BuiltNotification;
  /** What a platform leaves out or takes in another form. Empty when everything fits. */
  notes(platform: Platform): readonly ContentNote[];
}
