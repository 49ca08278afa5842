import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StartedHub, startHub } from "../src/node.js";
import { run } from "./child.js";

const script = fileURLToPath(new URL("./azure-sb.mjs", import.meta.url));

describe("azure-sb 0.11 over HTTPS", () => {
  let folder: string;
  let started: StartedHub;
  let results: Record<string, unknown>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "nh-azure-sb-"));
    started = await startHub({ port: 0, httpsPort: 0, certificateDir: folder });
    const { exitCode, stdout, stderr } = await run(process.execPath, [script], {
      PATH: process.env.PATH,
      NODE_EXTRA_CA_CERTS: started.certificatePath,
      NODE_NO_WARNINGS: "1",
      // Its check of addresses refuses a host without a dot.
      NH_CONNECTION_STRING: started.tlsConnectionString?.replace("localhost", "127.0.0.1"),
      NH_HUB: "demo",
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    results = JSON.parse(stdout) as Record<string, unknown>;
  });

  afterAll(async () => {
    await started?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("creates, reads, lists and deletes registrations", () => {
    expect(results.apple).toMatchObject({
      kind: "AppleRegistrationDescription",
      DeviceToken: "CAFE01",
      Tags: "old,apple",
    });
    expect(results.appleTemplate).toMatchObject({
      kind: "AppleTemplateRegistrationDescription",
      BodyTemplate: '{"aps":{"alert":"$(text)"}}',
    });
    expect(results.gcm).toMatchObject({ kind: "GcmRegistrationDescription", GcmRegistrationId: "gcm-old" });
    expect(results.wns).toMatchObject({ kind: "WindowsRegistrationDescription" });
    expect(results.mpns).toMatchObject({ kind: "MpnsRegistrationDescription" });
    expect(results.getRegistration).toMatchObject({
      RegistrationId: results.createRegistrationId,
      DeviceToken: "BEEF02",
    });
    const kinds = ["Apple", "AppleTemplate", "Gcm", "Windows", "Mpns"].map((kind) => `${kind}RegistrationDescription`);
    expect((results.listRegistrationsByTag as string[]).sort()).toEqual(kinds.sort());
    expect((results.listRegistrations as string[]).length).toBe(6);
    expect(results.listTop).toBe(2);
    expect((results.listByToken as string[]).sort()).toEqual([
      "AppleRegistrationDescription",
      "AppleTemplateRegistrationDescription",
    ]);
    expect(results.listByChannel).toEqual(["WindowsRegistrationDescription"]);
    expect(results.deleteRegistration).toBe(200);
    expect(results.deleted).toMatchObject({ status: 404 });
  });

  it("puts, patches, gets and deletes installations", () => {
    expect([results.putInstallation, results.patchInstallation, results.deleteInstallation]).toEqual([200, 200, 204]);
    expect(results.getInstallation).toMatchObject({ installationId: "i-old", tags: ["installed", "patched"] });
  });

  it("sends to every platform it knows, and the devices get it", () => {
    expect(results.sends).toEqual({ apple: 201, gcm: 201, windows: 201, phone: 201, template: 201, everyone: 201 });
    const deliveries = started.hub.deliveries.list({ limit: 100 });
    const bodies = (handle: string) =>
      deliveries.filter((delivery) => delivery.handle === handle).map(({ body }) => body);
    expect(bodies("CAFE01")).toEqual([
      '{"aps":{"alert":"Hello","badge":1}}',
      '{"aps":{"alert":"from a template"}}',
      '{"aps":{"alert":"all"}}',
    ]);
    expect(bodies("gcm-old")).toEqual(['{"data":{"a":"b"}}']);
    expect(bodies("http://sn1.notify.live.net/old")).toHaveLength(1);
    expect(bodies("A1B2C3")).toEqual(['{"aps":{"alert":"all"}}']);
  });

  it("has its expiry header recognized", () => {
    const [first] = started.hub.deliveries.list({ handle: "CAFE01" });
    expect(first?.headers["apns-expiration"]).toMatch(/\S/);
  });
});
