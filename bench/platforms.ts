import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { keepFigure } from "./lib/figures.js";
import { median } from "./lib/median.js";

/**
 * Pushes per second and CPU per push against other libraries, on one machine, over TLS to doubles
 * in a process of their own. Every sample is a fresh process; the pushers take turns within each
 * round, so that other load on the machine meets all of them.
 *
 * node run.mjs platforms [--rounds 5] [--pushes 20000] [--only apns,web-push,fcm,heap]
 */
interface Sample {
  readonly pushesPerSecond: number;
  readonly cpuMicros: number;
  /** Heap in use after each tenth of the pushes. */
  readonly heapBytes: readonly number[];
}

interface Doubles {
  readonly apnsPort: number;
  readonly httpPort: number;
  readonly certificatePath: string;
}

const file = (name: string): string => fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
const option = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return (at < 0 ? undefined : process.argv[at + 1]) ?? fallback;
};

const rounds = Number(option("rounds", "5"));
const pushes = Number(option("pushes", "20000"));
const only = option("only", "apns,web-push,fcm,heap").split(",");
const IN_FLIGHT = 100;

const server = spawn(process.execPath, [file("platform-doubles")], { stdio: ["ignore", "pipe", "inherit"] });
const doubles = JSON.parse(await firstLine(server)) as Doubles;
try {
  if (only.includes("apns")) {
    await compare("APNs", pushes, ["node:http2 by hand", "@nh/platforms APNs", "apns2", "@parse/node-apn"]);
  }
  if (only.includes("web-push")) {
    await compare("Web Push", Math.ceil(pushes / 4), ["web-push", "@nh/platforms Web Push"]);
  }
  if (only.includes("fcm")) await compare("FCM", pushes, ["fetch with a cached token", "@nh/platforms FCM"]);
  if (only.includes("heap")) await showHeap();
} finally {
  server.kill();
}

async function compare(title: string, count: number, names: readonly string[]): Promise<void> {
  const samples = new Map<string, Sample[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(names, round)) samples.get(name)?.push(await sample(name, count));
  }
  for (const [name, list] of samples) {
    keepFigure(
      `Pushes per second, ${title}`,
      "/s",
      name,
      list.map((one) => one.pushesPerSecond),
    );
    keepFigure(
      `CPU per push, ${title}`,
      "µs",
      name,
      list.map((one) => one.cpuMicros),
    );
  }
  const medians = [...samples].map(([name, list]) => ({
    name,
    pushesPerSecond: median(list.map((one) => one.pushesPerSecond)),
    cpuMicros: median(list.map((one) => one.cpuMicros)),
  }));
  const [base] = medians;
  console.log(
    `\n${title}: ${count} pushes, ${IN_FLIGHT} in flight, median of ${rounds} rounds, Node ${process.version}\n`,
  );
  console.log(`| pusher | pushes/s | × ${base?.name} | CPU µs/push | × ${base?.name} |`);
  console.log("|---|---|---|---|---|");
  for (const { name, pushesPerSecond, cpuMicros } of medians) {
    const rate = (pushesPerSecond / (base?.pushesPerSecond ?? 1)).toFixed(2);
    const cpu = (cpuMicros / (base?.cpuMicros ?? 1)).toFixed(2);
    console.log(`| ${name} | ${pushesPerSecond.toFixed(0)} | ${rate} | ${cpuMicros.toFixed(0)} | ${cpu} |`);
  }
}

/** Heap in use while 100,000 pushes go out, which must not grow with them. */
async function showHeap(): Promise<void> {
  console.log("\nHeap in use after each tenth of 100,000 pushes, in KB after a garbage collection\n");
  for (const name of ["@nh/platforms APNs", "@nh/platforms Web Push", "@nh/platforms FCM"]) {
    const { heapBytes } = await sample(name, 100_000);
    console.log(`${name}: ${heapBytes.map((bytes) => (bytes / 1024).toFixed(0)).join(" ")}`);
  }
}

async function sample(name: string, count: number): Promise<Sample> {
  const { apnsPort, httpPort, certificatePath } = doubles;
  const parameters = [name, apnsPort, httpPort, count, IN_FLIGHT].map(String);
  const child = spawn(process.execPath, ["--expose-gc", file("platform-sample"), ...parameters], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificatePath },
  });
  return JSON.parse(await firstLine(child)) as Sample;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  while (!text.includes("\n")) {
    const end = child.exitCode ?? child.signalCode;
    if (end !== null) throw new Error(`A process of the benchmark ended with ${end}.`);
    await Promise.race([child.stdout === null ? undefined : once(child.stdout, "data"), once(child, "exit")]);
  }
  return text.split("\n", 1)[0] ?? "";
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  return list.map((_, index) => list[(index + by) % list.length] as T);
}
