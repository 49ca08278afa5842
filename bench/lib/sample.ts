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

async function run(total: number, lanes: number): Promise<void> {
  let left = total;
  const lane = async (): Promise<void> => {
    while (left-- > 0) if ((await sender.send()) === undefined) throw new Error("The response had no notification ID.");
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const total = Number(sends);
await run(Math.min(4000, total), Number(inFlight));
globalThis.gc?.();
const heapBefore = process.memoryUsage().heapUsed;
const cpuBefore = process.cpuUsage();
const began = performance.now();
await run(total, Number(inFlight));
const elapsedMs = performance.now() - began;
const cpu = process.cpuUsage(cpuBefore);
globalThis.gc?.();
const heapKept = process.memoryUsage().heapUsed - heapBefore;
console.log(
  JSON.stringify({
    sendsPerSecond: (total / elapsedMs) * 1000,
    cpuMicros: (cpu.user + cpu.system) / total,
    heapKeptBytes: heapKept,
    residentBytes: process.memoryUsage().rss,
  }),
);
await sender.close();
process.exit(0);
