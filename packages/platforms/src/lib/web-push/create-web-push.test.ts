import { browser, rawNotification } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import webPush from "web-push";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { issueCertificate } from "../../../test/doubles/certificate.js";
import { startHttpDouble } from "../../../test/doubles/http-double.js";
import { startWebPushDouble } from "../../../test/doubles/web-push-double.js";
import { createWebPush, type WebPushOptions } from "./create-web-push.js";
import { generateVapidKeys } from "./vapid-keys.js";

const subject = "mailto:push@example.com";
const vapidKeys = await generateVapidKeys();
const otherKeys = await generateVapidKeys();
const notification = browser({ title: "Your order is here" });

async function start(options: Partial<WebPushOptions> = {}) {
  const double = await startWebPushDouble();
  const web = createWebPush({ subject, ...vapidKeys, random: () => 0, ...options });
  closeAfterTest(web, double);
  return { double, web, visitor: await double.subscribe(vapidKeys.publicKey) };
}

describe("createWebPush", () => {
  it("encrypts for the browser, identifies the sender, and returns the location of the message", async () => {
    const { web, visitor } = await start();
    const result = await web.push(notification, visitor.subscription);
    expect(result).toMatchObject({ state: "delivered", status: 201, id: "https://push.example.com/message/1" });
    expect(visitor.pushes[0]?.text).toBe('{"title":"Your order is here"}');
    expect(visitor.pushes[0]?.headers).toMatchObject({ ttl: "2419200", "content-type": "application/octet-stream" });
  });

  it("accepts a PushSubscription, its JSON, and the hub's handle", async () => {
    const { web, visitor } = await start();
    const { endpoint, keys } = visitor.subscription;
    const asPageHasIt = new (class PushSubscription {
      toJSON() {
        return visitor.subscription;
      }
    })();
    for (const handle of [
      asPageHasIt,
      JSON.stringify(visitor.subscription),
      { endpoint, ...keys },
      JSON.stringify({ endpoint, ...keys }),
    ]) {
      expect(await web.push(notification, handle)).toMatchObject({ state: "delivered" });
    }
    expect(visitor.pushes).toHaveLength(4);
  });

  it("sends the TTL, Urgency and Topic of the notification, and no other header", async () => {
    const { web, visitor } = await start({ ttlSeconds: 60 });
    const headers = { TTL: "5", Urgency: "high", Topic: "order-7", "X-Trace": "1" };
    await web.push(browser({ title: "T" }, { headers }), visitor.subscription);
    await web.push(notification, visitor.subscription);
    expect(visitor.pushes[0]?.headers).toMatchObject({ ttl: "5", urgency: "high", topic: "order-7" });
    expect(visitor.pushes[0]?.headers).not.toHaveProperty("x-trace");
    expect(visitor.pushes[1]?.headers.ttl).toBe("60");
  });

  it("sends the same headers and claims as web-push", async () => {
    const { double, web, visitor } = await start();
    await web.push(notification, visitor.subscription);
    const details = webPush.generateRequestDetails(visitor.subscription, notification.body, {
      vapidDetails: { subject, ...vapidKeys },
      contentEncoding: "aes128gcm",
    });
    const own = double.received[0]?.headers ?? {};
    const theirs = Object.fromEntries(
      Object.entries(details.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    const { authorization: ownProof = "", ...ownRest } = own;
    const { authorization: theirProof = "", urgency, ...theirRest } = theirs;
    expect(ownRest).toMatchObject(theirRest);
    const claimsOf = (proof: string) => JSON.parse(Buffer.from(proof.split(".")[1] ?? "", "base64url").toString());
    expect(claimsOf(ownProof)).toMatchObject({ ...claimsOf(theirProof), exp: expect.any(Number) });
    expect(ownProof.split(", k=")[1]).toBe(theirProof.split(", k=")[1]);
  });

  it("reuses the token of a push service for eleven hours", async () => {
    const state = { ms: Date.now() - 11 * 3_600_000 };
    const { double, web, visitor } = await start({ now: () => state.ms });
    await web.push(notification, visitor.subscription);
    state.ms += 11 * 3_600_000 - 1;
    await web.push(notification, visitor.subscription);
    state.ms += 1;
    await web.push(notification, visitor.subscription);
    const proofs = double.received.map(({ headers }) => headers.authorization);
    expect(proofs[1]).toBe(proofs[0]);
    expect(proofs[2]).not.toBe(proofs[0]);
    expect(visitor.pushes).toHaveLength(3);
  });

  it("reuses its connection", async () => {
    const { double, web, visitor } = await start();
    for (let index = 0; index < 5; index++) await web.push(notification, visitor.subscription);
    expect(double.connections).toBe(1);
  });

  it("uses TLS and trusts the given certificate", async () => {
    const certificate = await issueCertificate();
    const double = await startWebPushDouble(certificate);
    const web = createWebPush({ subject, ...vapidKeys, ca: certificate.cert });
    const wary = createWebPush({ subject, ...vapidKeys, retry: false });
    closeAfterTest(web, wary, double);
    const visitor = await double.subscribe(vapidKeys.publicKey);
    expect(await web.push(notification, visitor.subscription)).toMatchObject({ state: "delivered" });
    await expect(wary.push(notification, visitor.subscription)).rejects.toMatchObject({
      code: "NH_PLATFORM_UNREACHABLE",
      reason: expect.stringContaining("self-signed"),
    });
  });
});

describe("responses", () => {
  it("treats 404 and 410 as a subscription that is gone", async () => {
    const { web, visitor } = await start();
    visitor.unsubscribe();
    expect(await web.push(notification, visitor.subscription)).toMatchObject({ state: "handleGone", status: 410 });
    const unknown = { ...visitor.subscription, endpoint: `${visitor.subscription.endpoint}x` };
    expect(await web.push(notification, unknown)).toMatchObject({ state: "handleGone", status: 404 });
  });

  it("reports a VAPID key that the subscription does not belong to", async () => {
    const { web, double } = await start();
    const stranger = await double.subscribe(otherKeys.publicKey);
    const result = await web.push(notification, stranger.subscription);
    expect(result).toMatchObject({ state: "credentialRefused", about: "handle", status: 403 });
    expect(result.hint).toMatch(/another VAPID key/);
  });

  it("waits as long as the service asks, and pushes once", async () => {
    const { double, web, visitor } = await start();
    double.next({ status: 429, headers: { "retry-after": "0" } });
    double.next({ status: 503, headers: { "retry-after": "0" } });
    expect(await web.push(notification, visitor.subscription)).toMatchObject({ state: "delivered" });
    expect([double.received.length, visitor.pushes.length]).toEqual([3, 1]);
  });

  it("does not push again after a status that may follow a push", async () => {
    const { double, web, visitor } = await start();
    for (const status of [500, 502, 503, 504]) {
      double.next({ status });
      const result = await web.push(notification, visitor.subscription);
      expect(result).toMatchObject({ state: "unavailable", mayHaveBeenPushed: true, status });
    }
    expect(double.received).toHaveLength(4);
  });

  it("masks the token when a hostile server quotes the request", async () => {
    const server = await startHttpDouble(({ headers }) => ({
      status: 400,
      body: `You sent ${headers.authorization}\u001b[2J`,
    }));
    const web = createWebPush({ subject, ...vapidKeys });
    closeAfterTest(web, server);
    const { visitor } = await start();
    const result = await web.push(notification, { ...visitor.subscription, endpoint: `${server.url}/x` });
    expect(result.details.description).toBe("You sent *** [2J");
  });
});

describe("endpoints", () => {
  const keys = { p256dh: vapidKeys.publicKey, auth: "A".repeat(22) };

  it.each([
    "http://push.example.com/x",
    "https://10.0.0.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://192.168.1.1/x",
    "https://[fd00::1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://user:pass@push.example.com/x",
    "ftp://push.example.com/x",
    "file:///etc/passwd",
    "push",
  ])("%s is refused before anything is sent", async (endpoint) => {
    const { web } = await start();
    await expect(web.push(notification, { endpoint, keys })).rejects.toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      argument: "handle",
    });
  });

  it("refuses this machine when only public hosts are allowed", async () => {
    const { web, double, visitor } = await start({ hosts: "public" });
    for (const endpoint of [
      visitor.subscription.endpoint,
      "https://localhost/x",
      "https://127.1/x",
      "https://[::1]/x",
    ]) {
      await expect(web.push(notification, { endpoint, keys })).rejects.toThrow("names this machine");
    }
    expect(double.received).toEqual([]);
  });

  it("refuses plain http to a private network even when any host is allowed", async () => {
    const { web } = await start({ hosts: "any", retry: false });
    await expect(web.push(notification, { endpoint: "http://10.0.0.1/x", keys })).rejects.toThrow(
      "must be an https URL",
    );
  });

  it("does not follow redirects", async () => {
    const { double, web, visitor } = await start();
    const elsewhere = await startHttpDouble(() => ({ status: 201 }));
    closeAfterTest(elsewhere);
    double.next({ status: 307, headers: { location: elsewhere.url } });
    expect(await web.push(notification, visitor.subscription)).toMatchObject({ state: "refused", about: "service" });
    expect(elsewhere.received).toEqual([]);
  });

  it.each([
    ["no subscription", null],
    ["text that is not JSON", "push"],
    ["no keys", { endpoint: "https://push.example.com/x" }],
    ["a key that is too short", { endpoint: "https://push.example.com/x", keys: { ...keys, p256dh: "BAAA" } }],
    [
      "a secret that is too long",
      { endpoint: "https://push.example.com/x", keys: { ...keys, auth: `${keys.auth}AAAA` } },
    ],
    [
      "a key that is not a point",
      { endpoint: "https://push.example.com/x", keys: { ...keys, p256dh: `B${"A".repeat(86)}` } },
    ],
  ])("%s is refused, and no key is shown", async (_title, handle) => {
    const { web } = await start();
    const error = await web.push(notification, handle as never).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: "NH_INVALID_ARGUMENT", argument: "handle" });
    expect((error as Error).message).not.toContain("AAA");
  });
});

