import { adm } from "../src/lib/adm/adm.js";
import { apple } from "../src/lib/apple/apple.js";
import { baidu } from "../src/lib/baidu/baidu.js";
import { browser } from "../src/lib/browser/browser.js";
import { fcmV1 } from "../src/lib/fcm-v1/fcm-v1.js";
import { gcm } from "../src/lib/gcm/gcm.js";
import type { BuiltNotification } from "../src/lib/notification.js";
import type { Platform } from "../src/lib/platforms.js";
import { rawNotification } from "../src/lib/raw-notification.js";
import type { WarningRule } from "../src/lib/warning.js";
import { windows } from "../src/lib/windows/windows.js";
import { windowsBadge } from "../src/lib/windows/windows-badge.js";
import { windowsPhone, windowsPhoneRaw } from "../src/lib/windows-phone/windows-phone.js";
import { windowsPhoneToast } from "../src/lib/windows-phone/windows-phone-toast.js";
import { xiaomi } from "../src/lib/xiaomi/xiaomi.js";

/** One rule of docs/payload-rules.md, with payloads that show it. */
export interface PayloadRule {
  readonly platform: Platform;
  readonly grade: "refused" | "accepted" | WarningRule;
  readonly what: string;
  readonly source: string;
  readonly examples: readonly (() => BuiltNotification)[];
}

const apns = "Apple, Sending notification requests to APNs";
const background = "Apple, Pushing background updates to your App";
const aps = "Apple, Generating a remote notification";
const fcm = "Google, FCM REST reference";
const protoJson = "Protocol Buffers, ProtoJSON format";
const wns = "Microsoft, Push notification service request and response headers";
const toastSchema = "Microsoft, Toast content schema";

const alert = (headers: Record<string, string>) => () => apple('{"aps":{"alert":"A"}}', { headers });
const message = (json: string) => () => fcmV1(`{"message":{${json}}}`);
const toast = (binding: string) => () =>
  windows(`<toast><visual><binding template="ToastGeneric">${binding}</binding></visual></toast>`);
const title = '"notification":{"title":"T"}';

