import { fcmV1, rawNotification } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { issueCertificate } from "../../../test/doubles/certificate.js";
import { serviceAccount, startFcmDouble } from "../../../test/doubles/fcm-double.js";
import type { TokenClientOptions } from "../push/options.js";
import { createFcmV1 } from "./create-fcm-v1.js";

const notification = fcmV1({ notification: { title: "Your order is here" } });

async function start(options: TokenClientOptions = {}) {
  const double = await startFcmDouble();
  const { url, tokenUrl } = double;
  const fcm = createFcmV1(serviceAccount, { url, tokenUrl, random: () => 0, ...options });
  closeAfterTest(fcm, double);
  return { double, fcm };
}

describe("createFcmV1", () => {
  it("gets a token with the service account, pushes to the handle, and returns the name of the message", async () => {
    const { double, fcm } = await start();
    const result = await fcm.push(notification, 'handle-"1"');
    expect(result).toMatchObject({ state: "delivered", status: 200, id: "projects/shop-1234/messages/1" });
    expect(double.pushed).toEqual([{ token: 'handle-"1"', notification: { title: "Your order is here" } }]);
  });

  it("accepts the service account as a string", async () => {
    const { double } = await start();
    const { url, tokenUrl } = double;
    const fcm = createFcmV1(JSON.stringify(serviceAccount), { url, tokenUrl });
    closeAfterTest(fcm);
    expect(await fcm.push(notification, "handle")).toMatchObject({ state: "delivered" });
  });

  it("checks the handle and the payload without a push", async () => {
    const { double, fcm } = await start();
    expect(await fcm.push(notification, "handle", { validateOnly: true })).toMatchObject({ state: "delivered" });
    expect(await fcm.push(notification, "gone", { validateOnly: true })).toMatchObject({ reason: "UNREGISTERED" });
    expect([double.pushed.length, double.validated.length]).toEqual([0, 1]);
  });

  it("reports that validateOnly pushed nothing, and retries it after any failure", async () => {
    const { double, fcm } = await start();
    double.next("reset", /messages:send/);
    const checked = await fcm.push(notification, "handle", { validateOnly: true });
    expect([checked.state, checked.mayHaveBeenPushed]).toEqual(["delivered", false]);
    expect((await fcm.push(notification, "handle")).mayHaveBeenPushed).toBe(true);
  });

  it("uses HTTP/2 over TLS, with one connection for all pushes", async () => {
    const certificate = await issueCertificate();
    const double = await startFcmDouble(certificate);
    const { url, tokenUrl } = double;
    const fcm = createFcmV1(serviceAccount, { url, tokenUrl, ca: certificate.cert });
    closeAfterTest(fcm, double);
    await Promise.all(Array.from({ length: 50 }, () => fcm.push(notification, "handle")));
    expect([...new Set(double.received.map(({ path, httpVersion }) => `${path} ${httpVersion}`))]).toEqual([
      "/token 1.1",
      "/v1/projects/shop-1234/messages:send 2.0",
    ]);
    // One for the token, one to negotiate, and one for all pushes.
    expect(double.connections).toBeLessThanOrEqual(3);
    expect(double.pushed).toHaveLength(50);
  });

  it("uses HTTP/1.1 when the server offers nothing else, as behind a proxy that inspects TLS", async () => {
    const certificate = await issueCertificate();
    const double = await startFcmDouble({ ...certificate, http1Only: true });
    const { url, tokenUrl } = double;
    const fcm = createFcmV1(serviceAccount, { url, tokenUrl, ca: certificate.cert });
    closeAfterTest(fcm, double);
    expect(await fcm.push(notification, "handle")).toMatchObject({ state: "delivered" });
    expect(double.received.at(-1)?.httpVersion).toBe("1.1");
  });

  it("reports a server that it cannot reach, and negotiates again with the next push", async () => {
    const certificate = await issueCertificate();
    const double = await startFcmDouble(certificate);
    const { tokenUrl } = (await start()).double;
    const wary = createFcmV1(serviceAccount, { url: double.url, tokenUrl, retry: false });
    closeAfterTest(wary, double);
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(wary.push(notification, "handle")).rejects.toMatchObject({
        code: "NH_PLATFORM_UNREACHABLE",
        step: "connect",
        reason: expect.stringContaining("self-signed"),
      });
    }
  });
});

