import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { browser } from "./browser.js";
import type { BrowserPayload } from "./types.js";

describe("browser", () => {
  const cases: readonly [title: string, payload: BrowserPayload, body: string][] = [
    [
      "every property of a web notification",
      {
        title: "T",
        body: "B",
        icon: "/i.png",
        image: "/b.png",
        badge: "/s.png",
        actions: [
          { action: "open", title: "Open", icon: "/o.png" },
          { action: "close", title: "Close" },
        ],
        data: { url: "/orders/7" },
        dir: "ltr",
        lang: "en",
        renotify: true,
        requireInteraction: false,
        silent: false,
        tag: "order-7",
        timestamp: 1935817689000,
        vibrate: [100, 50],
      },
      '{"title":"T","body":"B","icon":"/i.png","image":"/b.png","badge":"/s.png","actions":[{"action":"open","title":"Open","icon":"/o.png"},{"action":"close","title":"Close"}],"data":{"url":"/orders/7"},"dir":"ltr","lang":"en","renotify":true,"requireInteraction":false,"silent":false,"tag":"order-7","timestamp":1935817689000,"vibrate":[100,50]}',
    ],
    [
      "keys of the service worker",
      { title: "T", vibrate: 200, custom: { order: 7 } },
      '{"title":"T","vibrate":200,"order":7}',
    ],
  ];
  it.each(cases)("writes %s, and accepts it as JSON", (_title, payload, body) => {
    expect(browser(payload)).toEqual({
      platform: "browser",
      contentType: "application/json;charset=utf-8",
      warnings: [],
      headers: {},
      body,
    });
    expect(browser(body).body).toBe(body);
  });

  it("keeps further keys of an object that has no custom, as a string may hold them", () => {
    const document = { title: "T", url: "/orders/7", data: { order: 7 }, click_action: "OPEN", list: [1, null] };
    expect(browser(document).body).toBe(JSON.stringify(document));
    expect(browser(JSON.stringify(document)).body).toBe(JSON.stringify(document));
  });

  it("passes headers on, known ones as the platform spells them", () => {
    const headers = { TTL: "60", urgency: "very-low", Topic: "a-Z_9", "X-Other": "any thing" };
    expect(browser({ title: "T" }, { headers }).headers).toEqual({
      TTL: "60",
      Urgency: "very-low",
      Topic: "a-Z_9",
      "X-Other": "any thing",
    });
  });

  it.each([
    ["TTL", "a minute", "must be whole seconds, as a string"],
    ["ttl", "-1", "must be whole seconds, as a string"],
    ["Urgency", "now", "must be one of very-low, low, normal, high"],
    ["Topic", "a".repeat(33), "must be 1 to 32 letters, digits, - and _"],
    ["topic", "order 7", "must be 1 to 32 letters, digits, - and _"],
  ])("refuses the header %s: %s, which a push service would refuse", (name, value, rule) => {
    const error = refusal(() => browser({ title: "T" }, { headers: { [name]: value } }));
    expect([error.code, error.field, error.rule]).toEqual(["NH_PAYLOAD_INVALID", `headers.${name}`, rule]);
  });

  it.each([
    ["nothing", () => browser({}), "", /title/],
    ["renotify without tag", () => browser({ title: "T", renotify: true }), "renotify", /tag/],
    ["silent with vibrate", () => browser({ title: "T", silent: true, vibrate: 1 }), "vibrate", /silent/],
    ["an action without object", () => browser({ title: "T", actions: ["open" as never] }), "actions[0]", /object/],
    ["an unknown direction", () => browser({ title: "T", dir: "up" as never }), "dir", /auto, ltr, rtl/],
    ["a title that is not a string, in JSON", () => browser('{"title":5}'), "title", /string/],
    ["a fraction of a millisecond", () => browser({ title: "T", vibrate: [0.5] }), "vibrate[0]", /whole number/],
    [
      "an unknown key beside custom",
      () => browser({ title: "T", custom: {}, colour: "x" } as never),
      "colour",
      /custom/,
    ],
    ["a known key among the custom ones", () => browser({ custom: { title: "T" } }), "title", /outside custom/],
  ] as const)("refuses %s", (_title, build, field, rule) => {
    const error = refusal(build);
    expect({ code: error.code, platform: error.platform, field: error.field }).toEqual({
      code: "NH_PAYLOAD_INVALID",
      platform: "browser",
      field,
    });
    expect(error.rule).toMatch(rule);
  });

  it("refuses what one encrypted record cannot hold", () => {
    expect(refusal(() => browser({ title: "T", body: "x".repeat(4000) }))).toMatchObject({
      code: "NH_PAYLOAD_TOO_LARGE",
      field: "body",
      limit: 3993,
    });
  });
});
