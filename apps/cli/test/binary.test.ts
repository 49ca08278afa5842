import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { binary, createPlace, isBuilt, type LocalHub, nh, start, startLocalHub, whyNotBuilt } from "./built-binary.js";

const hubs: LocalHub[] = [];
async function localHub(words?: readonly string[]) {
  const hub = await startLocalHub(words);
  hubs.push(hub);
  return hub;
}
afterEach(async () => {
  for (const { running } of hubs.splice(0)) {
    running.child.kill("SIGKILL");
    await running.finished;
  }
});

describe.skipIf(!isBuilt)(`the built nh${whyNotBuilt}`, { timeout: 60_000 }, () => {
  it("prints its version and its help", async () => {
    const { env } = createPlace();
    expect(await nh(["--version"], { env })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: "",
    });
    expect(await nh(["send", "--help"], { env })).toMatchObject({ code: 0, err: "" });
    expect(await nh(["sned"], { env })).toMatchObject({ code: 2, out: "" });
  });

  it("loads no package and little code for --version", () => {
    const loaded = new Map<string, number>();
    const visit = (file: string) => {
      if (loaded.has(file)) return;
      const code = readFileSync(file, "utf8");
      loaded.set(file, code.length);
      for (const [, specifier = ""] of code.matchAll(/^(?:import|export)\b[^;]*?["']([^"']+)["'];?$/gm)) {
        if (specifier.startsWith("./")) visit(join(file, "..", specifier));
        else expect(specifier).toMatch(/^node:/);
      }
    };
    visit(binary);
    const bytes = [...loaded.values()].reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(60_000);
  });

  it("works against a hub that it started, which SIGTERM stops with 0 although a client listens", async () => {
    const { running, env, folder, url } = await localHub(["--https-port", "0"]);
    const put = await nh(
      ["installations", "put", "phone-1", "--platform", "apns", "--channel", "AB12AB12AB12AB12", "--tags", "news"],
      { env },
    );
    expect(put).toMatchObject({ code: 0, err: "" });
    const listening = start(process.execPath, [binary, "listen", "--ndjson"], { env });
    // Before the hub has opened the stream, a delivery would be missed.
    for (let tries = 0; tries < 100 && listening.out() === ""; tries++) {
      await nh(["send", "apple", "--title", "Hi", "--tag", "news"], { env });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(JSON.parse(listening.out().split("\n")[0] ?? "")).toMatchObject({ installationId: "phone-1" });
    expect((await nh(["doctor"], { env, cwd: folder })).code).toBe(0);
    const before = Date.now();
    running.child.kill("SIGTERM");
    expect(await running.finished).toMatchObject({ code: 0, signal: null });
    expect(Date.now() - before).toBeLessThan(4000);
    expect((await listening.finished).code).not.toBe(null);
    expect((await nh(["hub", "status", "--json"], { env })).code).toBe(9);
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
  });

  // Windows cannot send it.
  it.skipIf(process.platform === "win32")("reads its file again at SIGHUP, and ends without one", async () => {
    const file = join(createPlace().folder, "nh-hub.json");
    const declare = (...hubNames: readonly string[]) => writeFileSync(file, JSON.stringify({ hubs: hubNames }));
    declare("shop");
    const { running, env } = await localHub(["--no-https", "--config", file]);
    declare("shop", "news");
    running.child.kill("SIGHUP");
    const hubNames = async () => (await nh(["hubs", "list", "--json"], { env })).out;
    for (let tries = 0; tries < 100 && !(await hubNames()).includes("news"); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await hubNames()).toContain("news");
    const plain = await localHub();
    plain.running.child.kill("SIGHUP");
    expect((await plain.running.finished).signal).toBe(null);
  });

  it("runs a command with its own hub", async () => {
    const { env, folder } = createPlace();
    const script = `
      const answer = await fetch(new URL("/_nh/health", "http" + process.env.NH_CONNECTION_STRING.match(/Endpoint=sb(.*?);/)[1]));
      console.log(await answer.text(), process.env.NH_HUB);
      process.exit(7);`;
    const result = await nh(
      ["hub", "exec", "--hubs", "shop", "--", process.execPath, "--input-type=module", "-e", script],
      { env, cwd: folder },
    );
    expect(result).toMatchObject({ code: 7, out: '{"status":"ok"} shop\n' });
  });

  it.skipIf(process.platform === "win32")("fails when stdout takes only a part", async () => {
    const { env, folder } = createPlace();
    // As on a disk that is nearly full: the first write is cut short without an error.
    const line = `ulimit -f 1; "${process.execPath}" "${binary}" help reference > out.txt`;
    const { code, err } = await start("bash", ["-c", line], { env, cwd: folder }).finished;
    expect({ code, err }).toEqual({ code: 6, err: "error: stdout cannot be written: it would be too large.\n" });
  });

  it.skipIf(process.platform === "win32")("frees the journal of a run that is killed", async () => {
    const { env, folder } = await localHub();
    writeFileSync(
      join(folder, "handles.txt"),
      Array.from({ length: 50 }, (_, index) => `${index}`.padStart(64, "0")).join("\n"),
    );
    const words = ["send", "apple", "--title", "Hi", "--devices", "handles.txt", "--batch-size", "1"];
    const resume = [...words, "--concurrency", "1", "--resume", "run.journal", "--json"];
    const fault = ["hub", "fault", "add", "--operation", "sendBatch", "--delay", "200ms"];
    expect((await nh(fault, { env })).code).toBe(0);
    const first = start(process.execPath, [binary, ...resume], { env, cwd: folder });
    const journal = () =>
      existsSync(join(folder, "run.journal")) ? readFileSync(join(folder, "run.journal"), "utf8") : "";
    for (let tries = 0; tries < 400 && !journal().includes('"sent"'); tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    const second = await nh(resume, { env, cwd: folder });
    expect(JSON.parse(second.err)).toMatchObject({
      code: "NH_JOURNAL_LOCKED",
      message: expect.stringContaining(`process ${first.child.pid} on `),
    });
    first.child.kill("SIGKILL");
    await first.finished;
    expect((await nh(["hub", "fault", "clear"], { env })).code).toBe(0);
    expect(await nh(resume, { env, cwd: folder })).toMatchObject({ code: 0 });
  });

  it.skipIf(process.platform === "win32")("ends quietly when its reader closes the pipe", async () => {
    const { env } = createPlace();
    const line = `"${process.execPath}" "${binary}" help reference | head -1; echo "\${PIPESTATUS[0]}"`;
    const { out, err } = await start("bash", ["-c", line], { env }).finished;
    expect({ out, err }).toEqual({ out: "# nh on the command line\n0\n", err: "" });
  });

  it.skipIf(process.platform === "win32")(
    "ends on signals while it waits for a pipe that nobody writes to",
    async () => {
      const { env, folder } = createPlace();
      execFileSync("mkfifo", [join(folder, "pipe")]);
      for (const times of [1, 2]) {
        const { child, finished } = start(
          process.execPath,
          [binary, "payload", "lint", "pipe", "--platform", "apple"],
          {
            cwd: folder,
            env,
          },
        );
        await new Promise((resolve) => setTimeout(resolve, 500));
        for (let sent = 0; sent < times; sent++) child.kill("SIGINT");
        const { code, signal } = await finished;
        // A shell reports the end by SIGINT as 130 too.
        expect(signal === "SIGINT" ? 130 : code).toBe(130);
      }
    },
  );

  it.skipIf(process.platform !== "linux")("keeps a connection string out of the process list", async () => {
    const { env } = await localHub();
    const { NH_CONNECTION_STRING: connection = "", ...rest } = env;
    const listening = start(process.execPath, [binary, "listen", "--connection-string", connection], { env: rest });
    const commandLine = () => readFileSync(`/proc/${listening.child.pid}/cmdline`, "utf8").replaceAll("\0", "");
    for (let tries = 0; tries < 200 && commandLine() !== "nh"; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect(commandLine()).toBe("nh");
    listening.child.kill("SIGTERM");
    expect((await listening.finished).code).toBe(130);
  });

  it("never shows a key or a signature, not even with --trace", async () => {
    const { env } = await localHub();
    const key = /SharedAccessKey=([^;]+)/.exec(env.NH_CONNECTION_STRING ?? "")?.[1] ?? "none";
    const { code, out, err } = await nh(["send", "apple", "--title", "Hi", "--tag", "news", "--trace"], { env });
    expect(code).toBe(0);
    expect(err).toContain("sig=***");
    expect(out + err).not.toContain(key);
    expect(out + err).not.toMatch(/sig=[^*]/);
  });
});
