// Compiled, never run: each @ts-expect-error is an input that must not compile.
import type { BuiltNotification } from "../notification.js";
import { apple } from "./apple.js";
import { appleLiveActivity } from "./live-activity.js";
import type { AppleOptions, ApplePayload, ApplePushType } from "./types.js";

type IsAny<T> = 0 extends 1 & T ? true : false;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <T extends true>(value?: T) => value;

is<Equal<IsAny<Parameters<typeof apple>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof apple>[1]>, false>>();
is<Equal<IsAny<Parameters<typeof appleLiveActivity.start>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof appleLiveActivity.update>[0]>, false>>();
is<Equal<IsAny<Parameters<typeof appleLiveActivity.end>[0]>, false>>();
is<Equal<ReturnType<typeof apple>, BuiltNotification>>();
is<Equal<NonNullable<AppleOptions["priority"]>, 1 | 5 | 10>>();
is<Equal<NonNullable<AppleOptions["pushType"]>, ApplePushType>>();

apple('{"aps":{"alert":"x"}}');
apple({ alert: "x" });
apple({
  alert: { title: "x", locKey: "k", locArgs: ["a"] as const },
  badge: 1,
  sound: { critical: true, name: "a", volume: 1 },
});
apple({ alert: undefined, badge: undefined }, { topic: undefined, headers: undefined });
apple({ event: "end", timestamp: new Date(), dismissalDate: new Date() });
apple({ alert: "x", data: { any: [1, { deep: null }] } }, { expiration: "once" });

apple({ aps: { alert: "x", "thread-id": "t", "content-available": 1, sound: { critical: 0, name: "a" } }, order: 7 });
apple({ aps: { event: "end", timestamp: 1935817689, "dismissal-date": 1935817689 } });
apple({ aps: { alert: { "loc-key": "k", "loc-args": ["a"] } }, nested: { list: [1, null] } });
apple({ aps: { "content-available": 1 }, mdm: "magic" });

// @ts-expect-error camelCase in Apple's own document
apple({ aps: { alert: "x", threadId: "t" } });
// @ts-expect-error a flag of Apple's own document is 1
apple({ aps: { "content-available": true } });
// @ts-expect-error a time of Apple's own document is a number
apple({ aps: { event: "end", timestamp: new Date() } });
// @ts-expect-error arguments need their key in Apple's own document too
apple({ aps: { alert: { "loc-args": ["a"] } } });
// @ts-expect-error what is beside aps is JSON
apple({ aps: { alert: "x" }, at: new Date() });
// @ts-expect-error a badge is a number
apple({ badge: "3" });
// @ts-expect-error a misspelled key
apple({ alret: "x" });
// @ts-expect-error a misspelled key of the alert
apple({ alert: { titel: "x" } });
// @ts-expect-error Apple's spelling is for a document with aps
apple({ alert: "x", "thread-id": "t" });
// @ts-expect-error a flag is a boolean
apple({ contentAvailable: 1 });
// @ts-expect-error an unknown interruption level
apple({ alert: "x", interruptionLevel: "loud" });
// @ts-expect-error arguments are a list
apple({ alert: { locKey: "k", locArgs: "a" } });
// @ts-expect-error arguments need their key
apple({ alert: { title: "x", locArgs: ["a"] } });
// @ts-expect-error arguments of the title need their key
apple({ alert: { body: "x", titleLocArgs: ["a"] } });
// @ts-expect-error arguments of the subtitle need their key
apple({ alert: { body: "x", locKey: "k", subtitleLocArgs: ["a"] } });
// @ts-expect-error a sound dictionary has a name
apple({ sound: { critical: true } });
// @ts-expect-error a Date is not JSON
apple({ alert: "x", data: { at: new Date() } });
// @ts-expect-error a function is not JSON
apple({ alert: "x", data: { run: () => 1 } });
// @ts-expect-error aps is not the app's own key
apple({ alert: "x", data: { aps: {} } });
// @ts-expect-error a Live Activity has a timestamp
apple({ event: "update", contentState: {} });
// @ts-expect-error keys of a Live Activity need an event
apple({ alert: "x", staleDate: new Date() });
// @ts-expect-error an update has content
apple({ event: "update", timestamp: new Date() });
// @ts-expect-error an update has no date at which it leaves the screen
apple({ event: "update", timestamp: new Date(), contentState: {}, dismissalDate: new Date() });
// @ts-expect-error a start has attributes
apple({ event: "start", timestamp: new Date(), contentState: {}, alert: "x" });
// @ts-expect-error attributes belong to a start
apple({ event: "end", timestamp: new Date(), attributes: {} });
// @ts-expect-error an unknown event
apple({ event: "pause", timestamp: new Date() });
// @ts-expect-error localized dictionaries in the alert are for Live Activities
apple({ alert: { title: { locKey: "k" } } });
// @ts-expect-error dates of a payload are Dates
apple({ event: "end", timestamp: 1935817689 });
// @ts-expect-error priorities are 1, 5 and 10
apple({ alert: "x" }, { priority: 7 });
// @ts-expect-error a priority is a number
apple({ alert: "x" }, { priority: "10" });
// @ts-expect-error an unknown push type
apple({ alert: "x" }, { pushType: "alerts" });
// @ts-expect-error an expiration is a Date or "once"
apple({ alert: "x" }, { expiration: 60 });
// @ts-expect-error an unknown option
apple({ alert: "x" }, { ttl: 60 });
// @ts-expect-error header values are text
apple({ alert: "x" }, { headers: { a: 1 } });
// @ts-expect-error a payload is an object or text
apple(42);
// @ts-expect-error a payload is needed
apple();

appleLiveActivity.start(
  { attributesType: "A", attributes: {}, contentState: {}, alert: "x" },
  { bundleId: "com.example" },
);
appleLiveActivity.end({ dismissalDate: "immediately" });
// @ts-expect-error a start has an alert
appleLiveActivity.start({ attributesType: "A", attributes: {}, contentState: {} });
// @ts-expect-error a start has attributes
appleLiveActivity.start({ attributesType: "A", contentState: {}, alert: "x" });
// @ts-expect-error an update has content
appleLiveActivity.update({});
// @ts-expect-error an update has no dismissal date
appleLiveActivity.update({ contentState: {}, dismissalDate: "immediately" });
// @ts-expect-error attributes belong to a start
appleLiveActivity.end({ attributes: {} });
// @ts-expect-error the push type is fixed
appleLiveActivity.end({}, { pushType: "alert" });

export const payload: ApplePayload = { alert: "x" };
