import { apple, content, template } from "@nh/payloads";
import { expect, it } from "vitest";
import {
  allOf,
  anyOf,
  device,
  devices,
  installation,
  isInputError,
  NotificationHubClient,
  not,
  user,
  withTemplate,
} from "../src/index.js";
import { collect, rejection, respondWith } from "./connect-hub.js";

const connection = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
const client = new NotificationHubClient(connection, "hub", { fetch: async () => respondWith(201), retry: false });
const hello = apple({ alert: "Hello" });
const news = content({ title: "Goal!" });
const platforms = ["apple"] as const;
const later = new Date(Date.now() + 3_600_000);
const tags = Array.from({ length: 21 }, (_, index) => `t${index}`);

/** A call that fails for its audience, the name that the message begins with, and the code. */
const failures: [name: string, code: string, call: () => unknown][] = [
  ["send", "NH_TAG_SYNTAX", () => client.send(hello, "a b")],
  ["send", "NH_TAG_LIMIT", () => client.send(hello, "a && b && c && d && e && f && g")],
  ["send", "NH_AUDIENCE_MISSING", () => client.send(hello, "")],
  ["send", "NH_AUDIENCE_MISSING", () => client.send(hello, undefined as never)],
  ["send", "NH_AUDIENCE_MISSING", () => client.send(hello, [])],
  ["send", "NH_AUDIENCE_INVALID", () => client.send(hello, ["a b"])],
  ["send", "NH_AUDIENCE_INVALID", () => client.send(hello, tags)],
  ["send", "NH_AUDIENCE_INVALID", () => client.send(template({ a: "b" }), device("ab"))],
  [
    "send",
    "NH_AUDIENCE_INVALID",
    () => client.send(hello, device({ endpoint: "https://p.example", p256dh: "a", auth: "b" })),
  ],
  [
    "send",
    "NH_AUDIENCE_INVALID",
    () => client.send(hello, devices(Array.from({ length: 400 }, (_, n) => `${n}`.padStart(200, "a")))),
  ],
  ["send", "NH_TAG_SYNTAX", () => client.send(news, "a b", { platforms })],
  ["schedule", "NH_TAG_SYNTAX", () => client.schedule(hello, "a b", later)],
  ["schedule", "NH_AUDIENCE_MISSING", () => client.schedule(hello, " ", later)],
  ["schedule", "NH_AUDIENCE_INVALID", () => client.schedule(hello, device("ab"), later)],
  ["schedule", "NH_AUDIENCE_INVALID", () => client.schedule(hello, tags, later)],
  ["schedule", "NH_TAG_SYNTAX", () => client.schedule(news, "a b", later, { platforms })],
  ["sendToDevices", "NH_AUDIENCE_INVALID", () => collect(client.sendToDevices(template({ a: "b" }), ["ab"]))],
  ["sendToDevices", "NH_AUDIENCE_INVALID", () => collect(client.sendToDevices(hello, [""]))],
  [
    "sendToDevices",
    "NH_AUDIENCE_INVALID",
    () => collect(client.sendToDevices(news, [{ platform: "apple", handle: "" }], { platforms })),
  ],
  ["registrations.listByTag", "NH_TAG_SYNTAX", () => collect(client.registrations.listByTag("a b"))],
  [
    "installations.put",
    "NH_TAG_SYNTAX",
    () => client.installations.put({ installationId: "i", platform: "apns", pushChannel: "ab", tags: ["a b"] }),
  ],
  ["anyOf", "NH_AUDIENCE_MISSING", () => anyOf()],
  ["allOf", "NH_AUDIENCE_MISSING", () => allOf("a", " ")],
  ["allOf", "NH_TAG_SYNTAX", () => allOf("a", "b c")],
  ["not", "NH_TAG_SYNTAX", () => not("a ||")],
  ["user", "NH_AUDIENCE_MISSING", () => user("")],
  ["user", "NH_AUDIENCE_INVALID", () => user("a b")],
  ["installation", "NH_AUDIENCE_INVALID", () => installation("a b")],
  ["withTemplate", "NH_AUDIENCE_INVALID", () => withTemplate("a b")],
  ["device", "NH_AUDIENCE_INVALID", () => device("")],
  ["devices", "NH_AUDIENCE_INVALID", () => devices(["ab", ""])],
  ["devices", "NH_AUDIENCE_MISSING", () => devices([])],
  ["devices", "NH_INVALID_ARGUMENT", () => devices([5 as never])],
];

it.each(failures)(
  "the error of %s, %s, names the call once, in its message and in its stack",
  async (name, code, call) => {
    const error = (await rejection((async () => call())())) as Error;
    expect(isInputError(error)).toBe(true);
    expect(error).toMatchObject({ code });
    expect(error.message.split(`${name}: `)).toEqual(["", expect.stringMatching(/^\S/)]);
    expect(error.stack).toContain(error.message);
  },
);

it("the error of an expression in a call still knows the column", async () => {
  const error = await rejection(client.send(hello, "news b"));
  expect(error).toMatchObject({ code: "NH_TAG_SYNTAX", text: "news b", column: 6 });
});
