import { type Platform, platformFacts } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { outcomeSentence } from "../pushes/platform-outcomes.js";
import { MixedPushes } from "../pushes/push-list.js";
import { platformComplaint, remarkOnRefusal } from "./platform-check.js";

const shutDown = (platform: Platform) => [`the body is for ${platformFacts[platform].retired}`];
const retirement: Partial<Readonly<Record<Platform, readonly string[]>>> = {
  gcm: shutDown("gcm"),
  windowsphone: shutDown("windowsphone"),
};

describe("what a platform would reject", () => {
  it.each([
    ["apple", '{"aps":{"alert":"x"}}', {}],
    ["fcmv1", '{"message":{"notification":{"title":"x"}}}', {}],
    ["gcm", '{"data":{"k":"v"}}', {}],
    ["windows", '<badge value="3"/>', { "x-wns-type": "wns/badge" }],
    ["windows", "any text", { "x-wns-type": "WNS/RAW" }],
    [
      "windowsphone",
      '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>x</wp:Text1></wp:Toast></wp:Notification>',
      {},
    ],
    ["windowsphone", "any text", { "x-notificationclass": "3" }],
    ["adm", '{"data":{"k":"v"}}', {}],
    ["baidu", '{"title":"t","description":"d"}', {}],
    ["xiaomi", '{"title":"t","description":"d"}', {}],
    ["browser", '{"title":"t"}', {}],
  ] as const)("in a good payload of %s is nothing but a service that was shut down: %s", (platform, body, headers) => {
    expect(platformComplaint(platform, body, headers)).toEqual({
      refusal: undefined,
      warnings: retirement[platform] ?? [],
    });
  });

  it.each([
    ["apple", '{"alert":"no aps"}', {}, /^apple/],
    ["apple", '{"aps":{"alert":"x"}}', { "apns-push-type": "background" }, /^apple/],
    ["fcmv1", '{"message":{"topic":"news"}}', {}, /^fcmv1/],
    ["gcm", '{"to":"token","data":{}}', {}, /^gcm/],
    ["windows", '<badge value="3"/>', {}, /^windows: WNS needs the header X-WNS-Type/],
    ["windowsphone", "<bread/>", {}, /^windowsphone/],
    ["adm", '{"data":{"k":1}}', {}, /^adm/],
    ["browser", "[]", {}, /^browser/],
  ] as const)("in a payload of %s is said: %s", (platform, body, headers, complaint) => {
    expect(platformComplaint(platform, body, headers).refusal).toMatch(complaint);
  });

  it.each([
    ["apple", '{"aps":{"alert":"x","order":7}}', {}, /^aps\.order is not a known key/],
    ["windows", "<toast/>", { "x-wns-type": "wns/toast" }, /^toast\.visual has nothing to show/],
    ["browser", '{"title":"t"}', { topic: "order_new" }, /^headers\.topic is not base64url/],
  ] as const)("in a payload of %s that it takes is a warning: %s", (platform, body, headers, warning) => {
    const { refusal, warnings } = platformComplaint(platform, body, headers);
    expect(refusal).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });
});

it("keeps each payload once for the remark on a send, and checks them only once", () => {
  let looks = 0;
  const push = (handle: string, body: string) => ({
    recipient: { platform: "apple" as const, handle, registrationId: null, installationId: null, tags: [] },
    template: "",
    get headers() {
      looks++;
      return { "apns-push-type": "alert" };
    },
    body,
    failure: undefined,
    outcome: "Success",
    handleDead: false,
    delayMs: 0,
  });
  const remark = remarkOnRefusal(new MixedPushes([push("A", "{}"), push("B", "{}"), push("C", '{"aps":1}')]));
  expect(remark.length).toBe(2 + 9);
  const first = remark.text();
  expect(first).toMatch(/^A push platform would refuse this payload: apple/);
  expect(remark.text()).toBe(first);
  expect(looks).toBe(3);
});

describe("the sentence of a test send", () => {
  it.each([
    ["Success", "The Notification was successfully sent to the Push Notification System"],
    ["ExpiredChannel", "The Push Notification System handle for the registration is invalid"],
    ["BadChannel", "The Push Notification System handle for the registration is invalid"],
    ["WrongToken", "The Token obtained from the Token Provider is wrong"],
    ["InvalidCredentials", "The Token obtained from the Token Provider is wrong"],
    ["InvalidNotificationSize", "The Notification payload is invalid"],
    ["PnsUnavailable", "The Push Notification System did not accept the Notification: PnsUnavailable"],
  ])("for %s is recorded or in its form", (outcome, sentence) => {
    expect(outcomeSentence(outcome)).toBe(sentence);
  });
});
