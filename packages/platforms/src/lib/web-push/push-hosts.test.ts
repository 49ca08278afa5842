import { browser } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { createBrowserKeys } from "../../../test/doubles/decrypt.js";
import { startHttpDouble } from "../../../test/doubles/http-double.js";
import { createWebPush } from "./create-web-push.js";
import { generateVapidKeys } from "./vapid-keys.js";

const vapidKeys = await generateVapidKeys();
const { p256dh, auth } = await createBrowserKeys();
const notification = browser({ title: "Your order is here" });

/** Pushes that all go to a server of this machine, whatever the host of the endpoint. */
async function startWith(status: number, body: string | object = "", headers: Record<string, string> = {}) {
  const server = await startHttpDouble(() => ({ status, body, headers }));
  const web = createWebPush({ subject: "mailto:push@example.com", ...vapidKeys, url: server.url, retry: false });
  closeAfterTest(web, server);
  return { server, push: (endpoint: string, sent = notification) => web.push(sent, { endpoint, p256dh, auth }) };
}

describe("the responses of the push services", () => {
  const google = "https://fcm.googleapis.com/fcm/send/abc";
  const mozilla = "https://updates.push.services.mozilla.com/wpush/v2/abc";
  const apple = "https://web.push.apple.com/abc";
  const windows = "https://wns2-par02p.notify.windows.com/w/?token=abc";
  const other = "https://push.example.com/abc";

  it.each([
    [
      google,
      403,
      "the VAPID credentials in the authorization header do not correspond",
      "credentialRefused",
      "HTTP 403",
      "handle",
    ],
    [google, 400, "<HTML><TITLE>UnauthorizedRegistration</TITLE></HTML>", "credentialRefused", "HTTP 400", "handle"],
    [google, 410, "push subscription has unsubscribed or expired.", "handleGone", "HTTP 410", "handle"],
    [google, 413, "", "refused", "HTTP 413", "payload"],
    [mozilla, 410, { code: 410, errno: 106, message: "Request did not validate" }, "handleGone", "errno 106", "handle"],
    [mozilla, 404, { code: 404, errno: 102 }, "handleGone", "errno 102", "handle"],
    [mozilla, 401, { code: 401, errno: 109, message: "bad JWT" }, "credentialRefused", "errno 109", "credential"],
    [mozilla, 413, { code: 413, errno: 104 }, "refused", "errno 104", "payload"],
    [mozilla, 400, { code: 400, errno: 110 }, "refused", "errno 110", "payload"],
    [mozilla, 503, { code: 503, errno: 201 }, "unavailable", "errno 201", "service"],
    [mozilla, 502, "Bad Gateway", "unavailable", "HTTP 502", "service"],
    [apple, 403, { reason: "BadJwtToken" }, "credentialRefused", "BadJwtToken", "credential"],
    [apple, 400, { reason: "VapidPkHashMismatch" }, "credentialRefused", "VapidPkHashMismatch", "handle"],
    [apple, 400, { reason: "BadWebPushTopic" }, "refused", "BadWebPushTopic", "payload"],
    [apple, 410, { reason: "Unregistered" }, "handleGone", "Unregistered", "handle"],
    [apple, 429, { reason: "TooManyRequests" }, "throttled", "TooManyRequests", "handle"],
    [other, 401, "", "credentialRefused", "HTTP 401", "credential"],
    [other, 429, "", "throttled", "HTTP 429", "handle"],
    [other, 302, "", "refused", "HTTP 302", "service"],
    [other, 500, "", "unavailable", "HTTP 500", "service"],
  ] as const)("%s: %i %j is %s (%s), about the %s", async (endpoint, status, body, state, reason, about) => {
    const { push } = await startWith(status, body);
    const result = await push(endpoint);
    expect(result).toMatchObject({ state, reason, status, about });
    expect(result.hint).toMatch(/^[A-Z].{15,}\.$/);
  });

  it("reads the headers of Windows, which drops some pushes with a success", async () => {
    const dropped = await startWith(200, "", { "x-wns-status": "dropped", "x-wns-msg-id": "M1" });
    expect(await dropped.push(windows)).toMatchObject({ state: "refused", reason: "dropped", id: "M1" });
    const received = await startWith(201, "", { "x-wns-notificationstatus": "received" });
    expect(await received.push(windows)).toMatchObject({ state: "delivered" });
    const throttled = await startWith(406);
    expect(await throttled.push(windows)).toMatchObject({ state: "throttled" });
    const bad = await startWith(400, "", { "x-wns-error-description": "Ttl value conflicts with X-WNS-Cache-Policy." });
    const result = await bad.push(windows);
    expect([result.state, result.details]).toEqual([
      "refused",
      { description: "Ttl value conflicts with X-WNS-Cache-Policy." },
    ]);
    const wrongKey = await startWith(403);
    expect((await wrongKey.push(windows)).hint).toMatch(/another VAPID key/);
  });

  it("sends the cache policy that matches the TTL to Windows only", async () => {
    const { server, push } = await startWith(201);
    await push(windows);
    await push(windows, browser({ title: "T" }, { headers: { TTL: "0" } }));
    await push(google);
    expect(server.received.map(({ headers }) => headers["x-wns-cache-policy"])).toEqual([
      "cache",
      "no-cache",
      undefined,
    ]);
  });

  it("keeps the path and audience of the endpoint when url is another server", async () => {
    const { server, push } = await startWith(201);
    await push("https://push.example.com/a/b?c=d");
    const [received] = server.received;
    const claims = JSON.parse(
      Buffer.from(received?.headers.authorization?.split(".")[1] ?? "", "base64url").toString(),
    );
    expect([received?.path, claims.aud]).toEqual(["/a/b?c=d", "https://push.example.com"]);
  });
});
