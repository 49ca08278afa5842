import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StartedHub, startHub } from "../src/node.js";
import { run } from "./child.js";
import { signFor } from "./sas.js";

const script = fileURLToPath(new URL("./python-client.py", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;

interface PythonResult {
  readonly status: number;
  readonly reason: string;
  readonly body: string;
  readonly location: string | null;
}

const devices = [
  {
    installationId: "phone",
    platform: "apns",
    pushChannel: "A1B2C3",
    tags: ["news"],
    templates: { t: { body: '{"aps":{"alert":"$(text)"}}' } },
  },
  { installationId: "pad", platform: "apns", pushChannel: "D4E5F6", tags: ["news", "sport"] },
  { installationId: "droid", platform: "gcm", pushChannel: "gcm-token" },
  { installationId: "fire", platform: "adm", pushChannel: "adm-token" },
  { installationId: "baidu", platform: "baidu", pushChannel: "user-channel" },
  { installationId: "pc", platform: "wns", pushChannel: "https://db5.notify.windows.com/?token=a" },
  { installationId: "lumia", platform: "mpns", pushChannel: "http://sn1.notify.live.net/a" },
];

describe.skipIf(!hasPython)(
  `the tutorial's Python class over HTTPS${hasPython ? "" : " (skipped: there is no python3 here)"}`,
  () => {
    let folder: string;
    let started: StartedHub;
    let results: Record<string, PythonResult>;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "nh-python-"));
      started = await startHub({ port: 0, httpsPort: 0, certificateDir: folder });
      const headers = { authorization: signFor(`${started.url}/`), "content-type": "application/json" };
      for (const device of devices) {
        const target = `${started.url}/demo/installations/${device.installationId}?api-version=2020-06`;
        expect((await fetch(target, { method: "PUT", headers, body: JSON.stringify(device) })).status).toBe(200);
      }
      const soon = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19);
      const { exitCode, stdout, stderr } = await run("python3", [script, soon], {
        PATH: process.env.PATH,
        SSL_CERT_FILE: started.certificatePath,
        NH_CONNECTION_STRING: started.tlsConnectionString,
        NH_HUB: "demo",
      });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      results = JSON.parse(stdout) as Record<string, PythonResult>;
    });

    afterAll(async () => {
      await started?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const handlesOf = (name: string): string[] => {
      const notificationId = new URL(results[name]?.location ?? "").pathname.split("/")[3];
      return started.hub.deliveries
        .list({ ...(notificationId === undefined ? {} : { notificationId }) })
        .map(({ handle }) => handle);
    };

    it.each<[string, string[]]>([
      ["apple", ["A1B2C3", "D4E5F6"]],
      ["gcm", ["gcm-token"]],
      ["adm", ["adm-token"]],
      ["baidu", ["user-channel"]],
      ["windows", ["https://db5.notify.windows.com/?token=a"]],
      ["windowsphone", ["http://sn1.notify.live.net/a"]],
      ["template", ["A1B2C3"]],
      ["expression", ["A1B2C3"]],
      ["direct", ["D1EC70"]],
    ])("sends %s", (name, handles) => {
      expect(results[name]).toMatchObject({ status: 201, reason: "Created", body: "" });
      expect(handlesOf(name).sort()).toEqual(handles);
    });

    it("schedules", () => {
      expect(results.scheduled).toMatchObject({ status: 201 });
      expect(handlesOf("scheduled")).toEqual([]);
      started.hub.clock.advance(3_700);
      expect(handlesOf("scheduled").sort()).toEqual(["A1B2C3", "D4E5F6"]);
    });

    it("gets the outcome of a debug send, and the service's words for a bad expression", () => {
      expect(results.debug).toMatchObject({ status: 201 });
      expect(results.debug?.body).toMatch(
        /<NotificationOutcome[^>]*>.*<Success>2<\/Success>.*<PnsHandle>A1B2C3<\/PnsHandle>/s,
      );
      expect(results.refused).toMatchObject({ status: 400 });
      expect(results.refused?.body).toContain("<Code>400</Code><Detail>");
    });

    it("is refused with another key", () => {
      expect(results.unauthorized).toMatchObject({ status: 401 });
      expect(results.unauthorized?.body).toContain("InvalidSignature");
    });

    it("wrote the whole URL on the request line and a raw slash in the signature, and has its expiry header recognized", () => {
      const [delivery] = started.hub.deliveries.list({ handle: "A1B2C3" });
      expect(delivery?.headers["apns-expiration"]).toMatch(/\S/);
    });
  },
);
