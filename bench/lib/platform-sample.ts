import { pushers } from "./platform-pushers.js";

/**
 * One measurement in a fresh process: `platform-sample <pusher> <APNs port> <HTTP port> <pushes>
 * <in flight>`. Prints a line of JSON.
 */
const [name = "", apnsPort, httpPort, pushes, inFlight] = process.argv.slice(2);
const create = pushers[name];
if (create === undefined) throw new Error(`Unknown pusher "${name}".`);
const pusher = await create(Number(apnsPort), Number(httpPort));

async function run(total: number): Promise<void> {
  let left = total;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await pusher.push(left);
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, lane));
}

const total = Number(pushes);
await run(Math.min(3000, total));
const heapBytes: number[] = [];
let elapsedMs = 0;
let cpuMicros = 0;
for (let tenth = 0; tenth < 10; tenth++) {
  globalThis.gc?.();
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  await run(total / 10);
  elapsedMs += performance.now() - began;
  const { user, system } = process.cpuUsage(cpuBefore);
  cpuMicros += user + system;
  globalThis.gc?.();
  heapBytes.push(process.memoryUsage().heapUsed);
}
console.log(JSON.stringify({ pushesPerSecond: (total / elapsedMs) * 1000, cpuMicros: cpuMicros / total, heapBytes }));
await pusher.close();
process.exit(0);
