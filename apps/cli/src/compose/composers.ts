import { adm, apple, type BaiduPayload, baidu, browser, fcmV1, gcm, type NativePlatform, xiaomi } from "@nh/payloads";
import { badgeNumber, type Composer, dataOf, type Parts, present, seconds } from "./parts.js";
import { windowsComposer, windowsPhoneComposer } from "./windows-composers.js";

const applePriorities = { high: 10, normal: 5, low: 1 } as const;
const fcmPriorities = { high: "HIGH", normal: "NORMAL", low: "NORMAL" } as const;
const plainPriorities = { high: "high", normal: "normal", low: "normal" } as const;
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
  windows: windowsComposer,
  windowsphone: windowsPhoneComposer,
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
