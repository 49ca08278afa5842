import { describe, expect, it } from "vitest";
import {
  checkOptions,
  countRule,
  hasMethods,
  limitRule,
  type OptionRules,
  stringRule,
  timeoutRule,
} from "./check-options.js";
import { startTestHub } from "./fixtures/call-hub.js";

interface Example {
  readonly name?: string | undefined;
  readonly count?: number | undefined;
}

const rules: OptionRules<Example> = { name: stringRule, count: countRule };

describe("the check of options", () => {
  it.each([{}, { name: "a", count: 0 }, { name: undefined }])("accepts %j", (options) => {
    expect(() => checkOptions(options, rules)).not.toThrow();
  });

  it.each<[unknown, string]>([
    [null, "The options must be an object."],
    [[], "The options must be an object."],
    ["a", "The options must be an object."],
    [{ nmae: "a" }, 'Unknown option "nmae". Known options: name, count.'],
    [{ toString: "a" }, 'Unknown option "toString". Known options: name, count.'],
    [{ ["x".repeat(50)]: 1 }, `Unknown option "${"x".repeat(40)}". Known options: name, count.`],
    [{ name: 5 }, "name must be a string."],
    [{ name: null }, "name must be a string."],
    [{ count: "5" }, "count must be a whole number of at least 0."],
    [{ count: 0.5 }, "count must be a whole number of at least 0."],
  ])("refuses %j", (options, message) => {
    expect(() => checkOptions(options, rules)).toThrow(new TypeError(message));
  });

  it("accepts infinity for a limit but not for a timeout", () => {
    expect([limitRule, timeoutRule].map(({ accepts }) => accepts(Number.POSITIVE_INFINITY))).toEqual([true, false]);
    expect([limitRule, timeoutRule].map(({ accepts }) => accepts(Number.NaN))).toEqual([false, false]);
  });

  it("finds methods of an object and of its class", () => {
    const accepts = hasMethods("get", "has");
    expect([new Map(), { get() {}, has() {} }, { get() {} }, { get: 1, has: 2 }, null, "x"].map(accepts)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

const filterNames = "hub, platform, handle, tag, notificationId, installationId, template, outcome";
const platforms = "apple, fcmv1, gcm, windows, windowsphone, adm, baidu, xiaomi, browser";

describe("a filter", () => {
  it.each<[unknown, string]>([
    [{ tags: "x" }, `Unknown filter "tags". Known filters: ${filterNames}, limit, after, order.`],
    [{ timeoutMs: 5 }, `Unknown filter "timeoutMs". Known filters: ${filterNames}, limit, after, order.`],
    [{ platform: "ios" }, `platform must be one of ${platforms}.`],
    [{ platform: "template" }, `platform must be one of ${platforms}.`],
    [{ installationId: null }, "installationId must be a string."],
    [{ limit: -1 }, "limit must be a whole number of at least 0."],
    [{ after: "first" }, "after must be an id made of digits."],
    [{ after: 5 }, "after must be an id made of digits."],
    [{ order: "latest" }, 'order must be "oldest" or "newest".'],
    [null, "The filter must be an object."],
    ["news", "The filter must be an object."],
  ])("of deliveries is refused when it is %j", (filter, message) => {
    const { deliveries } = startTestHub().hub;
    expect(() => deliveries.list(filter as never)).toThrow(new TypeError(message));
  });

  it.each<[unknown, string]>([
    [{ tags: "x" }, `Unknown filter "tags". Known filters: ${filterNames}, after, timeoutMs, signal.`],
    [{ limit: 5 }, `Unknown filter "limit". Known filters: ${filterNames}, after, timeoutMs, signal.`],
    [{ timeoutMs: "x" }, "timeoutMs must be a number of milliseconds from 0 to 2147483647."],
    [{ timeoutMs: -1 }, "timeoutMs must be a number of milliseconds from 0 to 2147483647."],
    [{ signal: {} }, "signal must be an AbortSignal."],
    [{ platform: "apns" }, `platform must be one of ${platforms}.`],
    [null, "The filter must be an object."],
  ])("of a delivery to wait for is refused when it is %j", async (filter, message) => {
    const { deliveries } = startTestHub().hub;
    await expect(deliveries.waitFor(filter as never)).rejects.toThrow(new TypeError(message));
  });

  it.each<[unknown, string]>([
    [{ tags: "x" }, 'Unknown filter "tags". Known filters: hub, platform, handle, tag, installationId, limit.'],
    [{ platform: "ios" }, `platform must be one of ${platforms}.`],
    [{ limit: "5" }, "limit must be a whole number of at least 0."],
    [null, "The filter must be an object."],
  ])("of devices is refused when it is %j", (filter, message) => {
    const { devices } = startTestHub().hub;
    expect(() => devices.list(filter as never)).toThrow(new TypeError(message));
  });

  it.each<[unknown, string]>([
    [{ operation: "send" }, 'Unknown filter "operation". Known filters: limit, after.'],
    [{ limit: Number.NaN }, "limit must be a whole number of at least 0."],
    [{ after: "x" }, "after must be an id made of digits."],
    [null, "The filter must be an object."],
  ])("of requests is refused when it is %j", (filter, message) => {
    const { requests } = startTestHub().hub;
    expect(() => requests.list(filter as never)).toThrow(new TypeError(message));
  });

  it("accepts a platform in any letter case", async () => {
    const started = startTestHub();
    await started.install("phone");
    expect(started.hub.devices.list({ platform: "Apple" as never })).toHaveLength(1);
  });
});
