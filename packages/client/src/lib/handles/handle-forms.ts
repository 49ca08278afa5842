import type { NativePlatform } from "@nh/payloads";
import { isApnsToken } from "../operations/is-apns-token.js";

/** What the handles of a platform look like. */
export interface HandleForm {
  /** With its article, for messages. */
  readonly name: string;
  /** A sentence that describes it. */
  readonly form: string;
  readonly matches: (handle: string) => boolean;
  /** The platforms that take the same handles, itself among them. */
  readonly sharedBy: readonly NativePlatform[];
}

const fcm: HandleForm = {
  name: "an FCM registration token",
  form: "An FCM token has letters, digits and : _ - . only.",
  matches: (handle) => /^[\w:.-]+$/.test(handle),
  sharedBy: ["fcmv1", "gcm"],
};

const isUrl = (handle: string, protocols: RegExp): boolean => {
  if (/[\s"'<>\\^`{|}]/.test(handle)) return false;
  try {
    return protocols.test(new URL(handle).protocol);
  } catch {
    return false;
  }
};

const opaque = (handle: string) => /^[\w:.~+/=-]+$/.test(handle) && !/^[a-z]+:\/\//i.test(handle);

/**
 * The forms that the platforms document, and no more: APNs tokens are bytes of a length that may
 * change (Apple, "Registering your app with APNs"); tokens of the other services are opaque strings
 * made of characters that need no quoting; channels and endpoints are URLs. A hub refuses an APNs
 * handle that is not hexadecimal.
 */
export const handleForms: Readonly<Record<NativePlatform, HandleForm>> = {
  apple: {
    name: "an APNs device token",
    form: "An APNs token is written as pairs of hexadecimal digits.",
    matches: isApnsToken,
    sharedBy: ["apple"],
  },
  fcmv1: fcm,
  gcm: fcm,
  windows: {
    name: "a WNS channel URI",
    form: "A WNS channel is an https URL.",
    matches: (handle) => isUrl(handle, /^https:$/),
    sharedBy: ["windows", "browser"],
  },
  windowsphone: {
    name: "an MPNS channel URI",
    form: "An MPNS channel is an http or https URL.",
    matches: (handle) => isUrl(handle, /^https?:$/),
    sharedBy: ["windowsphone"],
  },
  adm: {
    name: "an ADM registration ID",
    form: "An ADM registration ID is one word of letters, digits and : . ~ + / = _ - only.",
    matches: opaque,
    sharedBy: ["adm"],
  },
  baidu: {
    name: "a Baidu handle",
    form: "A Baidu handle is the user ID and the channel ID, joined by a dash.",
    matches: opaque,
    sharedBy: ["baidu"],
  },
  xiaomi: {
    name: "a Xiaomi regId",
    form: "A Xiaomi regId is one word of letters, digits and : . ~ + / = _ - only.",
    matches: opaque,
    sharedBy: ["xiaomi"],
  },
  browser: {
    name: "the endpoint of a browser's subscription",
    form: "An endpoint is an https URL; plain http works only on this machine.",
    matches: (handle) => isUrl(handle, /^https?:$/),
    sharedBy: ["browser"],
  },
};
