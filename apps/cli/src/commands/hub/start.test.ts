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
      httpsUrl: null,
      connectionString: expect.stringMatching(/^Endpoint=sb:\/\/localhost:\d+\/;.*;UseDevelopmentEmulator=true$/),
      tlsConnectionString: null,
      certificatePath: null,
      hub: "shop",
    });
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
