import { platforms } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { checkOptions } from "./check-options.js";
import { type ClientOptions, callRules, resolveLimits, resolveOptions } from "./options.js";

describe("resolveOptions", () => {
  it("fills in the documented defaults", () => {
    const resolved = resolveOptions({});
    expect(resolved.limits).toEqual({
      timeoutMs: 30_000,
      totalTimeoutMs: 120_000,
      retry: { maxRetries: 3, baseDelayMs: 1000, maxDelayMs: 60_000, ambiguousSends: false },
    });
    expect(resolved.apiVersion).toBeUndefined();
    expect(resolved.now).toBe(Date.now);
    expect(resolved.random).toBe(Math.random);
    expect(resolved.dump).toBeUndefined();
    expect(resolved.onEvent).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ["fetch", 5],
    ["agent", "agent"],
    ["agent", null],
    ["credential", {}],
    ["credential", "SharedAccessSignature sr="],
    ["retry", true],
    ["retry", null],
    ["timeoutMs", 0],
    ["timeoutMs", -1],
    ["timeoutMs", "30000"],
    ["timeoutMs", Number.NaN],
    ["timeoutMs", Number.POSITIVE_INFINITY],
    ["totalTimeoutMs", 2 ** 31],
    ["dump", "stderr"],
    ["onEvent", {}],
    ["apiVersion", "2020-06&x=1"],
    ["apiVersion", 2020],
    ["userAgent", "a\r\nb"],
    ["userAgent", ""],
    ["userAgent", "日本"],
    ["now", 5],
    ["random", 0.5],
  ])("refuses %s: %j and names it", (name, value) => {
    const resolve = (): unknown => resolveOptions({ [name]: value } as ClientOptions);
    expect(resolve).toThrow(TypeError);
    expect(resolve).toThrow(`client: ${name} must be`);
  });

  it.each<[string, unknown]>([
    ["maxRetries", -1],
    ["maxRetries", 1.5],
    ["baseDelayMs", -1],
    ["maxDelayMs", Number.POSITIVE_INFINITY],
    ["ambiguousSends", "yes"],
  ])("refuses retry.%s: %j and names it", (name, value) => {
    expect(() => resolveOptions({ retry: { [name]: value } })).toThrow(`client: retry.${name} must be`);
  });

  it("refuses an agent beside a fetch, which would ignore it", () => {
    expect(() => resolveOptions({ agent: {}, fetch: globalThis.fetch })).toThrow(
      "client: agent cannot be combined with fetch: it is for the default transport",
    );
  });

  it("takes the global fetch for a fetch, by type as well", () => {
    const options: ClientOptions = { fetch: globalThis.fetch };
    expect(() => resolveOptions(options)).not.toThrow();
  });
});

describe("resolveLimits", () => {
  const defaults = resolveOptions({ retry: { baseDelayMs: 5 } }).limits;

  it("keeps what a call does not set", () => {
    expect(resolveLimits("send", undefined, defaults)).toBe(defaults);
    expect(resolveLimits("send", {}, defaults)).toEqual(defaults);
    expect(resolveLimits("send", { timeoutMs: 5, retry: { maxRetries: 1 } }, defaults)).toEqual({
      ...defaults,
      timeoutMs: 5,
      retry: { ...defaults.retry, maxRetries: 1 },
    });
  });

  it("reads retry: false as one attempt", () => {
    expect(resolveLimits("send", { retry: false }, defaults).retry.maxRetries).toBe(0);
  });
});

describe("the names of options", () => {
  it.each<[object, string]>([
    [
      { timeoutMS: 5 },
      'Unknown option "timeoutMS". Known options: fetch, agent, credential, platforms, retry, timeoutMs, totalTimeoutMs, dump, onEvent, apiVersion, userAgent, now, random',
    ],
    [{ signal: undefined }, 'Unknown option "signal".'],
    [
      { retry: { retries: 3 } },
      'Unknown option "retry.retries". Known options: retry.maxRetries, retry.baseDelayMs, retry.maxDelayMs, retry.ambiguousSends',
    ],
  ])("refuses %j, which would be ignored", (options, message) => {
    expect(() => resolveOptions(options)).toThrow(message);
  });

  it("takes every one that there is, also when it is undefined", () => {
    const names = ["agent", "apiVersion", "credential", "dump", "fetch", "now", "onEvent", "random", "retry"];
    const all = Object.fromEntries(
      [...names, "timeoutMs", "totalTimeoutMs", "userAgent"].map((name) => [name, undefined]),
    );
    expect(resolveOptions(all)).toEqual(resolveOptions({}));
    const call = { signal: undefined, timeoutMs: 5, totalTimeoutMs: undefined, retry: false } as const;
    expect(() => checkOptions("send", call, callRules)).not.toThrow();
    expect(() => checkOptions("send", { ...call, agent: undefined }, callRules)).toThrow(
      'Unknown option "agent". Known options: signal, timeoutMs, totalTimeoutMs, retry',
    );
  });

  it.each([
    [null, "null"],
    ["text", "a string"],
    [5, "5"],
    [() => undefined, "a function"],
  ])("refuses %j in the place of options", (options, what) => {
    const message = `options must be an object, not ${what}`;
    expect(() => resolveOptions(options as object)).toThrow(message);
    expect(() => checkOptions("send", options, callRules)).toThrow(message);
  });
});

describe("platforms", () => {
  it("may be any that payloads has a builder for", () => {
    expect(resolveOptions({ platforms }).platforms).toEqual(platforms);
    expect(() => resolveOptions({ platforms: [] })).toThrow(`Known platforms: ${platforms.join(", ")}`);
  });
});
