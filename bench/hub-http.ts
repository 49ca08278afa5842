import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createSasToken } from "@nh/auth";
import { developmentPolicy } from "@nh/hub";
import { keepFigure } from "./lib/figures.js";
import { median } from "./lib/median.js";

/**
 * Measures the hub over HTTP, with hub and client in separate processes: how long it takes to
 * start, and how many sends to ten devices and writes of installations it handles per second, in
 * memory and durable.
 *
 * node run.mjs hub-http [--rounds 3] [--seconds 4] [--connections 64]
 */
interface Load {
  readonly perSecond: number;
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * With the CPU time of the server per request, in microseconds. Undefined for a server that does
 * not report it.
 */
interface MeasuredLoad extends Load {
  readonly cpuMicros: number | undefined;
}

const AUDIENCE = 10;
const OTHERS = 90;

const option = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return (at < 0 ? undefined : process.argv[at + 1]) ?? fallback;
};
const rounds = Number(option("rounds", "3"));
const milliseconds = Number(option("seconds", "4")) * 1_000;
const connections = option("connections", "64");

const file = (name: string): string => fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "nh-bench-"));
try {
  await startUp();
  await throughput();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function startUp(): Promise<void> {
  const measure = async (title: string, parameters: (round: number) => string[]): Promise<void> => {
    const times: number[] = [];
    for (let round = 0; round < rounds + 2; round++) {
      const began = performance.now();
      const { child } = await startHubProcess(parameters(round));
      times.push(performance.now() - began);
      await stop(child);
    }
    console.log(`| ${title} | ${median(times).toFixed(0)} ms |`);
    keepFigure("From the start of the process to its first response", "ms", title, times);
  };
  console.log(
    `\nFrom the start of the process to its first response, median of ${rounds + 2}, Node ${process.version}\n`,
  );
  console.log("| start | ready after |\n|---|---|");
  const certificates = join(folder, "certificate");
  await measure("HTTP, in memory", () => ["-", "-"]);
  await measure("HTTP and HTTPS, in memory, first start (the certificate is made)", (round) => [
    "-",
    `${certificates}-${round}`,
  ]);
  await measure("HTTP and HTTPS, in memory", () => ["-", `${certificates}-0`]);
  await measure("HTTP and HTTPS, data folder", () => [join(folder, "start"), `${certificates}-0`]);
}

async function throughput(): Promise<void> {
  const measure = async (title: string, kind: "send" | "put", dataDir: (round: number) => string): Promise<void> => {
    const loads: MeasuredLoad[] = [];
    for (let round = 0; round < rounds; round++) {
      const { child, url } = await startHubProcess([dataDir(round), "-"]);
      if (kind === "send") await register(url);
      loads.push(await load(url, kind, child));
      await stop(child);
    }
    const middle = loads.sort((left, right) => left.perSecond - right.perSecond)[Math.floor(rounds / 2)];
    if (middle === undefined || middle.refused > 0)
      throw new Error(`${title}: ${middle?.refused} requests were refused.`);
    console.log(row(title, middle));
    keepFigure(
      "Operations per second",
      "/s",
      title,
      loads.map((one) => one.perSecond),
    );
    keepFigure(
      "99th percentile of an operation",
      "ms",
      title,
      loads.map((one) => one.p99),
    );
  };
  console.log(`\n${connections} connections, ${milliseconds} ms, median of ${rounds} rounds\n`);
  console.log("| operation | per second | p50 | p99 | CPU of the hub |\n|---|---|---|---|---|");
  // What this machine allows at this moment: the same client with a server that does nothing else.
  const reference = spawn(process.execPath, [file("raw-server")], { stdio: ["ignore", "pipe", "inherit"] });
  const most = await load(`http://127.0.0.1:${await firstLine(reference)}`, "send");
  console.log(row("a server that does nothing else, for comparison", most));
  await stop(reference);
  await measure(`send to ${AUDIENCE} of ${AUDIENCE + OTHERS} devices, in memory`, "send", () => "-");
  await measure("put an installation, in memory", "put", () => "-");
  await measure("put an installation, durable", "put", (round) => join(folder, `put-${round}`));
  await measure(`send to ${AUDIENCE} of ${AUDIENCE + OTHERS} devices, durable`, "send", (round) =>
    join(folder, `send-${round}`),
  );
}

function row(title: string, { perSecond, p50, p99, cpuMicros }: MeasuredLoad): string {
  const cpu = cpuMicros === undefined ? "" : `${cpuMicros.toFixed(0)} µs`;
  return `| ${title} | ${perSecond.toFixed(0)} | ${p50.toFixed(2)} ms | ${p99.toFixed(2)} ms | ${cpu} |`;
}

async function startHubProcess(parameters: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [file("hub-process"), ...parameters], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const url = await firstLine(child);
  const response = await fetch(`${url}/_nh/health`);
  if (!response.ok) throw new Error(`The hub responded with ${response.status}.`);
  return { child, url };
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

async function load(url: string, kind: string, server?: ChildProcess): Promise<MeasuredLoad> {
  const child = spawn(process.execPath, [file("hub-load"), url, kind, connections, String(milliseconds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  const before = await cpuOf(server);
  const began = performance.now();
  const line = await lines.next();
  const elapsedMs = performance.now() - began;
  const after = await cpuOf(server);
  await exited;
  if (line.done === true) throw new Error("The load ended without a result.");
  const result = JSON.parse(line.value) as Load;
  const handled = (result.perSecond * elapsedMs) / 1_000;
  return {
    ...result,
    cpuMicros: before === undefined || after === undefined ? undefined : (after - before) / handled,
  };
}

/** The CPU time that a hub has used so far in all its threads, in microseconds. */
async function cpuOf(server: ChildProcess | undefined): Promise<number | undefined> {
  if (server === undefined) return undefined;
  const reported = once(server, "message");
  server.send("cpu");
  const [{ user, system }] = (await reported) as [NodeJS.CpuUsage];
  return user + system;
}

async function register(url: string): Promise<void> {
  const { keyName, primaryKey: key } = developmentPolicy;
  const authorization = await createSasToken({ resourceUri: url, keyName, key, ttlSeconds: 3600 });
  for (let device = 0; device < AUDIENCE + OTHERS; device++) {
    const tags = device < AUDIENCE ? ["ten", `user-${device}`] : ["others", `user-${device}`];
    const response = await fetch(`${url}/hub/installations/i${device}?api-version=2020-06`, {
      method: "PUT",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({
        installationId: `i${device}`,
        platform: "apns",
        pushChannel: `A1B2C3D4${1000 + device}`,
        tags,
      }),
    });
    if (!response.ok) throw new Error(`The hub refused the installation with ${response.status}.`);
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The process has no standard output.");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error("The process ended without output.");
}
