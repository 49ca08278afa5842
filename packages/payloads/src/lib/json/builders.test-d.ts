// Compiled, never run: each @ts-expect-error is an input that must not compile.
import { adm } from "../adm/adm.js";
import { baidu } from "../baidu/baidu.js";
import { browser } from "../browser/browser.js";
import { type BrowserHandle, browserHandle } from "../browser/handle.js";
import { convertGcmToFcmV1 } from "../gcm/convert.js";
import { gcm } from "../gcm/gcm.js";
import { xiaomi } from "../xiaomi/xiaomi.js";

type IsAny<T> = 0 extends 1 & T ? true : false;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <T extends true>(value?: T) => value;

is<Equal<IsAny<Parameters<typeof gcm>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof adm>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof baidu>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof xiaomi>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof browser>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof browserHandle>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof convertGcmToFcmV1>[0]>, false>>();
is<Equal<ReturnType<typeof browserHandle>, BrowserHandle>>();

gcm({ data: { a: 1, b: [true] }, timeToLive: 5 });
// @ts-expect-error the hub supplies the target
gcm({ to: "x", data: {} });
gcm({ time_to_live: 5, notification: { click_action: "OPEN" } });
// @ts-expect-error an unknown key in Google's spelling
gcm({ time_to_love: 5 });
// @ts-expect-error the legacy enumeration is lower case in Google's spelling too
gcm({ time_to_live: 5, priority: "HIGH" });
// @ts-expect-error the legacy enumeration is lower case
gcm({ priority: "HIGH" });
// @ts-expect-error a time to live is seconds
gcm({ timeToLive: "5" });
// @ts-expect-error a legacy badge is a string
gcm({ notification: { badge: 5 } });

const { message, dropped } = convertGcmToFcmV1({ data: {} });
is<Equal<IsAny<typeof message>, false>>();
is<Equal<(typeof dropped)[number]["reason"], string>>();

adm({ data: { a: "b" }, expiresAfter: 5 });
// @ts-expect-error data values are strings
adm({ data: { a: 5 } });
// @ts-expect-error an unknown priority
adm({ priority: "urgent" });
// @ts-expect-error an unknown key
adm({ data: {}, ttl: 5 });
adm({ notification: { channel_id: "c", body_loc_args: ["a"] } });

baidu({ title: "T", description: "D", customContent: { a: [1] }, unconfirmed: { z: 1 } }, { messageType: 1 });
baidu({ description: "D", open_type: 1, custom_content: { a: [1] }, target_channel_id: "7" });
// @ts-expect-error the type in Baidu's spelling is a number too
baidu({ description: "D", open_type: "1" });
// @ts-expect-error a misspelled key
baidu({ description: "D", openTyp: 1 });
// @ts-expect-error the style is a number
baidu({ description: "D", notificationBasicStyle: "7" });
// @ts-expect-error an unknown message type
baidu({ description: "D" }, { messageType: 2 });

xiaomi({ title: "T", unconfirmed: { "extra.notify_effect": "1" } });
// @ts-expect-error unconfirmed keys have their own property
xiaomi({ title: "T", extra: {} });
// @ts-expect-error a title is a string
xiaomi({ title: 5 });

browser({ title: "T", custom: { order: 7 }, vibrate: [1, 2] });
browser({ title: "T", order: 7, url: "/orders/7" });
// @ts-expect-error keys of one's own are JSON
browser({ title: "T", at: new Date() });
// @ts-expect-error an unknown direction
browser({ title: "T", dir: "up" });
// @ts-expect-error an action has a title
browser({ title: "T", actions: [{ action: "open" }] });
// @ts-expect-error data is JSON
browser({ title: "T", data: new Map() });

browserHandle({ endpoint: "https://push.example.com", keys: { p256dh: "", auth: "" } });
browserHandle({ toJSON: () => ({ endpoint: "https://push.example.com", keys: {} }) });
// @ts-expect-error keys are text
browserHandle({ endpoint: "https://push.example.com", keys: { p256dh: 1 } });
// @ts-expect-error a subscription is an object
browserHandle("https://push.example.com");