describe("the credential", () => {
  it.each([
    ["subject", { subject: "push@example.com" }, /subject must be a mailto: or https: URL/],
    ["publicKey", { publicKey: "AAAA" }, /publicKey must be 65 bytes/],
    ["privateKey", { privateKey: "x" }, /privateKey must be 32 bytes/],
    ["pair", { publicKey: otherKeys.publicKey }, /do not belong together/],
  ])("is refused when the %s is wrong, without showing it", (_part, wrong, message) => {
    const make = () => createWebPush({ subject, ...vapidKeys, ...wrong });
    expect(make).toThrow(message);
    expect(make).toThrow(
      expect.objectContaining({ code: "NH_CREDENTIAL_INVALID", step: "credential", platform: "browser" }),
    );
    expect(make).not.toThrow(vapidKeys.privateKey);
  });

  it("has the format of web-push, which accepts it", async () => {
    const keys = await generateVapidKeys();
    const theirs = webPush.generateVAPIDKeys();
    expect([keys.publicKey.length, keys.privateKey.length]).toEqual([
      theirs.publicKey.length,
      theirs.privateKey.length,
    ]);
    webPush.setVapidDetails(subject, keys.publicKey, keys.privateKey);
    createWebPush({ subject, ...theirs }).close();
  });
});

describe("the body", () => {
  it("must fit into one record", async () => {
    const { web, visitor } = await start();
    const fits = rawNotification({ platform: "browser", body: "x".repeat(3993) });
    expect(await web.push(fits, visitor.subscription)).toMatchObject({ state: "delivered" });
    await expect(web.push({ ...fits, body: "x".repeat(3994) }, visitor.subscription)).rejects.toThrow(
      "The body has 3994 bytes. Web Push takes 3993 at most: shorten it.",
    );
  });
});
