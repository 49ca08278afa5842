import { apple, content } from "@nh/payloads";
import { expect, it } from "vitest";
import { checkHandle } from "../src/handles.js";
import { NotificationHubClient } from "../src/index.js";
import { collect, rejection, respondWith } from "./connect-hub.js";

const connection = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
const options = { fetch: async () => respondWith(201), retry: false } as const;
const client = new NotificationHubClient(connection, "hub", options);
const phone = { installationId: "a", platform: "ios", pushChannel: "a1" };

it.each<[string, () => unknown, RegExp]>([
  [
    "an option of the client",
    () => new NotificationHubClient(connection, "hub", { ...options, platforms: ["apple", "apns"] as never }),
    /\. "apns" is not a platform$/,
  ],
  [
    "a notification",
    () => client.send({ ...apple({ alert: "x" }), platform: "apns" as never }, "a"),
    /\. "apns" is not a platform$/,
  ],
  [
    "several words, the first of them",
    () => client.send(content({ title: "T" }), "a", { platforms: ["apple", "pager", "apns"] as never }),
    /\. "pager" is not a platform$/,
  ],
  [
    "a word with quotes and line breaks, in one line",
    () => checkHandle('a"\n\u001b[2J' as never, "a1"),
    /\. "a\\"\\n\\u001b\[2J" is not a platform$/,
  ],
  ["a long word, its beginning", () => checkHandle("x".repeat(1000) as never, "a1"), /\. "x{40}" is not a platform$/],
  [
    "a list in place of a platform: no word, as it",
    () => checkHandle(["apns"] as never, "a1"),
    /baidu, xiaomi, browser$/,
  ],
  ["a list with a platform: no word, as it", () => checkHandle(["apple"] as never, "a1"), /browser$/],
  ["an object without a prototype: no word, as it", () => checkHandle(Object.create(null), "a1"), /browser$/],
  ["a handle to check", () => checkHandle("fcm" as never, "a1"), /\. "fcm" is not a platform: write fcmv1$/],
  [
    "an installation",
    () => client.installations.put(phone as never),
    /"ios" of an installation\. Installations call it "apns"/,
  ],
  [
    "a registration",
    () => collect(client.registrations.listByHandle({ platform: "wns", handle: "https://a" } as never)),
    /"wns"\. Registrations call it "windows"/,
  ],
])("%s names the word that is not a platform", async (_title, work, message) => {
  const error = (await rejection((async () => work())())) as Error;
  expect(error.message).toMatch(message);
});
