import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
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

  it("fails on a port in use, and says which hub is there", async () => {
    const first = createTestIo({ env: {} });
    const firstRun = runCli(["hub", "start", "--port", "0", "--no-https", "--json"], first);
    await until(() => first.out() !== "");
    const { url, connectionString } = JSON.parse(first.out()) as { url: string; connectionString: string };
    const { port } = new URL(url);
    const start = () => runCli(["hub", "start", "--port", port, "--no-https", "--json"]);
    expect(JSON.parse((await start()).err)).toMatchObject({
      message: `Port ${port} is in use by a local hub that holds nothing yet.`,
    });
    const env = { NH_CONNECTION_STRING: connectionString, NH_HUB: "shop" };
    expect((await runCli(["hub", "seed", "2"], { env })).code).toBe(0);
    const { code, err } = await start();
    expect([code, JSON.parse(err)]).toEqual([
      1,
      {
        code: "NH_PORT_IN_USE",
        message: `Port ${port} is in use by a local hub that holds shop (2 devices).`,
        fix: "Use that hub, or stop it. For a second hub, choose other ports with --port and --https-port; 0 takes any free one.",
        exitCode: 1,
      },
    ]);
    first.interrupt(new Interrupted("SIGINT"));
    expect((await firstRun).code).toBe(0);
  });

  it("fails on its default port too, when another program uses it", async () => {
    const other = createServer((_, response) => response.end("something else"));
    // The port may belong to somebody else on this machine, which is as good.
    await new Promise<void>((resolve) => other.once("error", () => resolve()).listen(7447, "127.0.0.1", resolve));
    const { code, err } = await runCli(["hub", "start", "--no-https", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_PORT_IN_USE",
      message: expect.stringMatching(/^Port 7447 is in use by /),
    });
    other.close();
  });

  it("prints one line for each request, unless it is --quiet", async () => {
    for (const quiet of [false, true]) {
      const io = createTestIo({ env: {} });
      const words = ["hub", "start", "--port", "0", "--no-https"];
      const running = runCli(quiet ? [...words, "--quiet"] : words, io);
      await until(() => io.out() !== "");
      const connection = /^connection +(.*)$/m.exec(io.out())?.[1] ?? "";
      const env = { NH_CONNECTION_STRING: connection, NH_HUB: "demo" };
      expect((await runCli(["installations", "get", "x"], { env })).code).toBe(4);
      io.interrupt(new Interrupted("SIGINT"));
      await running;
      const lines = io.err().split("\n");
      if (quiet) expect(lines).toEqual([""]);
      else {
        expect(lines[0]).toBe(
          "Try, in a shell with NH_CONNECTION_STRING set to this connection: nh hub seed 10, then nh send apple --title Hello --tag news",
        );
        expect(lines[1]).toBe("Running. Ctrl-C stops it.");
        expect(lines[2]).toMatch(/^404 GET \/demo\/installations\/x\b/);
        expect(lines.slice(3)).toEqual(["Stopped.", ""]);
      }
    }
  });

  it("keeps its data folder out of version control", async () => {
    const io = createTestIo({ env: {} });
    const words = ["hub", "start", "--port", "0", "--data-dir", ".nh/data", "--json"];
    const ignored = join(io.cwd, ".nh", "data", ".gitignore");
    for (const content of ["*\n", "own\n"]) {
      const world = createTestIo({ env: {}, cwd: io.cwd });
      const running = runCli(words, world);
      await until(() => world.out() !== "");
      expect(await io.files.readText(ignored)).toBe(content);
      world.interrupt(new Interrupted("SIGINT"));
      expect((await running).code).toBe(0);
      await io.files.writeText(ignored, "own\n");
    }
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
