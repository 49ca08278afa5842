import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { describe, expect, it } from "vitest";
import { createTestIo, runCli } from "../../../test/test-io.js";
import { Interrupted } from "../../interruption.js";

describe("nh hub start", () => {
  it("prints one line of JSON when it is ready, and exits with 0 when interrupted", async () => {
    const io = createTestIo({ env: {} });
    const running = runCli(["hub", "start", "--port", "0", "--no-https", "--hubs", "shop", "--json"], io);
    await until(() => io.out() !== "");
    const line = JSON.parse(io.out()) as Record<string, string>;
    expect(line).toEqual({
      url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      page: expect.stringMatching(/^http:\/\/localhost:\d+\/$/),
      httpsUrl: null,
      connectionString: expect.stringMatching(/^Endpoint=sb:\/\/localhost:\d+\/;.*;UseDevelopmentEmulator=true$/),
      tlsConnectionString: null,
      certificatePath: null,
      hub: "shop",
    });
    const opened = await fetch(line.page ?? "", { headers: { accept: "text/html" }, redirect: "manual" });
    expect([opened.status, opened.headers.get("location")]).toEqual([302, "/_nh/"]);
    const health = await runCli([
      "hub",
      "status",
      "--connection-string",
      line.connectionString ?? "",
      "--hub",
      "shop",
      "--json",
    ]);
    expect(health.json()).toMatchObject({ status: "ok" });
    io.interrupt(new Interrupted("SIGTERM"));
    expect(await running).toMatchObject({ code: 0, err: "" });
  });

  it("takes the next free port when the usual one is busy, and says so", async () => {
    const first = createTestIo();
    const firstRun = runCli(["hub", "start", "--no-https", "--json"], first);
    await until(() => first.out() !== "");
    const second = createTestIo();
    const secondRun = runCli(["hub", "start", "--no-https", "--json"], second);
    await until(() => second.out() !== "");
    const urls = [first, second].map((io) => (JSON.parse(io.out()) as { url: string }).url);
    expect(urls[0]).not.toBe(urls[1]);
    expect(second.err()).toContain("is in use; trying");
    const { port } = new URL(urls[0] ?? "");
    const third = await runCli(["hub", "start", "--port", port, "--no-https", "--json"]);
    expect(third.code).toBe(1);
    expect(JSON.parse(third.err)).toMatchObject({
      code: "NH_PORT_IN_USE",
      message: `Port ${port} is in use, perhaps by another hub.`,
    });
    for (const io of [first, second]) io.interrupt(new Interrupted("SIGINT"));
    expect((await firstRun).code).toBe(0);
    expect((await secondRun).code).toBe(0);
  });

  it("serves the hosts and the pages that it allows", async () => {
    const io = createTestIo({ env: {} });
    const allowed = ["--allow-host", "hub", "--allow-host", "hub.test", "--allow-origin", "http://localhost:5173"];
    const running = runCli(["hub", "start", "--port", "0", "--no-https", ...allowed, "--json"], io);
    await until(() => io.out() !== "");
    const { url } = JSON.parse(io.out()) as { url: string };
    const statusFor = async (headers: Record<string, string>) => {
      const outgoing = request(`${url}/_nh/health`, { headers });
      outgoing.end();
      const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
      incoming.resume();
      return incoming.statusCode;
    };
    expect(await statusFor({ host: "hub" })).toBe(200);
    expect(await statusFor({ host: "hub.test:7447" })).toBe(200);
    expect(await statusFor({ host: "other" })).toBe(403);
    expect(await statusFor({ origin: "http://localhost:5173" })).toBe(200);
    expect(await statusFor({ origin: "http://localhost:5174" })).toBe(403);
    io.interrupt(new Interrupted("SIGTERM"));
    expect((await running).code).toBe(0);
  });

  it.each([
    ["--allow-host", "hub:7447", '--allow-host must be a host name without a port, such as hub, not "hub:7447".'],
    [
      "--allow-origin",
      "localhost:5173",
      '--allow-origin must be an origin such as http://localhost:5173, not "localhost:5173".',
    ],
    [
      "--allow-origin",
      "http://localhost:5173/page",
      '--allow-origin must be an origin such as http://localhost:5173, not "http://localhost:5173/page".',
    ],
  ])("refuses %s %s", async (flag, value, message) => {
    const { code, err } = await runCli(["hub", "start", flag, value]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it("serves no page with --no-page", async () => {
    const io = createTestIo({ env: {} });
    const running = runCli(["hub", "start", "--port", "0", "--no-https", "--no-page", "--json"], io);
    await until(() => io.out() !== "");
    const { page, url } = JSON.parse(io.out()) as Record<string, string>;
    expect(page).toBeNull();
    const { status } = await fetch(`${url}/`, { headers: { accept: "text/html" }, redirect: "manual" });
    expect(status).not.toBe(302);
    io.interrupt(new Interrupted("SIGTERM"));
    expect((await running).code).toBe(0);
  });

  it("refuses invalid hub names", async () => {
    const { code } = await runCli(["hub", "start", "--hubs", "a b"]);
    expect(code).toBe(2);
  });
});

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("it never came true");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
