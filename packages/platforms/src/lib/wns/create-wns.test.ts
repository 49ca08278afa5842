import { rawNotification, windowsBadge, windowsRaw, windowsToast } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { packageCredential, startWnsDouble, tenantCredential } from "../../../test/doubles/wns-double.js";
import { createWns, type WnsOptions } from "./create-wns.js";

const toast = windowsToast({ texts: ["Your order is here"] });

async function start(options: Partial<WnsOptions> = {}) {
  const double = await startWnsDouble();
  const wns = createWns({
    ...packageCredential,
    url: double.url,
    tokenUrl: `${double.url}/token`,
    random: () => 0,
    ...options,
  } as WnsOptions);
  closeAfterTest(wns, double);
  return { double, wns };
}

describe("createWns", () => {
  it("gets a token with the package SID, pushes to the channel, and returns the X-WNS headers", async () => {
    const { double, wns } = await start();
    const result = await wns.push(toast, double.channel);
    expect(result).toMatchObject({ state: "delivered", id: "1A2B3C4D5E6F7788" });
    expect(result.details).toEqual({
      notificationStatus: "received",
      deviceConnectionStatus: "connected",
      debugTrace: "trace-1",
    });
    const [push] = double.pushed;
    expect(push?.path).toBe("/?token=AwYAAA%2b%3d");
    expect(push?.headers).toMatchObject({ "x-wns-type": "wns/toast", "x-wns-requestforstatus": "true" });
    expect(push?.body.toString()).toBe(toast.body);
  });

  it("gets a token with an app registration of Microsoft Entra ID", async () => {
    const double = await startWnsDouble();
    const wns = createWns({ ...tenantCredential, url: double.url, tokenUrl: `${double.url}/token` });
    closeAfterTest(wns, double);
    expect(await wns.push(toast, double.channel)).toMatchObject({ state: "delivered" });
    expect(await wns.push(windowsRaw("anything"), double.channel)).toMatchObject({ state: "delivered" });
    await expect(wns.push(windowsBadge(3), double.channel)).rejects.toThrow(
      "receive toasts and raw notifications only",
    );
  });

  it.each([
    ["wns/toast", toast],
    ["wns/tile", rawNotification({ platform: "windows", body: "<tile/>" })],
    ["wns/badge", windowsBadge("alert")],
    ["wns/raw", windowsRaw("anything")],
  ])("sends the content type of %s", async (type, notification) => {
    const { double, wns } = await start();
    expect(await wns.push(notification, double.channel)).toMatchObject({ state: "delivered" });
    expect(double.pushed[0]?.headers["x-wns-type"]).toBe(type);
  });

  it.each([
    ['<?xml version="1.0"?><!-- a --><toast launch="x"/>', "wns/toast"],
    ["<badge value='3'/>", "wns/badge"],
    ["\n<tile >", "wns/tile"],
  ])("infers the type of a notification without the header: %s is %s", async (body, type) => {
    const { double, wns } = await start();
    await wns.push(rawNotification({ platform: "windows", body }), double.channel);
    expect(double.pushed[0]?.headers["x-wns-type"]).toBe(type);
  });

  it("requires the type when the body does not show it", async () => {
    const { double, wns } = await start();
    const unknown = rawNotification({ platform: "windows", body: "<other/>" });
    await expect(wns.push(unknown, double.channel)).rejects.toThrow("X-WNS-Type must be set");
  });

  it("sends the headers that WNS reads, and no others", async () => {
    const { double, wns } = await start();
    const headers = { "X-WNS-Tag": "order7", "MS-CV": "cv", "X-Trace": "1", "X-WNS-RequestForStatus": "false" };
    await wns.push(windowsToast({ texts: ["x"] }, { headers }), double.channel);
    const sent = double.pushed[0]?.headers;
    expect(sent).toMatchObject({ "x-wns-tag": "order7", "ms-cv": "cv", "x-wns-requestforstatus": "false" });
    expect(sent).not.toHaveProperty("x-trace");
  });
});

