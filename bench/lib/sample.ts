import { senders } from "./senders.js";

/**
 * One sample in a fresh process: `sample <sender> <port> <sends> <in flight>`. It prints a line of
 * JSON.
 */
const [name = "", port, sends, inFlight] = process.argv.slice(2);
const create = senders[name];
if (create === undefined)
  throw new Error(`Unknown sender ${JSON.stringify(name)}. Known senders: ${Object.keys(senders).join(", ")}.`);
const sender = await create(Number(port));

async function run(total: number, lanes: number, times = new Float64Array(total)): Promise<void> {
  let left = total;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const index = left;
      const began = performance.now();
      if ((await sender.send()) === undefined) throw new Error("The response had no notification ID.");
      times[index] = performance.now() - began;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const total = Number(sends);
const times = new Float64Array(total);
await run(Math.min(4000, total), Number(inFlight));
globalThis.gc?.();
const heapBefore = process.memoryUsage().heapUsed;
const cpuBefore = process.cpuUsage();
const began = performance.now();
await run(total, Number(inFlight), times);
const elapsedMs = performance.now() - began;
const cpu = process.cpuUsage(cpuBefore);
globalThis.gc?.();
const heapKept = process.memoryUsage().heapUsed - heapBefore;
times.sort();
console.log(
  JSON.stringify({
    p50Ms: times[Math.floor(total * 0.5)],
    p99Ms: times[Math.floor(total * 0.99)],
    sendsPerSecond: (total / elapsedMs) * 1000,
    cpuMicros: (cpu.user + cpu.system) / total,
    heapKeptBytes: heapKept,
    residentBytes: process.memoryUsage().rss,
  }),
);
await sender.close();
process.exit(0);
