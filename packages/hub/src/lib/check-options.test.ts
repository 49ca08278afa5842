import { describe, expect, it } from "vitest";
import { ArgumentError, isArgumentError } from "./argument-error.js";
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

  it.each<[unknown, string, string]>([
    [null, "options", "The options must be an object."],
    [[], "options", "The options must be an object."],
    ["a", "options", "The options must be an object."],
    [{ nmae: "a" }, "nmae", 'Unknown option "nmae". Known options: name, count.'],
    [{ toString: "a" }, "toString", 'Unknown option "toString". Known options: name, count.'],
    [{ ["x".repeat(50)]: 1 }, "x".repeat(40), `Unknown option "${"x".repeat(40)}". Known options: name, count.`],
    [{ name: 5 }, "name", "name must be a string."],
    [{ name: null }, "name", "name must be a string."],
    [{ count: "5" }, "count", "count must be a whole number of at least 0."],
    [{ count: 0.5 }, "count", "count must be a whole number of at least 0."],
  ])("refuses %j", (options, argument, message) => {
    expect(() => checkOptions(options, rules)).toThrow(new ArgumentError(argument, message));
  });

  it("throws a TypeError with a code, which the guard recognizes", () => {
    const error = new ArgumentError("name", "name must be a string.");
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ code: "NH_INVALID_ARGUMENT", argument: "name" });
    expect([error, new TypeError("name must be a string."), undefined].map(isArgumentError)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("refuses an option that is missing but required", () => {
    expect(() => checkOptions({}, { name: { ...stringRule, required: true } })).toThrow(
      new ArgumentError("name", "name must be a string."),
    );
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
  it.each<[unknown, string, string]>([
    [{ tags: "x" }, "tags", `Unknown filter "tags". Known filters: ${filterNames}, limit, after, order.`],
    [{ timeoutMs: 5 }, "timeoutMs", `Unknown filter "timeoutMs". Known filters: ${filterNames}, limit, after, order.`],
    [{ platform: "ios" }, "platform", `platform must be one of ${platforms}.`],
    [{ platform: "template" }, "platform", `platform must be one of ${platforms}.`],
    [{ installationId: null }, "installationId", "installationId must be a string."],
    [{ limit: -1 }, "limit", "limit must be a whole number of at least 0."],
    [{ after: "first" }, "after", "after must be an id made of digits."],
    [{ after: 5 }, "after", "after must be an id made of digits."],
    [{ order: "latest" }, "order", 'order must be "oldest" or "newest".'],
    [null, "filter", "The filter must be an object."],
    ["news", "filter", "The filter must be an object."],
  ])("of deliveries is refused when it is %j", (filter, argument, message) => {
    const { deliveries } = startTestHub().hub;
    expect(() => deliveries.list(filter as never)).toThrow(new ArgumentError(argument, message));
  });

  it.each<[unknown, string, string]>([
    [{ tags: "x" }, "tags", `Unknown filter "tags". Known filters: ${filterNames}, after, timeoutMs, signal.`],
    [{ limit: 5 }, "limit", `Unknown filter "limit". Known filters: ${filterNames}, after, timeoutMs, signal.`],
    [{ timeoutMs: "x" }, "timeoutMs", "timeoutMs must be a number of milliseconds from 0 to 2147483647."],
    [{ timeoutMs: -1 }, "timeoutMs", "timeoutMs must be a number of milliseconds from 0 to 2147483647."],
    [{ signal: {} }, "signal", "signal must be an AbortSignal."],
    [{ platform: "apns" }, "platform", `platform must be one of ${platforms}.`],
    [null, "filter", "The filter must be an object."],
  ])("of a delivery to wait for is refused when it is %j", async (filter, argument, message) => {
    const { deliveries } = startTestHub().hub;
    await expect(deliveries.waitFor(filter as never)).rejects.toThrow(new ArgumentError(argument, message));
  });

  it.each<[unknown, string, string]>([
    [{ tags: "x" }, "tags", 'Unknown filter "tags". Known filters: hub, platform, handle, tag, installationId, limit.'],
    [{ platform: "ios" }, "platform", `platform must be one of ${platforms}.`],
    [{ limit: "5" }, "limit", "limit must be a whole number of at least 0."],
    [null, "filter", "The filter must be an object."],
  ])("of devices is refused when it is %j", (filter, argument, message) => {
    const { devices } = startTestHub().hub;
    expect(() => devices.list(filter as never)).toThrow(new ArgumentError(argument, message));
  });

  it.each<[unknown, string, string]>([
    [{ operation: "send" }, "operation", 'Unknown filter "operation". Known filters: limit, after.'],
    [{ limit: Number.NaN }, "limit", "limit must be a whole number of at least 0."],
    [{ after: "x" }, "after", "after must be an id made of digits."],
    [null, "filter", "The filter must be an object."],
  ])("of requests is refused when it is %j", (filter, argument, message) => {
    const { requests } = startTestHub().hub;
    expect(() => requests.list(filter as never)).toThrow(new ArgumentError(argument, message));
  });

  it("accepts a platform in any letter case", async () => {
    const started = startTestHub();
    await started.install("phone");
    expect(started.hub.devices.list({ platform: "Apple" as never })).toHaveLength(1);
  });
});
