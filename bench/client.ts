import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { keepFigure } from "./lib/figures.js";
import { median } from "./lib/median.js";

/**
 * Compares sends per second of the client with other ways to send, on one machine. A raw-socket
 * server runs in its own process, and every sample is a fresh process. The senders take turns
 * within each round, so that other load on the machine affects all of them.
 *
 * node run.mjs client [--rounds 5] [--sends 20000] [--only official,client] [--in-flight 64,1]
 * [--heap]
 *
 * With --heap, only the memory is kept for `pnpm bench --all`.
 */
interface Sample {
  readonly sendsPerSecond: number;
  /** How long one send takes, in milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMicros: number;
  readonly heapKeptBytes: number;
  readonly residentBytes: number;
}

const file = (name: string): string => fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
const option = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return (at < 0 ? undefined : process.argv[at + 1]) ?? fallback;
};

const rounds = Number(option("rounds", "5"));
const sends = Number(option("sends", "20000"));
const all = ["official", "client", "client + undici", "client + fetch", "node:http by hand", "undici Pool.request"];
const only = option("only", "");
const names = only === "" ? all : only.split(",");
const reference = "official";

const server = spawn(process.execPath, [file("raw-server")], { stdio: ["ignore", "pipe", "inherit"] });
const port = await firstLine(server);
try {
  for (const inFlight of option("in-flight", "64,1").split(",").map(Number))
    await compare(`${inFlight} in flight`, inFlight === 1 ? Math.ceil(sends / 5) : sends, inFlight);
} finally {
  server.kill();
}

async function compare(title: string, count: number, inFlight: number): Promise<void> {
  const samples = new Map<string, Sample[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(names, round)) samples.get(name)?.push(await sample(name, count, inFlight));
  }
  console.log(`\n${title}, ${count} sends, median of ${rounds} rounds, Node ${process.version}\n`);
  console.log("| sender | sends/s | × official | CPU µs/send | % of official | p50 | p99 | heap kept | RSS |");
  console.log("|---|---|---|---|---|---|---|---|---|");
  const official = samples.get(reference);
  const base = official && summarize(official);
  for (const [name, list] of samples) {
    const { sendsPerSecond, cpuMicros, p50Ms, p99Ms, heapKeptBytes, residentBytes } = summarize(list);
    keep(title, count, name, list);
    const times = base === undefined ? "–" : (sendsPerSecond / base.sendsPerSecond).toFixed(2);
    const share = base === undefined ? "–" : ((100 * cpuMicros) / base.cpuMicros).toFixed(0);
    console.log(
      `| ${name} | ${sendsPerSecond.toFixed(0)} | ${times} | ${cpuMicros.toFixed(0)} | ${share} | ` +
        `${p50Ms.toFixed(2)} ms | ${p99Ms.toFixed(2)} ms | ` +
        `${(heapKeptBytes / 1024).toFixed(0)} KB | ${(residentBytes / 1_048_576).toFixed(0)} MB |`,
    );
  }
}

function keep(title: string, count: number, name: string, list: readonly Sample[]): void {
  const shown = name.replace(/^client/, "@nh/client");
  if (process.argv.includes("--heap")) {
    const heaps = list.map((one) => one.heapKeptBytes / 1024);
    keepFigure(`Heap kept over ${count.toLocaleString("en")} sends`, "KB", shown, heaps);
    return;
  }
  const values = (field: keyof Sample) => list.map((one) => one[field]);
  keepFigure(`Sends per second, ${title}`, "/s", shown, values("sendsPerSecond"));
  keepFigure(`CPU per send, ${title}`, "µs", shown, values("cpuMicros"));
  keepFigure(`Median time of a send, ${title}`, "ms", shown, values("p50Ms"));
  keepFigure(`99th percentile of a send, ${title}`, "ms", shown, values("p99Ms"));
}

async function sample(name: string, count: number, inFlight: number): Promise<Sample> {
  const child = spawn(process.execPath, ["--expose-gc", file("sample"), name, port, String(count), String(inFlight)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(await firstLine(child)) as Sample;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  while (!text.includes("\n")) {
    if (child.exitCode !== null) throw new Error(`A process of the benchmark exited with code ${child.exitCode}.`);
    await Promise.race([child.stdout === null ? undefined : once(child.stdout, "data"), once(child, "exit")]);
  }
  return text.split("\n", 1)[0] ?? "";
}

function summarize(list: readonly Sample[]): Sample {
  return {
    sendsPerSecond: median(list.map((entry) => entry.sendsPerSecond)),
    p50Ms: median(list.map((entry) => entry.p50Ms)),
    p99Ms: median(list.map((entry) => entry.p99Ms)),
    cpuMicros: median(list.map((entry) => entry.cpuMicros)),
    heapKeptBytes: median(list.map((entry) => entry.heapKeptBytes)),
    residentBytes: median(list.map((entry) => entry.residentBytes)),
  };
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  return list.map((_, index) => list[(index + by) % list.length] as T);
}
