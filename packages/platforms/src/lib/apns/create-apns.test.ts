import { apple, type Notification, rawNotification } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { type ApnsDouble, type ApnsDoubleOptions, startApnsDouble } from "../../../test/doubles/apns-double.js";
import type { PushState, PushSubject } from "../result.js";
import { type ApnsConnectionOptions, createApns } from "./create-apns.js";
import { apnsReasons } from "./reasons.js";

const device = "0a".repeat(32);
const notification = apple({ alert: "Your order is here" });

async function start(options: ApnsConnectionOptions = {}, doubleOptions: ApnsDoubleOptions = {}) {
  const double = await startApnsDouble(doubleOptions);
  const apns = createApns({ ...double.credential, url: double.url, random: () => 0, ...options });
  closeAfterTest(apns, double);
  return { double, apns };
}

function only(double: ApnsDouble) {
  expect(double.pushed).toHaveLength(1);
  return double.pushed[0] as (typeof double.pushed)[number];
}

describe("createApns", () => {
  it("pushes, and returns the ID of Apple", async () => {
    const { double, apns } = await start();
    const result = await apns.push(notification, device);
    expect(result).toEqual({
      state: "delivered",
      step: "push",
      about: undefined,
      reason: undefined,
      hint: undefined,
      status: 200,
      id: expect.stringMatching(/^[0-9A-F-]{36}$/),
      retryAfterMs: undefined,
      retryable: false,
      mayHaveBeenPushed: true,
      newHandle: undefined,
      details: { environment: "production" },
    });
    expect(Object.isFrozen(result)).toBe(true);
    expect(only(double).body).toEqual({ aps: { alert: "Your order is here" } });
    expect(only(double).headers).toMatchObject({ "apns-topic": "com.example.shop", "apns-push-type": "alert" });
  });

  it.each([
    ["alert", "com.example.shop"],
    ["background", "com.example.shop"],
    ["complication", "com.example.shop.complication"],
    ["controls", "com.example.shop.push-type.controls"],
    ["fileprovider", "com.example.shop.pushkit.fileprovider"],
    ["liveactivity", "com.example.shop.push-type.liveactivity"],
    ["location", "com.example.shop.location-query"],
    ["mdm", "com.example.shop"],
    ["pushtotalk", "com.example.shop.voip-ptt"],
    ["voip", "com.example.shop.voip"],
    ["widgets", "com.example.shop.push-type.widgets"],
  ])("gives the push type %s the topic %s", async (pushType, topic) => {
    const { double, apns } = await start();
    const headers = { "apns-push-type": pushType };
    const result = await apns.push(rawNotification({ platform: "apple", body: '{"aps":{}}', headers }), device);
    expect([result.state, only(double).headers["apns-topic"]]).toEqual(["delivered", topic]);
  });

  it("sends the apns headers of the notification, and no other header", async () => {
    const { double, apns } = await start();
    const headers = {
      "APNS-Topic": "com.example.shop.voip",
      "apns-priority": "10",
      "apns-collapse-id": "order-7",
      "X-Trace": "1",
    };
    await apns.push(rawNotification({ platform: "apple", body: "{}", headers }), device);
    expect(only(double).headers).toMatchObject({
      "apns-topic": "com.example.shop.voip",
      "apns-push-type": "voip",
      "apns-priority": "10",
      "apns-collapse-id": "order-7",
    });
    expect(only(double).headers).not.toHaveProperty("x-trace");
  });

  it("multiplexes many pushes over one session, up to the limit of the server", async () => {
    const { double, apns } = await start({}, { streams: 7 });
    const results = await Promise.all(Array.from({ length: 100 }, () => apns.push(notification, device)));
    expect(results.every(({ state }) => state === "delivered")).toBe(true);
    expect([double.sessions.length, double.pushed.length]).toEqual([1, 100]);
    expect(double.mostStreams).toBe(7);
    expect(double.providerTokens.size).toBe(1);
  });

  it("begins with the one stream that Apple allows before the first valid push", async () => {
    const { double, apns } = await start({}, { streams: 50, streamsAtFirst: 1 });
    const results = await Promise.all(Array.from({ length: 60 }, () => apns.push(notification, device)));
    expect(results.every(({ state }) => state === "delivered")).toBe(true);
    expect(double.mostStreams).toBeGreaterThan(1);
    expect(double.sessions).toHaveLength(1);
  });
});

