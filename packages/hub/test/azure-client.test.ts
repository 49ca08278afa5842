import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StartedHub, startHub } from "../src/node.js";
import { run } from "./child.js";

const script = fileURLToPath(new URL("./azure-client.mjs", import.meta.url));

// The results of the child are asserted one by one below. Their shape is the client's.
type Results = Readonly<Record<string, unknown>>;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const notificationId = /^NH-\d{17}-[0-9a-f]{32}-\d{2}$/;
const enqueued = {
  state: "Enqueued",
  successCount: 0,
  failureCount: 0,
  results: [],
  notificationId: expect.stringMatching(notificationId),
  trackingId: expect.stringMatching(guid),
  correlationId: expect.stringMatching(guid),
};

describe.each(["class", "api"])("@azure/notification-hubs over HTTPS, as %s", (style) => {
  let folder: string;
  let started: StartedHub;
  let results: Results;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "nh-azure-"));
    const files = join(folder, "blobs", "contoso", "files");
    mkdirSync(files, { recursive: true });
    writeFileSync(
      join(files, "import.txt"),
      '<AppleRegistrationDescription xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">' +
        "<Tags>imported</Tags><DeviceToken>1A2B3C</DeviceToken></AppleRegistrationDescription>\n",
    );
    started = await startHub({ port: 0, httpsPort: 0, dataDir: folder });
    const { exitCode, stdout, stderr } = await run(process.execPath, [script, style], {
      PATH: process.env.PATH,
      NODE_EXTRA_CA_CERTS: started.certificatePath,
      NH_CONNECTION_STRING: started.tlsConnectionString,
      NH_HUB: "demo",
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    results = JSON.parse(stdout) as Results;
  });

  afterAll(async () => {
    await started?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("shares the port with clients that speak only HTTP/2", async () => {
    const ca = readFileSync(started.certificatePath ?? "");
    const session = connect(started.httpsUrl ?? "", { ca, ALPNProtocols: ["h2"] });
    const stream = session.request({ ":path": "/_nh/health" });
    const status = await new Promise((resolve, reject) => {
      stream.on("response", (headers) => resolve(headers[":status"]));
      stream.on("error", reject);
    });
    session.destroy();
    expect(status).toBe(200);
  });

  it("puts, gets, patches and deletes installations of every platform", () => {
    const installations = results.installations as { put: unknown; got: Record<string, unknown> }[];
    expect(installations.map(({ got }) => [got.installationId, got.platform, got.pushChannel])).toEqual([
      ["i-apple", "apns", "A1B2C3D4"],
      ["i-adm", "adm", "amzn1.handle"],
      ["i-baidu", "baidu", "phone-channel"],
      ["i-gcm", "gcm", "gcm-token"],
      ["i-fcmv1", "fcmv1", "fcm-token"],
      ["i-xiaomi", "xiaomi", "mi-token"],
      ["i-windows", "wns", "https://db5.notify.windows.com/?token=abc%2b1"],
      ["i-browser", "browser", { endpoint: "https://push.example/sub", p256dh: "BKey", auth: "c2VjcmV0" }],
    ]);
    for (const { put, got } of installations) {
      expect(put).toMatchObject({
        trackingId: expect.stringMatching(guid),
        correlationId: expect.stringMatching(guid),
      });
      expect(got).toMatchObject({ userId: "ada", tags: ["installed", expect.any(String)], pushChannelExpired: false });
    }
    expect(installations[0]?.got.templates).toEqual({
      greeting: {
        body: '{"aps":{"alert":"$(text)"}}',
        headers: { "apns-priority": "5" },
        tags: ["greets", "greeting"],
      },
    });
    expect(results.patched).toMatchObject({ pushChannel: "A1B2C3D5", tags: ["installed", "apple", "patched"] });
    expect(results.patched).not.toHaveProperty("userId");
    expect(results.deletedInstallation).toMatchObject({ name: "RestError", status: 404 });
    const devices = started.hub.devices.list({ limit: 1_000 });
    expect(devices.map(({ installationId }) => installationId)).toContain("i-apple");
    expect(devices.map(({ installationId }) => installationId)).not.toContain("i-adm");
  });

  it("creates, reads, updates and deletes registrations of sixteen kinds", () => {
    const registrations = results.registrations as { created: Record<string, unknown>; got: Record<string, unknown> }[];
    expect(registrations.map(({ got }) => got.kind)).toEqual(
      ["Adm", "Apple", "Baidu", "Browser", "Gcm", "FcmV1", "Windows", "Xiaomi"].flatMap((kind) => [
        kind,
        `${kind}Template`,
      ]),
    );
    for (const { created, got } of registrations) {
      // The service writes the latest possible time differently on creation and on reading.
      const { expirationTime: _created, ...expected } = created;
      const { expirationTime: _got, ...actual } = got;
      expect(actual).toEqual(expected);
    }
    expect(registrations[13]?.got).toMatchObject({
      templateName: "t-Windows",
      wnsHeaders: { "X-WNS-Type": "wns/toast" },
      tags: ["templated"],
    });
    expect(registrations[5]?.got).toMatchObject({
      baiduUserId: "user",
      baiduChannelId: "channel",
      bodyTemplate: '{"message":"$(text)"}',
    });
    expect(results.createOrUpdateRegistration).toMatchObject({
      registrationId: results.createRegistrationId,
      deviceToken: "BEEF02",
      etag: "1",
    });
    expect(results.updateRegistration).toMatchObject({
      registrationId: results.createRegistrationId,
      etag: "2",
      tags: ["own", "updated"],
    });
    expect(results.staleUpdate).toMatchObject({ status: 412 });
    expect(results.deletedRegistration).toMatchObject({ status: 404 });
  });

  it("lists registrations in pages, by tag and by handle", () => {
    expect(results.listRegistrationsByTag).toMatchObject([
      { registrationId: results.createRegistrationId, tags: ["own", "updated"] },
    ]);
    const pages = results.pages as number[];
    expect(pages.reduce((sum, length) => sum + length, 0)).toBe(results.listRegistrations);
    expect(pages.slice(0, -1).every((length) => length === 4)).toBe(true);
    const both = (kind: string) => [kind, `${kind}Template`];
    expect(results.listRegistrationsByChannel).toEqual({
      adm: both("Adm"),
      apple: both("Apple"),
      baidu: both("Baidu"),
      browser: both("Browser"),
      gcm: both("Gcm"),
      fcmv1: both("FcmV1"),
      windows: both("Windows"),
    });
  });

  it("sends to tags on every platform, and every device gets what was sent", () => {
    const sent = results.sendNotification as Record<string, { notificationId: string }>;
    expect(Object.keys(sent)).toHaveLength(9);
    for (const result of Object.values(sent)) expect(result).toMatchObject(enqueued);
    const delivered = (platform: string) =>
      started.hub.deliveries
        .list({ notificationId: sent[platform]?.notificationId, limit: 100 })
        .map(({ handle, body, template }) => [handle, template, body]);
    expect(delivered("apple")).toEqual([["A1B2C3D5", null, '{"aps":{"alert":"Hello"}}']]);
    expect(delivered("browser")).toEqual([["https://push.example/sub", null, '{"title":"t"}']]);
    expect(delivered("windows")).toEqual([
      ["https://db5.notify.windows.com/?token=abc%2b1", null, expect.stringContaining('<toast launch="x">')],
    ]);
    const fromTemplates = delivered("template");
    expect(fromTemplates).toContainEqual(["A1B2C3D5", "greeting", '{"aps":{"alert":"from a template"}}']);
    expect(fromTemplates).toContainEqual(["CAFE01", "t-Apple", '{"message":"from a template"}']);
    expect(fromTemplates).toHaveLength(9);
  });

  it("sends tiles, badges and raw bytes to Windows", () => {
    const kinds = (results.windowsKinds as { notificationId: string }[]).map(
      (result) => started.hub.deliveries.list({ notificationId: result.notificationId })[0]?.headers["x-wns-type"],
    );
    expect(kinds).toEqual(["wns/tile", "wns/badge", "wns/raw"]);
  });

  it("sends a test and reads its outcome", () => {
    expect(results.testSend).toMatchObject({
      successCount: 1,
      failureCount: 0,
      results: [{ applicationPlatform: "apple", pnsHandle: "A1B2C3D5", outcome: expect.any(String) }],
    });
    expect(results.testSendToNobody).toMatchObject({ successCount: 0, failureCount: 0, results: [] });
  });

  it("broadcasts, sends to one device, to a browser and to a batch", () => {
    for (const name of ["sendBroadcastNotification", "direct", "directToBrowser", "batch"])
      expect(results[name]).toMatchObject(enqueued);
    const handles = (name: string) =>
      started.hub.deliveries
        .list({ notificationId: (results[name] as { notificationId: string }).notificationId })
        .map(({ handle }) => handle)
        .sort();
    expect(handles("sendBroadcastNotification")).toEqual(["A1B2C3D5", "CAFE01"]);
    expect(handles("direct")).toEqual(["D1EC70"]);
    expect(handles("directToBrowser")).toEqual(["https://push.example/sub"]);
    expect(handles("batch")).toEqual(["BA7C01", "BA7C02"]);
  });

  it("shows the service's words when an expression is refused", () => {
    expect(results.refusedExpression).toMatchObject({
      name: "RestError",
      status: 400,
      message: expect.stringMatching(/\S/),
    });
  });

  it("reads the telemetry of a send", () => {
    expect(results.getNotificationOutcomeDetails).toMatchObject({
      state: "Completed",
      notificationBody: '{"aps":{"alert":"Hello"}}',
      apnsOutcomeCounts: [{ state: "Success", count: 1 }],
    });
  });

  it("schedules and cancels", async () => {
    expect(results.scheduleNotification).toMatchObject({ notificationId: expect.stringMatching(/\S/) });
    expect(results.cancelTwice).toMatchObject({ status: 404 });
    const { notificationId: id } = results.scheduleNotification as { notificationId: string };
    expect(started.hub.deliveries.list({ notificationId: id })).toEqual([]);
    started.hub.clock.advance(3_600);
    expect((await started.hub.deliveries.waitFor({ notificationId: id })).handle).toBe("A1B2C3D5");
    const cancelled = results.scheduleBroadcastNotification as { notificationId: string };
    expect(started.hub.deliveries.list({ notificationId: cancelled.notificationId })).toEqual([]);
  });

  it("names the feedback container", () => {
    expect(results.getFeedbackContainerUrl).toMatch(/^https:\/\/\S+$/);
  });

  it("runs import and export jobs over files of the data folder", () => {
    expect(results.submitNotificationHubJob).toMatchObject({
      type: "ImportCreateRegistrations",
      jobId: expect.stringMatching(/\S/),
    });
    expect(results.beginSubmitNotificationHubJob).toMatchObject({ type: "ExportRegistrations", status: "Completed" });
    expect((results.listNotificationHubJobs as unknown[]).length).toBe(2);
    expect(results.getNotificationHubJob).toMatchObject({
      jobId: (results.submitNotificationHubJob as { jobId: string }).jobId,
    });
    expect(started.hub.devices.list({ limit: 1_000 }).map(({ handle }) => handle)).toContain("1A2B3C");
  });

  it("signs every request, and none is refused for it", () => {
    const statuses = started.hub.requests.list({ limit: 1_000 }).map(({ status }) => status);
    expect(statuses.length).toBeGreaterThan(80);
    expect(statuses.filter((status) => status === 401 || status === 403 || (status ?? 0) >= 500)).toEqual([]);
    expect(readFileSync(started.certificatePath ?? "", "utf8")).toContain("BEGIN CERTIFICATE");
  });
});
