import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type StartedHub, startHub } from "@nh/hub/node";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { codeBlocks } from "./markdown.mjs";
import { readText, root } from "./sources.mjs";

const folder = join(root, "examples/.backend-sample");
let hub: StartedHub;
let server: Server;

beforeAll(async () => {
  hub = await startHub({ port: 0, httpsPort: false });
  vi.stubEnv("NH_CONNECTION_STRING", hub.connectionString);
  vi.stubEnv("NH_HUB", hub.hubName);
  const [sample] = codeBlocks(readText("docs/register-through-your-backend.md"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "server.ts"), sample?.text ?? "");
  ({ server } = await import(join(folder, "server.ts")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  hub.hub.faults.clear();
  vi.restoreAllMocks();
});
afterAll(async () => {
  server.close();
  await hub.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const device = { id: "phone", handle: "00fc13adff785122" };

/** What a request with this body gets. It fails when the sample lets an error out. */
async function statusOf(body: string, authorization = "Bearer ann"): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const headers = { authorization };
  return (await fetch(`http://127.0.0.1:${port}`, { method: "POST", headers, body })).status;
}

it("registers the device under the name of whoever is signed in", async () => {
  expect(await statusOf(JSON.stringify(device))).toBe(204);
  expect(hub.hub.devices.list()).toMatchObject([
    { installationId: "ann-phone", tags: expect.arrayContaining(["news", "$UserId:{ann}"]) },
  ]);
});

it("responds with 401 to a stranger", async () => {
  expect(await statusOf(JSON.stringify(device), "Bearer eve")).toBe(401);
});

it.each([
  ["no JSON", "not json", 400],
  ["nothing", "", 400],
  ["null", "null", 400],
  ["no handle", '{"id":"phone"}', 400],
  ["an ID that is not a string", '{"id":7,"handle":"00fc13adff785122"}', 400],
  ["a handle that the platform cannot have issued", '{"id":"phone","handle":"not hex"}', 422],
  ["an ID that is not valid Unicode", String.raw`{"id":"\ud800","handle":"00fc13adff785122"}`, 422],
])("survives a body with %s", async (_title, body, status) => {
  expect(await statusOf(body)).toBe(status);
});

it.each([
  ["refuses the key", { status: 403 }, 502],
  ["is busy", { status: 429, retryAfterSeconds: 0 }, 503],
])("tells the app whether to try again when the service %s", async (_title, answer, status) => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  hub.hub.faults.add({ match: { operation: "putInstallation" }, answer });
  expect(await statusOf(JSON.stringify(device))).toBe(status);
});