describe("the channel", () => {
  it.each([
    "https://evil.example/?token=x",
    "https://notify.windows.com.evil.example/",
    "https://evilnotify.windows.com.example/",
    "http://db5.notify.windows.com/?token=x",
    "https://db5.notify.windows.com:8443/?token=x",
    "https://me:you@db5.notify.windows.com/",
    "no URL",
  ])("refuses %s and sends no token", async (channel) => {
    const { double, wns } = await start();
    await expect(wns.push(toast, channel)).rejects.toMatchObject({ code: "NH_INVALID_ARGUMENT", argument: "handle" });
    expect(double.received).toEqual([]);
  });
});

describe("responses", () => {
  it.each([
    [{ status: 200, headers: { "x-wns-status": "dropped" } }, "refused", "dropped", "handle"],
    [{ status: 200, headers: { "x-wns-status": "channelthrottled" } }, "throttled", "channelthrottled", "handle"],
    [{ status: 400, headers: { "x-wns-error-description": "No." } }, "refused", "HTTP 400", "payload"],
    [{ status: 403 }, "credentialRefused", "HTTP 403", "handle"],
    [{ status: 404 }, "handleGone", "HTTP 404", "handle"],
    [{ status: 406 }, "throttled", "HTTP 406", "service"],
    [{ status: 410 }, "handleGone", "HTTP 410", "handle"],
    [{ status: 413 }, "refused", "HTTP 413", "payload"],
    [{ status: 503, headers: { "retry-after": "60" } }, "unavailable", "HTTP 503", "service"],
  ] as const)("%j is %s (%s), about the %s", async (reply, state, reason, about) => {
    const { double, wns } = await start({ retry: false });
    double.next(reply, /token=/);
    const result = await wns.push(toast, double.channel);
    expect(result).toMatchObject({ state, reason, about, mayHaveBeenPushed: false });
    expect(result.hint).toMatch(/^[A-Z].{15,}\.$/);
  });

  it("reports that a 500 may follow a push", async () => {
    const { double, wns } = await start();
    double.next({ status: 500 }, /token=/);
    expect(await wns.push(toast, double.channel)).toMatchObject({ state: "unavailable", mayHaveBeenPushed: true });
  });

  it("waits as long as WNS asks", async () => {
    const { double, wns } = await start({ totalTimeoutMs: 5000 });
    double.next({ status: 406, headers: { "x-wns-continue-after": "0" } }, /token=/);
    expect(await wns.push(toast, double.channel)).toMatchObject({ state: "delivered" });
    double.next({ status: 406, headers: { "x-wns-continue-after": "60" } }, /token=/);
    expect(await wns.push(toast, double.channel)).toMatchObject({ state: "throttled", retryAfterMs: 60_000 });
  });

  it("renews an expired token once", async () => {
    const { double, wns } = await start();
    await wns.push(toast, double.channel);
    double.tokens.expire();
    expect(await wns.push(toast, double.channel)).toMatchObject({ state: "delivered" });
    expect([double.tokens.count, double.pushed.length]).toEqual([2, 2]);
  });
});

describe("the credential", () => {
  it("that Microsoft refuses is a result, and the secret is masked", async () => {
    const { double, wns } = await start({ secretKey: "wrong-secret" });
    const result = await wns.push(toast, double.channel);
    expect(result).toMatchObject({ state: "credentialRefused", step: "token", reason: "invalid_client" });
    expect(result.details.description).toBe("The client secret *** is not valid.");
  });

  it.each([
    [{ packageSid: "S-1-15-2-1", secretKey: "s" }, "packageSid must begin with ms-app://s-1-15-2-."],
    [{ packageSid: "ms-app://s-1-15-2-1", secretKey: "" }, "secretKey must not be empty."],
    [
      { tenantId: "../x", clientId: "a", clientSecret: "s" },
      "tenantId must be the directory (tenant) ID from Microsoft Entra ID.",
    ],
    [{ tenantId: "contoso", clientId: "a/b", clientSecret: "s" }, "clientId must be the application (client) ID"],
  ])("%j is refused", (credential, message) => {
    expect(() => createWns(credential)).toThrow(message);
    expect(() => createWns(credential)).toThrow(expect.objectContaining({ code: "NH_CREDENTIAL_INVALID" }));
  });

  it("must be of one kind", () => {
    expect(() => createWns({ ...packageCredential, ...tenantCredential })).toThrow("options must be either packageSid");
  });
});
