import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createSasToken } from "@nh/auth";
import { createHub, developmentPolicy, type Hub } from "@nh/hub";
import { keepFigure } from "./lib/figures.js";
import { median } from "./lib/median.js";

/**
 * Measures how a hub scales. It loads a snapshot of N installations with five tags each, and
 * repeats a send to `a && !b` that reaches 1,000 of them, or all of them if there are fewer. The
 * cost depends on the matches, not on the devices. It then lists the registrations: the first page,
 * for which all are sorted, and a page after a write. For the list it also measures how long the
 * hub did nothing else. Every sample is a fresh process.
 *
 * node run.mjs hub-scale [--rounds 1] [sizes, by default 1000 10000 100000 1000000]
 */
interface Sample {
  readonly loadSeconds: number;
  readonly processMb: number;
  readonly heapMb: number;
  readonly reached: number;
  readonly sendMs: number;
  readonly rareSendMs: number;
  readonly firstPageMs: number;
  readonly nextPageMs: number;
  readonly longestBlockMs: number;
}

const ORIGIN = "https://local-hub.invalid";
const MATCHES = 1000;
const SENDS = 60;

const words = process.argv.slice(2);
if (words[0] === "--sample") {
  console.log(JSON.stringify(await measure(Number(words[1]))));
} else {
  const rounds = words[0] === "--rounds" ? Number(words[1]) : 1;
  const sizes = words.slice(words[0] === "--rounds" ? 2 : 0).map(Number);
  compare(sizes.length > 0 ? sizes : [1_000, 10_000, 100_000, 1_000_000], rounds);
}

function compare(sizes: readonly number[], rounds: number): void {
  const samples = new Map<number, Sample[]>(sizes.map((size) => [size, []]));
  for (let round = 0; round < rounds; round++) for (const [size, list] of samples) list.push(sampleInProcess(size));
  const rows: Record<string, string>[] = [];
  for (const [size, list] of samples) {
    const name = `${size.toLocaleString("en")} devices`;
    const values = (field: keyof Sample) => list.map((one) => one[field]);
    keepFigure("Loading a snapshot", "s", name, values("loadSeconds"));
    keepFigure("Memory of the process after loading", "MB", name, values("processMb"));
    keepFigure("A send that reaches 1,000 devices", "ms", name, values("sendMs"));
    keepFigure("A send that reaches 10 devices", "ms", name, values("rareSendMs"));
    keepFigure("The first page of a list", "ms", name, values("firstPageMs"));
    keepFigure("A page of a list after a write", "ms", name, values("nextPageMs"));
    keepFigure("The longest block by a list", "ms", name, values("longestBlockMs"));
    rows.push({
      installations: size.toLocaleString("en"),
      "load, s": median(values("loadSeconds")).toFixed(2),
      "process after loading, MB": median(values("processMb")).toFixed(0),
      "heap, MB": median(values("heapMb")).toFixed(0),
      matches: String(median(values("reached"))),
      "send to a && !b, median ms": median(values("sendMs")).toFixed(2),
      "send to a && rare && !b (10 matches), median ms": median(values("rareSendMs")).toFixed(3),
      "first page of a list, ms": median(values("firstPageMs")).toFixed(0),
      "page after a write, ms": median(values("nextPageMs")).toFixed(0),
      "longest block by a list, ms": median(values("longestBlockMs")).toFixed(0),
    });
  }
  console.log(`\nMedian of ${rounds} processes each, Node ${process.version}\n`);
  console.table(rows);
}

