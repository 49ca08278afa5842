import {
  adm,
  apple,
  type BaiduPayload,
  baidu,
  browser,
  fcmV1,
  gcm,
  type NativePlatform,
  type Notification,
  windows,
  windowsBadge,
  windowsPhone,
  windowsPhoneRaw,
  windowsPhoneTile,
  windowsPhoneToast,
  windowsRaw,
  windowsTile,
  windowsToast,
  xiaomi,
} from "@nh/payloads";
import { inputError, usageError } from "../cli-error.js";
import { parseNameValues } from "../input/name-value.js";
import { windowsType } from "./allowed-flags.js";
import type { ContentValues, DeliveryValues } from "./content-options.js";

export interface Parts extends ContentValues, DeliveryValues {
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One platform: a notification from its parts, and from a whole payload. */
interface Composer {
  readonly fromParts: (parts: Parts) => Notification;
  readonly fromPayload: (payload: string, parts: Parts) => Notification;
}

const applePriorities = { high: 10, normal: 5, low: 1 } as const;
const fcmPriorities = { high: "HIGH", normal: "NORMAL", low: "NORMAL" } as const;
const plainPriorities = { high: "high", normal: "normal", low: "normal" } as const;
const windowsPriorities = { high: "high", normal: "medium", low: "low" } as const;

export const composers: Readonly<Record<NativePlatform, Composer>> = {
  apple: {
    fromParts: (parts) =>
      apple(
        {
          alert: present({ title: parts.title, subtitle: parts.subtitle, body: parts.body }),
          badge: badgeNumber(parts.badge, "apple"),
          sound: parts.sound,
          category: parts.category,
          threadId: parts.thread,
          contentAvailable: parts.silent || undefined,
          mutableContent: parts.mutable || undefined,
          data: dataOf(parts),
        },
        appleOptions(parts),
      ),
    fromPayload: (payload, parts) => apple(payload, appleOptions(parts)),
  },
  fcmv1: {
    fromParts: (parts) => {
      const { icon, sound, channel } = parts;
      const android = present({
        priority: parts.priority && fcmPriorities[parts.priority],
        ttl: parts.ttl === undefined ? undefined : { milliseconds: parts.ttl },
        collapseKey: parts.collapse,
        notification: present({
          icon,
          sound,
          channelId: channel,
          notificationCount: badgeNumber(parts.badge, "fcmv1"),
        }),
      });
      const notification = present({ title: parts.title, body: parts.body, image: parts.image });
      return fcmV1({ notification, data: dataOf(parts), android }, { headers: parts.headers });
    },
    fromPayload: (payload, { headers }) => fcmV1(payload, { headers }),
  },
  gcm: {
    fromParts: (parts) => {
      const { title, body, image, icon, sound, badge, channel } = parts;
      const notification = present({ title, body, image, icon, sound, badge, androidChannelId: channel });
      const payload = {
        notification,
        data: dataOf(parts),
        priority: parts.priority && plainPriorities[parts.priority],
        timeToLive: seconds(parts.ttl),
        collapseKey: parts.collapse,
      };
      return gcm(payload, { headers: parts.headers });
    },
    fromPayload: (payload, { headers }) => gcm(payload, { headers }),
  },
  windows: {
    fromParts: windowsFromParts,
    fromPayload: (payload, parts) =>
      parts.type === "raw" ? windowsRaw(payload, windowsOptions(parts)) : windows(payload, windowsOptions(parts)),
  },
  windowsphone: {
    fromParts: (parts) => {
      const { title, body, headers, link } = parts;
      const type = windowsType(parts);
      if (type === "tile" || type === "badge") {
        return windowsPhoneTile(
          { template: "flip", title, backContent: body, count: badgeNumber(parts.badge, "windowsphone") },
          { headers },
        );
      }
      if (type === "raw") return windowsPhoneRaw(body ?? missing("--body"), { headers });
      return windowsPhoneToast({ text1: title, text2: body, param: link }, { headers });
    },
    fromPayload: (payload, { headers, type }) =>
      type === "raw" ? windowsPhoneRaw(payload, { headers }) : windowsPhone(payload, { headers }),
  },
  adm: {
    fromParts: (parts) => {
      const { title, body, image, icon, sound, channel } = parts;
      const payload = {
        notification: present({ title, body, image, icon, sound, channelId: channel }),
        data: dataOf(parts),
        priority: parts.priority && plainPriorities[parts.priority],
        expiresAfter: seconds(parts.ttl),
        consolidationKey: parts.collapse,
      };
      return adm(payload, { headers: parts.headers });
    },
    fromPayload: (payload, { headers }) => adm(payload, { headers }),
  },
  baidu: {
    fromParts: ({ title, body, link, headers, ...rest }) => {
      const url = link === undefined ? {} : ({ openType: 1, url: link } satisfies BaiduPayload);
      return baidu({ title, description: body, customContent: dataOf({ data: rest.data }), ...url }, { headers });
    },
    fromPayload: (payload, { headers }) => baidu(payload, { headers }),
  },
  xiaomi: {
    fromParts: (parts) => {
      const data = dataOf(parts);
      const payload = data === undefined ? undefined : JSON.stringify(data);
      return xiaomi(JSON.stringify(present({ title: parts.title, description: parts.body, payload }) ?? {}), {
        headers: parts.headers,
      });
    },
    fromPayload: (payload, { headers }) => xiaomi(payload, { headers }),
  },
  browser: {
    fromParts: (parts) => {
      const { title, body, image, icon, collapse, headers } = parts;
      const data = dataOf(parts);
      const payload = parts.silent ? { data: data ?? {} } : { title, body, image, icon, tag: collapse, data };
      return browser(payload, { headers });
    },
    fromPayload: (payload, { headers }) => browser(payload, { headers }),
  },
};

function appleOptions(parts: Parts) {
  return {
    pushType: parts.pushType,
    priority: parts.priority && applePriorities[parts.priority],
    // A time to live of 0: APNs tries once.
    expiration:
      parts.ttl === undefined ? undefined : parts.ttl === 0 ? ("once" as const) : new Date(parts.now + parts.ttl),
    collapseId: parts.collapse,
    headers: parts.headers,
  };
}

function windowsOptions(parts: Parts) {
  return {
    priority: parts.priority && windowsPriorities[parts.priority],
    ttlSeconds: seconds(parts.ttl),
    tag: parts.collapse,
    headers: parts.headers,
  };
}

function windowsFromParts(parts: Parts): Notification {
  const { title, body, image, badge, link } = parts;
  const options = windowsOptions(parts);
  const texts = [title, body].filter((text) => text !== undefined);
  switch (windowsType(parts)) {
    case "badge":
      return windowsBadge(badgeValue(badge ?? missing("--badge")), options);
    case "raw":
      return windowsRaw(body ?? missing("--body"), options);
    case "tile": {
      const content = [...texts, ...(image === undefined ? [] : [{ src: image }])];
      return windowsTile({ medium: { content }, wide: { content } }, options);
    }
    default: {
      if (texts.length === 0) missing("--title or --body");
      const images = image === undefined ? undefined : [{ src: image, placement: "hero" as const }];
      return windowsToast({ texts, images, launch: link }, options);
    }
  }
}

type BadgeValue = Parameters<typeof windowsBadge>[0];

/** The builder refuses an unknown glyph, and lists the known ones. */
const badgeValue = (text: string) => (/^\d+$/.test(text) ? Number(text) : text) as BadgeValue;

function missing(what: string): never {
  throw usageError(`${what} is missing.`, "Pass the parts of the notification, or --payload.");
}

/**
 * The object without its undefined properties; undefined when all are, so that no empty object is
 * sent.
 */
function present<T extends object>(values: T): T | undefined {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T);
}

const dataOf = ({ data }: Pick<Parts, "data">) => parseNameValues(data, "--data");

const seconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : Math.round(milliseconds / 1000);

function badgeNumber(text: string | undefined, platform: NativePlatform): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw inputError(`--badge must be a whole number for ${platform}, not "${text}".`);
}
