// Compiled, never run: each @ts-expect-error is an input that must not compile.
import { fcmV1 } from "./fcm-v1.js";
import type { FcmV1Android, FcmV1AndroidNotification } from "./types.js";

type IsAny<T> = 0 extends 1 & T ? true : false;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <T extends true>(value?: T) => value;

is<Equal<IsAny<Parameters<typeof fcmV1>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof fcmV1>[1]>, false>>();
is<Equal<NonNullable<FcmV1Android["priority"]>, "NORMAL" | "HIGH">>();
is<
  Equal<NonNullable<FcmV1AndroidNotification["proxy"]>, "PROXY_UNSPECIFIED" | "ALLOW" | "DENY" | "IF_PRIORITY_LOWERED">
>();

fcmV1({ notification: { title: "x" } });
fcmV1({ message: { notification: { title: "x" } } });
fcmV1('{"message":{}}');
fcmV1({ data: { a: "b" }, android: { ttl: { seconds: 1 }, notification: { vibrateTimings: [{ milliseconds: 5 }] } } });
fcmV1({ apns: { payload: { alert: { title: "x" } } }, webpush: { notification: { requireInteraction: true } } });

fcmV1({
  message: {
    android: { collapse_key: "c", priority: "high", ttl: "60s", notification: { vibrate_timings: ["0.5s"] } },
  },
});
fcmV1({ message: { android: { collapseKey: "c", priority: "high", ttl: "60s" }, apns: { payload: { aps: {} } } } });
fcmV1({ message: { webpush: { headers: { image: "https://example.com/i.png" } } } });

// @ts-expect-error an unknown key in Google's own document
fcmV1({ message: { android: { colapse_key: "c" } } });
// @ts-expect-error the hub supplies the target
fcmV1({ token: "x" });
// @ts-expect-error the hub supplies the target
fcmV1({ message: { topic: "x" } });
// @ts-expect-error data values are strings
fcmV1({ data: { a: 5 } });
// @ts-expect-error a legacy body
fcmV1({ to: "x", notification: { title: "a" } });
// @ts-expect-error the channel is Android's
fcmV1({ notification: { channelId: "x" } });
// @ts-expect-error Google's spelling is for text
fcmV1({ android: { collapse_key: "x" } });
// @ts-expect-error a duration has a unit
fcmV1({ android: { ttl: 60 } });
// @ts-expect-error a duration is not a string
fcmV1({ android: { ttl: "60s" } });
// @ts-expect-error a duration has one unit
fcmV1({ android: { ttl: { seconds: 1, milliseconds: 1 } } });
// @ts-expect-error the enumeration is upper case
fcmV1({ android: { priority: "high" } });
// @ts-expect-error the enumeration is of strings
fcmV1({ android: { notification: { visibility: 1 } } });
// @ts-expect-error a time is a Date
fcmV1({ android: { notification: { eventTime: "2031-05-06" } } });
// @ts-expect-error light settings have both durations
fcmV1({ android: { notification: { lightSettings: { color: {} } } } });
// @ts-expect-error an unknown urgency
fcmV1({ webpush: { headers: { Urgency: "urgent" } } });
// @ts-expect-error APNs headers are text
fcmV1({ apns: { headers: { "apns-priority": 5 } } });
// @ts-expect-error the keys of aps are given directly
fcmV1({ apns: { payload: { aps: {} } } });
// @ts-expect-error an unknown option
fcmV1({ data: {} }, { ttl: 1 });
// @ts-expect-error a message is an object or text
fcmV1(5);
