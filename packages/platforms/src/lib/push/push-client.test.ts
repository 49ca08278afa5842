import { inspect } from "node:util";
import { apple, baidu, browser, fcmV1, gcm, template, windowsPhoneRaw, windowsRaw } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { serviceAccount } from "../../../test/doubles/fcm-double.js";
import { createAdm } from "../adm/create-adm.js";
import { isArgumentError } from "../argument-error.js";
import { createFcmV1 } from "../fcm-v1/create-fcm-v1.js";
import { isPlatformError } from "../platform-error.js";
import { refusedPlatforms } from "../refused-platforms.js";
import { createWebPush } from "../web-push/create-web-push.js";
import { generateVapidKeys } from "../web-push/vapid-keys.js";
import { createWns } from "../wns/create-wns.js";
import { createXiaomi } from "../xiaomi/create-xiaomi.js";

const keys = await generateVapidKeys();
const secrets = [
  "package-secret",
  "adm-secret",
  "xiaomi-secret",
  keys.privateKey,
  serviceAccount.private_key.slice(40, 80),
];
const clients = {
  fcm: createFcmV1(serviceAccount),
  web: createWebPush({ subject: "mailto:push@example.com", ...keys }),
  wns: createWns({ packageSid: "ms-app://s-1-15-2-1", secretKey: "package-secret" }),
  adm: createAdm({ clientId: "id", clientSecret: "adm-secret" }),
  xiaomi: createXiaomi({ appSecret: "xiaomi-secret" }),
};

describe("a client of a push service", () => {
  it("shows no secret when it is logged or written as JSON", () => {
    for (const client of Object.values(clients)) {
      const shown = inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client);
      for (const secret of secrets) expect(shown).not.toContain(secret);
      expect(Object.isFrozen(client)).toBe(true);
    }
  });

  it("refuses notifications for other platforms, and names the right client", async () => {
    await expect(clients.fcm.push(apple({ alert: "x" }), "handle")).rejects.toThrow(
      "FCM takes notifications for fcmv1, not for apple. Compose the notification for fcmv1, or use the client for apple.",
    );
    await expect(clients.wns.push(browser({ title: "x" }), "handle")).rejects.toMatchObject({
      argument: "notification",
    });
  });

  it("explains why it refuses Baidu, MPNS, the legacy FCM and templates", async () => {
    const notifications = [
      baidu({ title: "x", description: "x" }),
      windowsPhoneRaw("x"),
      gcm({ data: { a: "b" } }),
      template({ a: "b" }),
    ];
    for (const notification of notifications) {
      const error = await clients.fcm.push(notification, "handle").catch((reason: Error) => reason);
      expect((error as Error).message).toContain(refusedPlatforms[notification.platform]);
    }
    expect(Object.keys(refusedPlatforms)).toEqual(["baidu", "windowsphone", "gcm", "template"]);
  });

  it.each(["web", "wns", "adm", "xiaomi"] as const)("%s refuses validateOnly before anything is sent", async (name) => {
    const platforms = { web: "browser", wns: "windows", adm: "adm", xiaomi: "xiaomi" } as const;
    const notification = { platform: platforms[name], contentType: "x", headers: {}, body: "{}" };
    const error = await clients[name]
      .push(notification, "handle", { validateOnly: true })
      .catch((reason: Error) => reason);
    expect(isArgumentError(error)).toBe(true);
    expect((error as Error).message).toMatch(/cannot check a push without carrying it out. Only FCM can./);
  });

  it.each([
    [null, {}, "notification must be what a builder of @nh/payloads returns."],
    [{ platform: "fcmv1", body: 5, headers: {} }, {}, "notification must be what a builder of @nh/payloads returns."],
    [
      fcmV1({ data: { a: "b" } }),
      { validateonly: true },
      'Unknown option "validateonly". Known options: signal, timeoutMs, validateOnly.',
    ],
    [
      fcmV1({ data: { a: "b" } }),
      { timeoutMs: 0 },
      "timeoutMs must be a number of milliseconds from 1 to 2,147,483,647.",
    ],
    [fcmV1({ data: { a: "b" } }), { signal: {} }, "signal must be an AbortSignal."],
    [fcmV1({ data: { a: "b" } }), { validateOnly: "yes" }, "validateOnly must be true or false."],
    [fcmV1({ data: { a: "b" } }), null, "options must be an object."],
  ])("refuses wrong arguments (%#)", async (notification, options, message) => {
    await expect(clients.fcm.push(notification as never, "handle", options as never)).rejects.toThrow(message);
  });

  it("refuses a handle that is not a string, and a header with a line break", async () => {
    await expect(clients.fcm.push(fcmV1({ data: { a: "b" } }), "")).rejects.toThrow(
      "handle must be the registration token",
    );
    const channel = "https://db5.notify.windows.com/?token=x";
    const smuggled = { ...windowsRaw("x"), headers: { "X-WNS-Tag": "a\r\nX-Evil: 1" } };
    await expect(clients.wns.push(smuggled, channel)).rejects.toThrow("The header X-WNS-Tag must be one line");
  });

  it("throws errors that the guards recognize, also those of another copy", () => {
    const other = { [Symbol.for("@nh/platforms/PlatformError")]: true };
    expect([
      isPlatformError(other),
      isArgumentError(other),
      isPlatformError(new Error("x")),
      isPlatformError(null),
    ]).toEqual([true, false, false, false]);
  });
});

describe("options of a client", () => {
  const make = (options: object) => () => createXiaomi({ appSecret: "secret-secret", ...options } as never);

  it.each([
    [
      { timeoutms: 5 },
      'Unknown option "timeoutms". Known options: appSecret, region, url, timeoutMs, totalTimeoutMs, retry, ca, now, random.',
    ],
    [{ timeoutMs: -1 }, "timeoutMs must be a number of milliseconds"],
    [{ totalTimeoutMs: "5" }, "totalTimeoutMs must be a number of milliseconds"],
    [{ retry: 3 }, "retry must be false or an object such as { maxRetries: 3 }."],
    [{ retry: { maxRetries: 1.5 } }, "retry.maxRetries must be a whole number, 0 or more."],
    [
      { retry: { retries: 3 } },
      'Unknown option "retries". Known options: maxRetries, baseDelayMs, maxDelayMs, responses.',
    ],
    [{ retry: { responses: 1 } }, "retry.responses must be true or false."],
    [{ ca: 5 }, "ca must be certificates in PEM."],
    [{ now: 5 }, "now must be a function that returns milliseconds since 1970."],
    [{ random: 0.5 }, "random must be a function that returns a number from 0 up to 1."],
    [
      { url: "http://10.0.0.1:8080" },
      "url must be an https URL, or an http URL on localhost or another loopback address.",
    ],
    [{ url: "ftp://localhost" }, "url must be an https URL"],
    [{ url: "https://me:secret@push.example.com" }, "url must be an https URL"],
    [{ url: "nonsense" }, "url must be an https URL"],
  ])("%j is refused", (options, message) => {
    expect(make(options)).toThrow(message);
    expect(make(options)).not.toThrow(/secret-secret|me:secret/);
  });

  it.each([
    "https://push.example.com",
    "https://10.0.0.1",
    "http://localhost:1",
    "http://127.0.0.1:1",
    "http://[::1]:1",
  ])("url may be %s", async (url) => {
    await make({ url })().close();
  });
});