export const payloadRules: readonly PayloadRule[] = [
  {
    platform: "apple",
    grade: "refused",
    what: "an alert push that shows nothing",
    source: apns,
    examples: [
      () => apple('{"aps":{}}'),
      () => apple('{"aps":{"alert":""}}'),
      () => apple('{"aps":{"alert":{"launch-image":"a.png"}}}'),
    ],
  },
  {
    platform: "apple",
    grade: "refused",
    what: "a background push with an alert, a badge, a sound, or a priority other than 5",
    source: background,
    examples: [
      () => apple('{"aps":{"content-available":1,"badge":1}}', { pushType: "background" }),
      () => apple('{"aps":{"content-available":1,"alert":"A"}}', { pushType: "background" }),
      () => apple('{"aps":{"content-available":1}}', { priority: 10 }),
    ],
  },
  {
    platform: "apple",
    grade: "refused",
    what: "a value of another kind than Apple documents",
    source: aps,
    examples: [
      () => apple('{"aps":{"alert":null}}'),
      () => apple('{"aps":{"alert":"A","sound":7}}'),
      () => apple('{"aps":{"alert":"A","badge":"1"}}'),
    ],
  },
  {
    platform: "apple",
    grade: "refused",
    what: "`apns-expiration` that is not whole seconds since 1970",
    source: apns,
    examples: ["1.5", "1700000000000", "2031-01-01T00:00:00Z"].map((value) => alert({ "apns-expiration": value })),
  },
  {
    platform: "apple",
    grade: "refused",
    what: "`apns-priority` other than 1, 5 and 10",
    source: apns,
    examples: ["7", "0", "high"].map((value) => alert({ "apns-priority": value })),
  },
  {
    platform: "apple",
    grade: "refused",
    what: "`apns-collapse-id` over 64 bytes, `apns-id` that is not a UUID, `apns-push-type` in capitals",
    source: apns,
    examples: [
      alert({ "apns-collapse-id": "x".repeat(65) }),
      alert({ "apns-id": "7" }),
      alert({ "apns-push-type": "Alert" }),
    ],
  },
  {
    platform: "apple",
    grade: "refused",
    what: "a topic that does not end as the push type demands",
    source: apns,
    examples: [
      () => apple('{"aps":{"content-changed":true}}', { pushType: "widgets", topic: "com.example" }),
      () => apple('{"aps":{"alert":"A"}}', { pushType: "voip", topic: "com.example" }),
      () => apple('{"aps":{"alert":"A"}}', { pushType: "pushtotalk", topic: "com.example.voip" }),
    ],
  },
  {
    platform: "apple",
    grade: "refused",
    what: "a change of a Live Activity without what its event needs, and times in milliseconds",
    source: "Apple, Starting and updating Live Activities with ActivityKit push notifications",
    examples: [
      () => apple('{"aps":{"event":"update","timestamp":1}}'),
      () => apple('{"aps":{"event":"end","timestamp":1700000000000}}'),
      () => apple('{"aps":{"event":"end","timestamp":1,"dismissal-date":1700000000000}}'),
    ],
  },
  {
    platform: "apple",
    grade: "accepted",
    what: "the push types `controls` (iOS 18) and `widgets` (iOS 26) and their topics",
    source: apns,
    examples: [
      () => apple('{"aps":{"content-changed":true}}', { topic: "com.example.push-type.controls" }),
      () => apple('{"aps":{"content-changed":true}}', { pushType: "widgets" }),
      () => apple({ contentChanged: true }, { pushType: "controls" }),
    ],
  },
  {
    platform: "apple",
    grade: "accepted",
    what: "header names in any letter case",
    source: "RFC 9110 section 5.1",
    examples: [
      () => apple('{"aps":{"content-available":1}}', { headers: { "Apns-Push-Type": "background" } }),
      alert({ "APNS-PRIORITY": "5" }),
      alert({ "Apns-Collapse-Id": "a" }),
    ],
  },
  {
    platform: "apple",
    grade: "accepted",
    what: "keys of the app in a VoIP push, which the app reads itself",
    source: "Apple, PKPushPayload",
    examples: [
      () => apple('{"aps":{"alert":{"caller":"A"}}}', { pushType: "voip" }),
      () => apple({ aps: { call: 7 } } as never, { topic: "com.example.voip" }),
      () => apple('{"aps":{"alert":{"caller":"A"}}}', { headers: { "Apns-Push-Type": "voip" } }),
    ],
  },
  {
    platform: "apple",
    grade: "unknown-key",
    what: "a key in Apple's own document that this package does not know",
    source: aps,
    examples: [
      () => apple('{"aps":{"alert":"A","order":7}}'),
      () => apple('{"aps":{"alert":{"titel":"A","body":"B"}}}'),
      () => apple({ aps: { alert: "A", threadId: "t" } } as never),
    ],
  },
  {
    platform: "apple",
    grade: "deprecated-key",
    what: "`summary-arg` and `summary-arg-count` of an alert, without effect since iOS 15",
    source: "Apple, UNNotificationContent",
    examples: [
      () => apple('{"aps":{"alert":{"title":"A","summary-arg":"B"}}}'),
      () => apple('{"aps":{"alert":{"title":"A","summary-arg-count":2}}}'),
      () => apple({ alert: { title: "A", summaryArg: "B" } }),
    ],
  },
  {
    platform: "apple",
    grade: "ignored-key",
    what: "an empty alert or sound in a background push",
    source: background,
    examples: [
      () => apple('{"aps":{"content-available":1,"sound":""}}'),
      () => apple('{"aps":{"content-available":1,"alert":""}}'),
      () => apple({ contentAvailable: true, alert: { launchImage: "a.png" } }),
    ],
  },
  {
    platform: "apple",
    grade: "null-value",
    what: "`null` in the keys of the app or in `content-state`",
    source: "seen in practice; Apple documents nothing",
    examples: [
      () => apple('{"aps":{"alert":"A"},"order":null}'),
      () => apple({ alert: "A", data: { order: { id: null } } }),
      () => apple('{"aps":{"event":"update","timestamp":1,"content-state":{"score":null}}}'),
    ],
  },
  {
    platform: "apple",
    grade: "own-topic",
    what: "a bundle id as `apns-topic`, which the hub takes from its credential",
    source: "Microsoft, Token-based (HTTP/2) authentication for APNs",
    examples: [
      alert({ "apns-topic": "com.example" }),
      alert({ "Apns-Topic": "com.example" }),
      () => apple({ alert: "A" }, { topic: "com.example" }),
    ],
  },
  {
    platform: "apple",
    grade: "unknown-push-type",
    what: "an `apns-push-type` that this package does not know",
    source: apns,
    examples: ["newer", "silent", "call"].map((value) => alert({ "apns-push-type": value })),
  },
  {
    platform: "fcmv1",
    grade: "refused",
    what: "a key of the legacy API or a target, with the place where it belongs",
    source: "Google, Migrate from legacy FCM APIs to HTTP v1",
    examples: [
      message('"data":{},"priority":"high"'),
      message('"notification":{"title":"T","channel_id":"c"}'),
      message('"token":"x","data":{}'),
    ],
  },
  {
    platform: "fcmv1",
    grade: "refused",
    what: "`data` that is nested, has values other than strings, or keys that FCM reserves",
    source: fcm,
    examples: [message('"data":{"a":1}'), message('"data":{"a":{"b":"c"}}'), message('"data":{"from":"x"}')],
  },
  {
    platform: "fcmv1",
    grade: "refused",
    what: "`apns.payload` without `aps`",
    source: "seen in practice: INVALID_ARGUMENT",
    examples: [
      message(`${title},"apns":{"payload":{"order":7}}`),
      message(`${title},"apns":{"payload":{}}`),
      message('"data":{},"apns":{"payload":{"mdm":"m"}}'),
    ],
  },
  {
    platform: "fcmv1",
    grade: "refused",
    what: "a message with nothing to show and `apns-priority` 10",
    source: apns,
    examples: ["apns-priority", "Apns-Priority", "APNS-PRIORITY"].map((name) =>
      message(`"data":{},"apns":{"headers":{"${name}":"10"},"payload":{"aps":{"content-available":1}}}`),
    ),
  },
  {
    platform: "fcmv1",
    grade: "accepted",
    what: "`null` for an absent field, except inside `data`",
    source: protoJson,
    examples: [
      message('"notification":{"title":"T","image":null}'),
      message(`${title},"android":null`),
      message(`${title},"data":null,"android":{"ttl":null}`),
    ],
  },
  {
    platform: "fcmv1",
    grade: "accepted",
    what: "numbers written as strings, and enumerations written as numbers or in lower case",
    source: protoJson,
    examples: [
      message(`${title},"android":{"notification":{"notification_count":"3"}}`),
      message(`${title},"android":{"priority":2}`),
      message(`${title},"android":{"notification":{"visibility":1,"proxy":"deny"}}`),
    ],
  },
  {
    platform: "fcmv1",
    grade: "accepted",
    what: "`webpush.headers` of any names, and keys of the app in `webpush.notification`",
    source: fcm,
    examples: [
      message('"webpush":{"headers":{"image":"https://example.com/a.png","ttl":"60","urgency":"high"}}'),
      message('"webpush":{"notification":{"title":"T","click_action":"https://example.com/"}}'),
      message('"webpush":{"headers":{"Urgency":"High"},"notification":{"title":"T","own":{"a":[1]}}}'),
    ],
  },
  {
    platform: "fcmv1",
    grade: "unknown-key",
    what: "a key in Google's own document that this package does not know; FCM refuses what FCM does not know",
    source: fcm,
    examples: [
      message(`${title},"android_v2":{}`),
      message(`${title},"android":{"newer":true}`),
      message(`${title},"apns":{"payload":{"aps":{"newer":1}}}`),
    ],
  },
  {
    platform: "fcmv1",
    grade: "null-value",
    what: "`null` in `apns.payload`",
    source: "seen in practice; Apple documents nothing",
    examples: [
      message(`${title},"apns":{"payload":{"aps":{},"order":null}}`),
      message(`${title},"apns":{"payload":{"aps":{},"order":[null]}}`),
      () => fcmV1({ apns: { payload: { alert: "A", data: { order: null } } } }),
    ],
  },
  {
    platform: "fcmv1",
    grade: "one-service-only",
    what: "a Web Push `Topic` whose length is 1 modulo 4, which Apple refuses",
    source: "Apple's response BadWebPushTopic; RFC 8030 section 5.4 allows it",
    examples: ["a", "order_new", "abcde"].map((topic) => message(`"webpush":{"headers":{"topic":"${topic}"}}`)),
  },
  {
    platform: "windows",
    grade: "refused",
    what: "blank texts, more than three texts, and values outside the schema",
    source: toastSchema,
    examples: [
      toast("<text> </text>"),
      toast("<text>1</text><text>2</text><text>3</text><text>4</text>"),
      toast('<text>1</text><image placement="left" src="a.png"/>'),
    ],
  },
  {
    platform: "windows",
    grade: "refused",
    what: "`X-WNS-Tag` and `X-WNS-Group` of more than 16 characters or other than letters and digits",
    source: wns,
    examples: [
      () => windowsBadge(1, { tag: "order-7" }),
      () => windowsBadge(1, { group: "x".repeat(17) }),
      () => windowsBadge(1, { headers: { "x-wns-tag": "ä" } }),
    ],
  },
  {
    platform: "windows",
    grade: "accepted",
    what: "a badge of any whole number; above 99 it shows 99+",
    source: "Microsoft, Badge schema",
    examples: [() => windowsBadge(100), () => windows('<badge value="100"/>'), () => windows('<badge value="0"/>')],
  },
  {
    platform: "windows",
    grade: "accepted",
    what: 'an image with `placement="inline"`',
    source: toastSchema,
    examples: [
      toast('<text>A</text><image placement="inline" src="a.png"/>'),
      toast('<image placement="Inline" src="a.png"/>'),
      toast('<image src="a.png"/>'),
    ],
  },
  {
    platform: "windows",
    grade: "nothing-to-show",
    what: "a toast or a tile without any content",
    source: toastSchema,
    examples: [() => windows("<toast/>"), toast(""), () => windows("<tile/>")],
  },
  {
    platform: "windows",
    grade: "one-service-only",
    what: "`X-WNS-SuppressPopup`, for which WNS drops the notification on all but phones",
    source: wns,
    examples: [
      () => windowsBadge(1, { suppressPopup: true }),
      () => windowsBadge(1, { headers: { "X-WNS-SuppressPopup": "true" } }),
      () => windows('<badge value="1"/>', { headers: { "x-wns-suppresspopup": "true" } }),
    ],
  },
  {
    platform: "windowsphone",
    grade: "refused",
    what: "a toast without text, and a count above 99",
    source: "Microsoft, Sending push notifications for Windows Phone",
    examples: [
      "<wp:Toast/>",
      "<wp:Toast><wp:Text1> </wp:Text1></wp:Toast>",
      "<wp:Tile><wp:Count>100</wp:Count></wp:Tile>",
    ].map((content) => () => windowsPhone(`<wp:Notification xmlns:wp="WPNotification">${content}</wp:Notification>`)),
  },
  {
    platform: "windowsphone",
    grade: "platform-retired",
    what: "every notification, since the service no longer exists",
    source: "Microsoft, Send an MPNS native notification",
    examples: [
      () => windowsPhoneToast({ text1: "T" }),
      () => windowsPhoneRaw("R"),
      () => rawNotification({ platform: "windowsphone", body: "R" }),
    ],
  },
  {
    platform: "browser",
    grade: "refused",
    what: "combinations for which `showNotification` throws",
    source: "WHATWG, Notifications API",
    examples: [
      () => browser('{"title":"T","renotify":true}'),
      () => browser('{"title":"T","silent":true,"vibrate":[1]}'),
      () => browser({ title: "T", renotify: true, tag: "" }),
    ],
  },
  {
    platform: "browser",
    grade: "accepted",
    what: "keys of the app for its service worker, and `Urgency` in any letter case",
    source: "RFC 8030 section 5.3",
    examples: [
      () => browser('{"title":"T","url":"/"}'),
      () => browser({ title: "T", custom: { url: "/" } }),
      () => browser({ title: "T" }, { headers: { urgency: "HIGH" } }),
    ],
  },
  {
    platform: "browser",
    grade: "one-service-only",
    what: "a `Topic` whose length is 1 modulo 4, which Apple refuses",
    source: "Apple's response BadWebPushTopic; RFC 8030 section 5.4 allows it",
    examples: ["a", "order_new", "abcde"].map((topic) => () => browser({ title: "T" }, { headers: { Topic: topic } })),
  },
  {
    platform: "adm",
    grade: "refused",
    what: "a message without data and notification, and data other than strings",
    source: "Amazon, Send a message via ADM",
    examples: [() => adm("{}"), () => adm('{"data":{"a":1}}'), () => adm('{"data":{},"expiresAfter":0}')],
  },
  {
    platform: "adm",
    grade: "unknown-key",
    what: "a key in Amazon's own document that this package does not know",
    source: "Amazon, Send a message via ADM",
    examples: [
      () => adm('{"data":{},"newer":1}'),
      () => adm('{"data":{},"Priority":"high"}'),
      () => adm('{"notification":{"title":"T","newer_key":1}}'),
    ],
  },
  {
    platform: "gcm",
    grade: "refused",
    what: "a target, and a document of FCM HTTP v1",
    source: "Google, Migrate from legacy FCM APIs to HTTP v1",
    examples: [
      () => gcm('{"to":"x","data":{}}'),
      () => gcm('{"registration_ids":["x"],"data":{}}'),
      () => gcm('{"message":{"data":{}}}'),
    ],
  },
  {
    platform: "gcm",
    grade: "unknown-key",
    what: "a key in Google's own document that this package does not know",
    source: "Google, FCM legacy HTTP reference",
    examples: [
      () => gcm('{"data":{},"timeToLive":5}'),
      () => gcm('{"data":{},"newer_key":1}'),
      () => gcm('{"notification":{"title":"T","newer_key":1}}'),
    ],
  },
  {
    platform: "gcm",
    grade: "platform-retired",
    what: "every notification, since the legacy interface was shut down in 2024",
    source: "Google, Migrate from legacy FCM APIs to HTTP v1",
    examples: [
      () => gcm({ data: { a: "b" } }),
      () => gcm('{"data":{}}'),
      () => rawNotification({ platform: "gcm", body: "{}" }),
    ],
  },
  {
    platform: "baidu",
    grade: "refused",
    what: "a shown notification without `description`, and `open_type` 1 without `url`",
    source: "Baidu, push message reference",
    examples: [
      () => baidu('{"title":"T"}'),
      () => baidu('{"description":""}'),
      () => baidu('{"description":"D","open_type":1}'),
    ],
  },
  {
    platform: "baidu",
    grade: "unknown-key",
    what: "a key in Baidu's own document that no source confirms",
    source: "none published for hubs",
    examples: [
      () => baidu('{"description":"D","newer_key":1}'),
      () => baidu('{"description":"D","titel":"T"}'),
      () => baidu({ description: "D", newer_key: 1 } as never),
    ],
  },
  {
    platform: "xiaomi",
    grade: "refused",
    what: "an empty message, and a target",
    source: "none published for hubs",
    examples: [
      () => xiaomi("{}"),
      () => xiaomi('{"title":"T","registration_id":"x"}'),
      () => xiaomi({ unconfirmed: { registration_id: "x" } }),
    ],
  },
  {
    platform: "xiaomi",
    grade: "unknown-key",
    what: "a key in Xiaomi's own document that no source confirms",
    source: "none published for hubs",
    examples: [
      () => xiaomi('{"title":"T","pass_through":1}'),
      () => xiaomi('{"title":"T","extra.notify_effect":"1"}'),
      () => xiaomi({ title: "T", notify_type: 1 }),
    ],
  },
];
