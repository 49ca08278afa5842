import { describe, expect, it } from "vitest";
import { expirySeconds, headersFor, readPlatformHeaders } from "./incoming-notification.js";

const all = new Headers({
  "apns-priority": "5",
  "X-WNS-Type": "wns/toast",
  "X-WindowsPhone-Target": "toast",
  "X-Baidu-Message-Type": "1",
  "X-Target-Pipeline": "New",
  "x-amzn-type": "a",
  TTL: "60",
  Urgency: "high",
  Topic: "t",
  "x-ms-version": "2020-06",
  "x-forwarded-for": "1.2.3.4",
  authorization: "secret",
});

describe("the headers a platform gets", () => {
  it.each([
    ["apple", { "apns-priority": "5" }],
    ["windows", { "x-wns-type": "wns/toast" }],
    [
      "windowsphone",
      { "x-amzn-type": "a", "x-baidu-message-type": "1", "x-target-pipeline": "New", "x-windowsphone-target": "toast" },
    ],
    ["baidu", { "x-baidu-message-type": "1" }],
    ["xiaomi", { "x-target-pipeline": "New" }],
    ["adm", { "x-amzn-type": "a" }],
    ["browser", { ttl: "60", urgency: "high", topic: "t" }],
    ["gcm", {}],
    ["fcmv1", {}],
  ] as const)("of %s are its own, natively and from a template send", (platform, expected) => {
    expect(readPlatformHeaders(platform, all)).toEqual(expected);
    const template = {
      platform: "template" as const,
      contentType: "",
      body: "",
      headers: readPlatformHeaders("template", all),
    };
    expect(headersFor(platform, template)).toEqual(expected);
  });

  it("of apple include the hub's legacy headers under their present names, unless the send has those", () => {
    const legacy = { "X-Apns-Priority": "5", "ServiceBusNotification-Apns-Expiry": "2031-05-06T07:08:09Z" };
    expect(readPlatformHeaders("apple", new Headers(legacy))).toEqual({
      "apns-expiration": "1935817689",
      "apns-priority": "5",
    });
    expect(
      readPlatformHeaders("apple", new Headers({ ...legacy, "apns-expiration": "1", "apns-priority": "10" })),
    ).toEqual({
      "apns-expiration": "1",
      "apns-priority": "10",
    });
    expect(readPlatformHeaders("apple", new Headers({ "ServiceBusNotification-ApnsExpiry": "soon" }))).toEqual({});
    expect(readPlatformHeaders("windowsphone", new Headers(legacy))).toEqual({});
  });
});

describe("an expiry", () => {
  it.each([
    ["1935817689", 1935817689],
    ["2031-05-06T07:08:09Z", 1935817689],
    ["2031-05-06T07:08:09.999", 1935817689],
    ["2031-05-06T08:08+01:00", 1935817680],
    ["2031-05-06", 1935792000],
    ["05/06/2031 07:08:09", 1935817689],
    ["05/06/2031 07:08:09 PM", 1935860889],
    ["05/06/2031 12:08:09 AM", 1935792489],
    ["5/6/2031", 1935792000],
    ["2031-05-06 07:08:09", 1935817689],
    ["02/30/2031", undefined],
    ["2031-02-30", undefined],
    ["tomorrow", undefined],
    ["2031-99-99", undefined],
    ["", undefined],
  ])("%j is %s", (text, seconds) => {
    expect(expirySeconds(text)).toBe(seconds);
  });
});