describe("responses", () => {
  it.each([
    ["gone", "handleGone", "handle", "UNREGISTERED", undefined],
    ["other", "refused", "handle", "SENDER_ID_MISMATCH", undefined],
    ["bad", "refused", "handle", "INVALID_ARGUMENT", undefined],
  ])("reports a handle that is %s as %s", async (handle, state, about, reason, field) => {
    const { fcm } = await start();
    const result = await fcm.push(notification, handle);
    expect(result).toMatchObject({ state, about, reason, mayHaveBeenPushed: false });
    expect([result.details.field, result.hint]).toEqual([field, expect.stringMatching(/^[A-Z].{15,}\.$/)]);
  });

  it("names the field at fault", async () => {
    const { fcm } = await start();
    const wrong = rawNotification({ platform: "fcmv1", body: '{"message":{"data":{"count":12}}}' });
    const result = await fcm.push(wrong, "handle");
    expect(result).toMatchObject({ state: "refused", about: "payload", reason: "INVALID_ARGUMENT" });
    expect(result.hint).toBe("FCM does not accept message.data[0].value. Correct it.");
    expect(result.details).toEqual({
      field: "message.data[0].value",
      description: "Invalid value at 'message.data[0].value' (TYPE_STRING), 12",
    });
  });

  it.each([
    ["that of the device", [{ subject: "device", description: "Device message rate exceeded." }], "handle"],
    ["that of a project named after a device", [{ subject: "project:my-device-app", description: "" }], "service"],
    ["that of the project", [{ subject: "project:123", description: "Message rate exceeded." }], "service"],
    ["not said", undefined, "service"],
  ] as const)("reads whose quota is used up: %s", async (_title, violations, about) => {
    const { double, fcm } = await start({ retry: false });
    const details = [
      { "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", errorCode: "QUOTA_EXCEEDED" },
      ...(violations === undefined ? [] : [{ "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations }]),
    ];
    double.next(
      { status: 429, body: { error: { code: 429, status: "RESOURCE_EXHAUSTED", details } } },
      /messages:send/,
    );
    const result = await fcm.push(notification, "handle");
    expect(result).toMatchObject({ state: "throttled", about, reason: "QUOTA_EXCEEDED", retryAfterMs: 60_000 });
  });

  const error = (code: number, status: string, errorCode?: string) => ({
    status: code,
    body: { error: { code, status, message: "Said so.", details: errorCode === undefined ? [] : [{ errorCode }] } },
  });
  it.each([
    [error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"), "throttled", "QUOTA_EXCEEDED", false, 60_000],
    [
      { ...error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"), headers: { "retry-after": "7" } },
      "throttled",
      "QUOTA_EXCEEDED",
      false,
      7000,
    ],
    [
      { ...error(503, "UNAVAILABLE", "UNAVAILABLE"), headers: { "retry-after": "30" } },
      "unavailable",
      "UNAVAILABLE",
      false,
      30_000,
    ],
    [error(500, "INTERNAL", "INTERNAL"), "unavailable", "INTERNAL", true, undefined],
    [
      error(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR"),
      "credentialRefused",
      "THIRD_PARTY_AUTH_ERROR",
      false,
      undefined,
    ],
    [error(403, "PERMISSION_DENIED"), "credentialRefused", "PERMISSION_DENIED", false, undefined],
    [error(404, "NOT_FOUND"), "credentialRefused", "NOT_FOUND", false, undefined],
    [{ status: 502, body: "<html>Bad gateway" }, "unavailable", "HTTP 502", true, undefined],
    [{ status: 503, body: "<html>Somebody else's 503" }, "unavailable", "HTTP 503", true, undefined],
  ] as const)("returns %j as %s", async (reply, state, reason, mayHaveBeenPushed, retryAfterMs) => {
    const { double, fcm } = await start({ retry: false });
    double.next(reply, /messages:send/);
    const result = await fcm.push(notification, "handle");
    expect(result).toMatchObject({ state, reason, mayHaveBeenPushed, retryAfterMs, step: "push" });
  });
});

describe("the access token", () => {
  it("serves many pushes", async () => {
    const { double, fcm } = await start();
    await Promise.all(Array.from({ length: 50 }, () => fcm.push(notification, "handle")));
    await fcm.push(notification, "handle");
    expect([double.tokens.count, double.pushed.length]).toEqual([1, 51]);
  });

  it("is renewed early, while pushes use the old one", async () => {
    const state = { ms: Date.now() };
    const { double, fcm } = await start({ now: () => state.ms });
    await fcm.push(notification, "handle");
    state.ms += 3_299_000;
    await fcm.push(notification, "handle");
    expect(double.tokens.count).toBe(1);
    state.ms += 1000;
    double.next({ status: 500 }, /token/);
    await fcm.push(notification, "handle");
    await fcm.push(notification, "handle");
    await expect.poll(() => double.tokens.count).toBe(2);
    expect(double.pushed).toHaveLength(4);
  });

  it("is renewed once when FCM no longer accepts it, and the push succeeds", async () => {
    const { double, fcm } = await start();
    await fcm.push(notification, "handle");
    double.tokens.expire();
    const results = await Promise.all(Array.from({ length: 20 }, () => fcm.push(notification, "handle")));
    expect(results.every(({ state }) => state === "delivered")).toBe(true);
    expect([double.tokens.count, double.pushed.length]).toEqual([2, 21]);
  });

  it("is renewed only once when FCM accepts no token", async () => {
    const { double, fcm } = await start();
    for (let index = 0; index < 3; index++) {
      double.next({ status: 401, body: { error: { status: "UNAUTHENTICATED" } } }, /messages:send/);
    }
    expect(await fcm.push(notification, "handle")).toMatchObject({
      state: "credentialRefused",
      reason: "UNAUTHENTICATED",
    });
    expect(double.tokens.count).toBe(2);
  });

  it("that Google refuses is a result, and nothing was pushed", async () => {
    const { double } = await start();
    const account = { ...serviceAccount, client_email: "nobody@shop-1234.iam.gserviceaccount.com" };
    const fcm = createFcmV1(account, { url: double.url, tokenUrl: double.tokenUrl });
    closeAfterTest(fcm);
    const result = await fcm.push(notification, "handle");
    expect(result).toMatchObject({
      state: "credentialRefused",
      step: "token",
      reason: "invalid_grant",
      mayHaveBeenPushed: false,
    });
    expect(result.details).toEqual({ description: "Invalid JWT Signature." });
    expect(result.hint).toMatch(/clock/);
  });

  it.each([
    [{ status: 503, body: "busy" }, "unavailable"],
    [{ status: 429, body: { error: "rate_limited" } }, "throttled"],
    [{ status: 200, body: { token: "?" } }, "credentialRefused"],
    [{ status: 200, body: { access_token: "two\nlines" } }, "credentialRefused"],
  ] as const)("that the server does not issue is a result: %j is %s", async (reply, state) => {
    const { double, fcm } = await start({ retry: false });
    double.next(reply, /token/);
    expect(await fcm.push(notification, "handle")).toMatchObject({ state, step: "token", mayHaveBeenPushed: false });
  });

  it("is requested again after any failure, because no push was sent", async () => {
    const { double, fcm } = await start();
    double.next("reset", /token/);
    double.next({ status: 500 }, /token/);
    expect(await fcm.push(notification, "handle")).toMatchObject({ state: "delivered" });
    expect(double.pushed).toHaveLength(1);
  });

  it("that does not arrive in time fails the push at the token step", async () => {
    const { double, fcm } = await start({ retry: false, timeoutMs: 60 });
    double.next("hang", /token/);
    await expect(fcm.push(notification, "handle")).rejects.toMatchObject({
      code: "NH_PLATFORM_UNREACHABLE",
      step: "token",
      mayHaveBeenPushed: false,
      reason: "No access token came within 60 ms.",
    });
  });

  it("is still delivered to other pushes when one is aborted", async () => {
    const { double, fcm } = await start();
    double.next({ status: 200, body: { access_token: "slow", expires_in: 3600 }, delayMs: 60 }, /token/);
    const controller = new AbortController();
    const aborted = fcm.push(notification, "handle", { signal: controller.signal });
    const other = fcm.push(notification, "handle");
    controller.abort(new Error("mine"));
    await expect(aborted).rejects.toThrow("mine");
    expect(await other).toMatchObject({ state: "delivered" });
  });
});

describe("a push without a response", () => {
  it("is never retried after it was sent", async () => {
    const { double, fcm } = await start();
    await fcm.push(notification, "handle");
    double.next("reset", /messages:send/);
    await expect(fcm.push(notification, "handle")).rejects.toMatchObject({
      code: "NH_PUSH_UNKNOWN",
      step: "push",
      mayHaveBeenPushed: true,
    });
    expect(double.received.filter(({ path }) => path.includes("messages:send"))).toHaveLength(2);
  });

  it("is unknown after the timeout", async () => {
    const { double, fcm } = await start();
    await fcm.push(notification, "handle");
    double.next("hang", /messages:send/);
    await expect(fcm.push(notification, "handle", { timeoutMs: 50 })).rejects.toMatchObject({
      code: "NH_PUSH_UNKNOWN",
      reason: "No response came within 50 ms.",
    });
  });

  it("is not assumed when a status came but the body breaks off or does not end", async () => {
    const { double, fcm } = await start();
    double.next("break", /messages:send/);
    expect(await fcm.push(notification, "handle")).toMatchObject({ state: "handleGone", status: 410 });
    double.next("flood", /messages:send/);
    expect(await fcm.push(notification, "handle")).toMatchObject({ state: "refused", status: 400 });
  });
});

describe("the service account", () => {
  it.each([
    ["text that is not JSON", "{secret", /not a JSON object/],
    ["google-services.json", { project_info: {}, client: [] }, /the file of the app/],
    ["another kind of credential", { ...serviceAccount, type: "authorized_user" }, /must be "service_account"/],
    ["no project", { ...serviceAccount, project_id: undefined }, /has no project_id/],
    ["no address", { ...serviceAccount, client_email: "" }, /has no client_email/],
    ["no key", { ...serviceAccount, private_key: undefined }, /has no private_key/],
    [
      "a broken key",
      { ...serviceAccount, private_key: "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----" },
      /not an RSA key/,
    ],
  ])("%s is refused, and nothing of it is shown", (_title, account, message) => {
    const make = () => createFcmV1(account as never);
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: "NH_CREDENTIAL_INVALID", step: "credential" }));
    expect(make).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
    expect(make).not.toThrow(/secret|c2Vj/);
  });

  it("sends its assertion to servers of Google only, unless tokenUrl is set", () => {
    const make = (token_uri: string) => createFcmV1({ ...serviceAccount, token_uri });
    make("https://oauth2.googleapis.com/token").close();
    make("https://accounts.google.com/o/oauth2/token").close();
    for (const uri of [
      "https://evil.example/token",
      "http://oauth2.googleapis.com/token",
      "https://evilgoogle.com/",
      "x",
    ]) {
      expect(() => make(uri)).toThrow("token_uri must be an address of Google.");
    }
  });
});

describe("the body", () => {
  it.each([
    ["no message", '{"notification":{}}', /must be \{"message"/],
    ["a list", '{"message":[]}', /must be \{"message"/],
    ["a target of its own", '{"message":{"topic":"news"}}', /message.topic must not be set/],
  ])("with %s is refused before anything is sent", async (_title, body, message) => {
    const { double, fcm } = await start();
    await expect(fcm.push(rawNotification({ platform: "fcmv1", body }), "handle")).rejects.toThrow(message);
    expect(double.received).toEqual([]);
  });
});
