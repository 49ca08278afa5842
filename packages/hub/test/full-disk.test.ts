import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundle } from "./bundle.js";
import { signFor } from "./sas.js";

let folder: string;
let program: string;
let running: ChildProcess | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "nh-full-"));
  program = await bundle("./hub-process.ts");
});

afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  const child = running;
  running = undefined;
  if (child === undefined || child.exitCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/**
 * Starts a hub whose files cannot grow beyond a size, as on a full disk. Returns its address.
 *
 * @param blocks of 512 bytes. Undefined for no limit.
 */
async function start(blocks: number | undefined): Promise<string> {
  const limit = blocks === undefined ? "" : `trap '' XFSZ; ulimit -f ${blocks}; `;
  running = spawn("/bin/sh", ["-c", `${limit}exec "$0" "$@"`, process.execPath, program, join(folder, "data")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  running.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  let text = "";
  for await (const chunk of running.stdout ?? []) {
    text += chunk;
    if (text.endsWith("\n")) return text.trim();
  }
  throw new Error(`The hub did not start: ${errors}`);
}

async function install(url: string, id: string): Promise<number> {
  const response = await fetch(`${url}/hub/installations/${id}?api-version=2020-06`, {
    method: "PUT",
    headers: { authorization: signFor(`${url}/`), "content-type": "application/json" },
    body: JSON.stringify({
      installationId: id,
      platform: "apns",
      pushChannel: "AA11",
      pushVariables: { text: "x".repeat(10_000) },
    }),
  });
  return response.status;
}

async function devicesOf(url: string): Promise<string[]> {
  const response = await fetch(`${url}/_nh/devices?limit=10000`);
  const { devices } = (await response.json()) as { devices: { installationId: string }[] };
  return devices.map(({ installationId }) => installationId).sort();
}

describe.skipIf(process.platform === "win32")("a full disk", () => {
  it("refuses writes with the reason, serves reads, and keeps what was acknowledged through a kill", async () => {
    const blocks = 1_000;
    let url = await start(blocks);
    const acknowledged: string[] = [];
    for (let index = 0; index < 200; index++) {
      const id = `phone-${index}`;
      const status = await install(url, id);
      if (status !== 200) {
        expect(status).toBe(503);
        break;
      }
      acknowledged.push(id);
    }
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(acknowledged.length).toBeLessThan(200);
    const log = (await (await fetch(`${url}/_nh/requests?limit=1`)).json()) as { requests: { notes: string[] }[] };
    expect(log.requests[0]?.notes).toEqual([
      expect.stringMatching(/^The hub failed: \S+hub\.db cannot be used \(.+\)\. Check that .* has free space\.$/),
    ]);
    const health = await fetch(`${url}/_nh/health`);
    expect([health.status, await health.json()]).toEqual([
      200,
      { status: "read-only", reason: expect.stringMatching(/hub\.db cannot be used \(.+\)\. Check that /) },
    ]);
    const snapshot = await (await fetch(`${url}/_nh/snapshot`)).text();
    const imported = await fetch(`${url}/_nh/snapshot`, { method: "PUT", body: snapshot });
    expect([imported.status, await imported.json()]).toEqual([
      503,
      {
        error: expect.stringMatching(
          /^The hub failed: \S+hub\.db cannot be used \(.+\)\. Check that .* has free space\.$/,
        ),
      },
    ]);
    expect(await devicesOf(url)).toEqual([...acknowledged].sort());
    await kill();
    url = await start(blocks);
    expect(await devicesOf(url)).toEqual([...acknowledged].sort());
    await kill();
    url = await start(undefined);
    expect(await (await fetch(`${url}/_nh/health`)).json()).toEqual({ status: "ok" });
    expect(await install(url, "room")).toBe(200);
    expect(await devicesOf(url)).toEqual([...acknowledged, "room"].sort());
  }, 60_000);
});