describe("responses", () => {
  // Apple, "Handling notification responses from APNs", table of error strings.
  const table: readonly (readonly [status: number, reason: string, state: PushState, about: PushSubject])[] = [
    [400, "BadCollapseId", "refused", "payload"],
    [400, "BadDeviceToken", "refused", "handle"],
    [400, "BadExpirationDate", "refused", "payload"],
    [400, "BadMessageId", "refused", "payload"],
    [400, "BadPriority", "refused", "payload"],
    [400, "BadTopic", "refused", "payload"],
    [400, "DeviceTokenNotForTopic", "refused", "handle"],
    [400, "DuplicateHeaders", "refused", "payload"],
    [400, "IdleTimeout", "unavailable", "service"],
    [400, "InvalidPushType", "refused", "payload"],
    [400, "MissingDeviceToken", "refused", "handle"],
    [400, "MissingTopic", "refused", "payload"],
    [400, "PayloadEmpty", "refused", "payload"],
    [400, "TopicDisallowed", "refused", "payload"],
    [403, "BadCertificate", "credentialRefused", "credential"],
    [403, "BadCertificateEnvironment", "credentialRefused", "credential"],
    [403, "BadEnvironmentKeyIdInToken", "credentialRefused", "credential"],
    [403, "BadEnvironmentKeyInToken", "credentialRefused", "credential"],
    [403, "ExpiredProviderToken", "credentialRefused", "credential"],
    [403, "Forbidden", "credentialRefused", "credential"],
    [403, "InvalidProviderToken", "credentialRefused", "credential"],
    [403, "MissingProviderToken", "credentialRefused", "credential"],
    [403, "UnrelatedKeyIdInToken", "credentialRefused", "credential"],
    [404, "BadPath", "refused", "handle"],
    [405, "MethodNotAllowed", "refused", "service"],
    [410, "ExpiredToken", "handleGone", "handle"],
    [410, "Unregistered", "handleGone", "handle"],
    [413, "PayloadTooLarge", "refused", "payload"],
    [429, "TooManyProviderTokenUpdates", "throttled", "service"],
    [429, "TooManyRequests", "throttled", "handle"],
    [500, "InternalServerError", "unavailable", "service"],
    [503, "ServiceUnavailable", "unavailable", "service"],
    [503, "Shutdown", "unavailable", "service"],
  ];
  it.each(table)("%i %s is %s, about the %s, with a hint", async (status, reason, state, about) => {
    const { double, apns } = await start({ retry: false });
    double.next({ status, reason });
    const result = await apns.push(notification, device);
    expect(result).toMatchObject({ state, about, reason, status, mayHaveBeenPushed: status === 500 });
    expect(result.hint).toMatch(/^[A-Z].{20,}\.$/);
  });

  it("has no reasons beyond that table", () => {
    expect(Object.keys(apnsReasons).sort()).toEqual(table.map(([, reason]) => reason).sort());
  });

  it.each([
    [400, "refused", false],
    [403, "credentialRefused", false],
    [410, "handleGone", false],
    [418, "refused", false],
    [429, "throttled", false],
    [500, "unavailable", true],
    [503, "unavailable", true],
  ])("judges a status %i without a reason", async (status, state, mayHaveBeenPushed) => {
    const { double, apns } = await start({ retry: false });
    double.next({ status, body: "<html>" });
    const result = await apns.push(notification, device);
    expect(result).toMatchObject({ state, mayHaveBeenPushed, status, reason: `HTTP ${status}` });
  });

  it("returns when a token became invalid", async () => {
    const { double, apns } = await start();
    double.next({ status: 410, reason: "Unregistered", timestamp: 1_900_000_000_000 });
    const { state, details } = await apns.push(notification, device);
    expect([state, details.timestamp]).toEqual(["handleGone", "2030-03-17T17:46:40.000Z"]);
  });

  it("returns the ID of the development environment, and ignores a reason that is not a word", async () => {
    const { double, apns } = await start({ environment: "development" });
    double.next({ status: 400, body: '{"reason":"Odd\\u001b[31m"}', headers: { "apns-unique-id": "u-1" } });
    const { reason, details } = await apns.push(notification, device);
    expect([reason, details]).toEqual(["HTTP 400", { environment: "development", uniqueId: "u-1" }]);
  });

  it("keeps any handle within its segment of the path", async () => {
    const { apns } = await start();
    for (const handle of ["..", ".", "../4/broadcasts", "a/b?c#d", "ü\ud800", "x y"]) {
      expect(await apns.push(notification, handle)).toMatchObject({ state: "refused", reason: "BadDeviceToken" });
    }
  });
});

describe("environments", () => {
  async function both(production?: string, development?: string) {
    const doubles = { production: await startApnsDouble(), development: await startApnsDouble() };
    if (production)
      doubles.production.always(device, { status: production === "BadDeviceToken" ? 400 : 403, reason: production });
    if (development)
      doubles.development.always(device, { status: development === "BadDeviceToken" ? 400 : 403, reason: development });
    const url = { production: doubles.production.url, development: doubles.development.url };
    const apns = createApns({ ...doubles.production.credential, url, environment: "both" });
    closeAfterTest(apns, doubles.production, doubles.development);
    return { ...doubles, result: await apns.push(notification, device) };
  }

  it("pushes to production first", async () => {
    const { production, development, result } = await both();
    expect([result.details.environment, production.pushed.length, development.pushed.length]).toEqual([
      "production",
      1,
      0,
    ]);
  });

  it.each(["BadDeviceToken", "BadEnvironmentKeyInToken", "BadEnvironmentKeyIdInToken"])(
    "pushes to development when production responds with %s",
    async (reason) => {
      const { development, result } = await both(reason);
      expect([result.state, result.details.environment]).toEqual(["delivered", "development"]);
      expect(development.pushed).toHaveLength(1);
    },
  );

  it("reports when neither environment knows the token", async () => {
    const { result } = await both("BadDeviceToken", "BadDeviceToken");
    expect(result).toMatchObject({ state: "refused", reason: "BadDeviceToken" });
    expect(result.hint).toMatch(/^Neither environment knows the token/);
  });

  it("reports the token when the key is for production only, and production does not know the token", async () => {
    const { result } = await both("BadDeviceToken", "BadEnvironmentKeyInToken");
    expect([result.reason, result.details.environment]).toEqual(["BadDeviceToken", "production"]);
  });

  it("does not push to development when production refuses for another reason", async () => {
    const { development, result } = await both("InvalidProviderToken");
    expect([result.reason, development.sessions.length]).toEqual(["InvalidProviderToken", 0]);
  });
});