function sampleInProcess(size: number): Sample {
  // A million devices need more than the heap that Node allows by default.
  const flags = ["--expose-gc", "--max-old-space-size=6000"];
  const program = fileURLToPath(import.meta.url);
  const output = execFileSync(process.execPath, [...flags, program, "--sample", String(size)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(output) as Sample;
}

async function measure(size: number): Promise<Sample> {
  const hub = createHub();
  const startedAt = performance.now();
  await hub.snapshot.import(snapshot(size));
  const loadSeconds = (performance.now() - startedAt) / 1000;
  const processMb = process.memoryUsage().rss / 1024 / 1024;
  globalThis.gc?.();
  const heapMb = process.memoryUsage().heapUsed / 1024 / 1024;
  const { medianMs: sendMs, reached } = await medianOfSends(hub, "a && !b");
  const { medianMs: rareSendMs } = await medianOfSends(hub, "a && rare && !b");
  const lists = await timesOfLists(hub);
  hub.close();
  return { loadSeconds, processMb, heapMb, reached, sendMs, rareSendMs, ...lists };
}

async function timesOfLists(hub: Hub): Promise<Pick<Sample, "firstPageMs" | "nextPageMs" | "longestBlockMs">> {
  const authorization = await token();
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization, "content-type": "application/json" };
    const response = await hub.fetch(new Request(`${ORIGIN}/hub/${path}?api-version=2020-06`, { headers, ...init }));
    if (!response.ok) throw new Error(`The hub responded to ${path} with ${response.status}.`);
    await response.text();
    return response;
  };
  let longestBlockMs = 0;
  let lastTurnAt = performance.now();
  const endTurn = (): void => {
    longestBlockMs = Math.max(longestBlockMs, performance.now() - lastTurnAt);
    lastTurnAt = performance.now();
  };
  const timer = setInterval(endTurn, 1);
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    endTurn();
    return performance.now() - startedAt;
  };
  const firstPageMs = await timed(() => call("registrations/"));
  const document = { installationId: "one-more", platform: "apns", pushChannel: "AB".repeat(32) };
  await call("installations/one-more", { method: "PUT", body: JSON.stringify(document) });
  const nextPageMs = await timed(() => call("registrations/"));
  clearInterval(timer);
  return { firstPageMs, nextPageMs, longestBlockMs };
}

function token(): Promise<string> {
  const { keyName, primaryKey: key } = developmentPolicy;
  return createSasToken({ resourceUri: `${ORIGIN}/`, keyName, key });
}

async function medianOfSends(hub: Hub, expression: string): Promise<{ medianMs: number; reached: number }> {
  const authorization = await token();
  const times: number[] = [];
  for (let turn = 0; turn < SENDS; turn++) {
    const request = new Request(`${ORIGIN}/hub/messages/?api-version=2020-06`, {
      method: "POST",
      headers: {
        authorization,
        "content-type": "application/json;charset=utf-8",
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-Tags": expression,
      },
      body: '{"aps":{"alert":"Door opened"}}',
    });
    const startedAt = performance.now();
    const response = await hub.fetch(request);
    times.push(performance.now() - startedAt);
    if (response.status !== 201) throw new Error(`The hub responded to the send with ${response.status}.`);
  }
  hub.deliveries.clear();
  await hub.fetch(
    new Request(`${ORIGIN}/hub/messages/?api-version=2020-06`, {
      method: "POST",
      headers: {
        authorization,
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-Tags": expression,
      },
      body: "{}",
    }),
  );
  const reached = hub.deliveries.list({ limit: 1_000_000 }).length;
  hub.deliveries.clear();
  return { medianMs: median(times), reached };
}

/** A snapshot as a stream, so that a million devices are never in memory as one string. */
function snapshot(size: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const step = Math.max(1, Math.floor(size / MATCHES));
  let next = 0;
  let opened = false;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      let text = opened ? "" : '{"format":"nh-hub-snapshot","version":1,"records":[';
      for (let count = 0; count < 500 && next < size; count++, next++) {
        text += `${opened ? "," : ""}\n${record(next, step)}`;
        opened = true;
      }
      if (next >= size) text += "\n]}";
      controller.enqueue(encoder.encode(text));
      if (next >= size) controller.close();
    },
  });
}

/**
 * Every `step`-th installation has the tag `a`, every hundredth of these `rare`, and half of the
 * others `b`.
 */
function record(index: number, step: number): string {
  const id = `device-${index.toString(16).padStart(8, "0")}`;
  const chosen = index % step === 0;
  const first = chosen ? "a" : index % 2 === 0 ? "b" : "c";
  const second = chosen && index % (step * 100) === 0 ? "rare" : `city-${index % 500}`;
  const tags = [first, second, `language-${index % 30}`, `team-${index % 2000}`, `version-${index % 12}`];
  const token = index.toString(16).toUpperCase().padStart(64, "0");
  const document = { installationId: id, platform: "apns", pushChannel: token, tags };
  return JSON.stringify({ hub: "hub", kind: "installation", id, value: { document, etag: 1 } });
}
