import {
  ADM_LIMIT_BYTES,
  APNS_LIMIT_BYTES,
  BROWSER_LIMIT_BYTES,
  FCM_LIMIT_BYTES,
  HUB_REQUEST_LIMIT_BYTES,
  WNS_LIMIT_BYTES,
} from "./limits.js";
import type { Platform } from "./platforms.js";

/**
 * What a builder knows of its platform. One constant for each, so that a builder brings no other
 * platform along.
 */
export interface Facts {
  /**
   * The `Content-Type` that the hub expects (Notification Hubs REST "Send a native notification").
   */
  readonly contentType: string;
  /**
   * Greatest UTF-8 size of the body. Where the platform states none, the limit of a request to the
   * hub.
   */
  readonly limitBytes: number;
}

const json = "application/json";
const jsonUtf8 = "application/json;charset=utf-8";

export const appleFacts: Facts = { contentType: jsonUtf8, limitBytes: APNS_LIMIT_BYTES };
/** Of both interfaces of Firebase. */
export const fcmFacts: Facts = { contentType: jsonUtf8, limitBytes: FCM_LIMIT_BYTES };
export const windowsFacts: Facts = { contentType: "application/xml", limitBytes: WNS_LIMIT_BYTES };
export const windowsPhoneFacts: Facts = {
  contentType: "application/xml;charset=utf-8",
  limitBytes: HUB_REQUEST_LIMIT_BYTES,
};
export const admFacts: Facts = { contentType: json, limitBytes: ADM_LIMIT_BYTES };
export const baiduFacts: Facts = { contentType: json, limitBytes: HUB_REQUEST_LIMIT_BYTES };
export const xiaomiFacts: Facts = { contentType: json, limitBytes: HUB_REQUEST_LIMIT_BYTES };
export const browserFacts: Facts = { contentType: jsonUtf8, limitBytes: BROWSER_LIMIT_BYTES };
export const templateFacts: Facts = { contentType: jsonUtf8, limitBytes: HUB_REQUEST_LIMIT_BYTES };

/** The same by platform. */
export const factsByPlatform: Readonly<Record<Platform, Facts>> = {
  apple: appleFacts,
  fcmv1: fcmFacts,
  gcm: fcmFacts,
  windows: windowsFacts,
  windowsphone: windowsPhoneFacts,
  adm: admFacts,
  baidu: baiduFacts,
  xiaomi: xiaomiFacts,
  browser: browserFacts,
  template: templateFacts,
};