describe("the provider token", () => {
  function clock(startMs = 1_900_000_000_000) {
    const state = { ms: startMs };
    return { state, now: () => state.ms };
  }

  it("is renewed after 50 minutes", async () => {
    const { state, now } = clock();
    const { double, apns } = await start({ now }, { now });
    await apns.push(notification, device);
    state.ms += 49 * 60_000;
    await apns.push(notification, device);
    expect(double.providerTokens.size).toBe(1);
    state.ms += 60_000;
    await apns.push(notification, device);
    expect(double.providerTokens.size).toBe(2);
  });

  it("is renewed once when Apple calls it expired, and the push succeeds", async () => {
    const { state, now } = clock();
    const { double, apns } = await start({ now }, { now });
    await apns.push(notification, device);
    state.ms += 30 * 60_000;
    double.next({ status: 403, reason: "ExpiredProviderToken" });
    expect(await apns.push(notification, device)).toMatchObject({ state: "delivered" });
    expect([double.providerTokens.size, double.pushed.length]).toEqual([2, 2]);
  });

  it("is renewed once for a hundred pushes with the same response", async () => {
    const { state, now } = clock();
    const { double, apns } = await start({ now }, { now });
    await apns.push(notification, device);
    state.ms += 30 * 60_000;
    double.next(...Array.from({ length: 100 }, () => ({ status: 403, reason: "ExpiredProviderToken" })));
    const results = await Promise.all(Array.from({ length: 100 }, () => apns.push(notification, device)));
    expect(results.every(({ state }) => state === "delivered")).toBe(true);
    expect([double.providerTokens.size, double.pushed.length]).toEqual([2, 101]);
  });

  it("is never replaced within 20 minutes, and the hint names the clock", async () => {
    const { now } = clock();
    const { double, apns } = await start({ now }, { now: () => now() + 2 * 3_600_000 });
    const result = await apns.push(notification, device);
    expect(result).toMatchObject({ state: "credentialRefused", reason: "ExpiredProviderToken" });
    expect(result.hint).toMatch(/clock/);
    expect([double.providerTokens.size, double.sessions.length]).toEqual([1, 1]);
  });

  it("is not replaced when retries are off", async () => {
    const { state, now } = clock();
    const { double, apns } = await start({ now, retry: false }, { now });
    await apns.push(notification, device);
    state.ms += 30 * 60_000;
    double.next({ status: 403, reason: "ExpiredProviderToken" });
    expect(await apns.push(notification, device)).toMatchObject({ state: "credentialRefused" });
  });

  it("must not change for 20 minutes after TooManyProviderTokenUpdates", async () => {
    const { double, apns } = await start();
    double.next({ status: 429, reason: "TooManyProviderTokenUpdates" });
    expect(await apns.push(notification, device)).toMatchObject({ state: "throttled", retryAfterMs: 1_200_000 });
  });
});

describe("the push type of a notification without the header", () => {
  const cases: readonly [body: object, pushType: string][] = [
    [{ aps: { alert: "x" } }, "alert"],
    [{ aps: { "content-available": 1 } }, "background"],
    [{ aps: { "content-available": 1, sound: "default" } }, "alert"],
    [{ aps: { "content-state": {}, event: "update" } }, "liveactivity"],
    [{ mdm: "magic" }, "mdm"],
    [{}, "alert"],
  ];
  it.each(cases)("%j is %s", async (body, pushType) => {
    const { double, apns } = await start();
    const written: Notification = {
      platform: "apple",
      contentType: "application/json",
      headers: {},
      body: JSON.stringify(body),
    };
    expect(await apns.push(written, device)).toMatchObject({ state: "delivered" });
    expect(only(double).headers["apns-push-type"]).toBe(pushType);
  });

  it("is computed again for a notification that is not frozen", async () => {
    const { double, apns } = await start();
    const written = {
      platform: "apple" as const,
      contentType: "application/json",
      headers: {},
      body: '{"aps":{"badge":1}}',
    };
    await apns.push(written, device);
    written.body = '{"aps":{"badge":2}}';
    await apns.push(written, device);
    expect(double.pushed.map(({ body }) => body)).toEqual([{ aps: { badge: 1 } }, { aps: { badge: 2 } }]);
  });
});
