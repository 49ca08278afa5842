import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundle } from "./bundle.js";
import { ImportJobs, Snapshots } from "./crash-imports.js";
import { CrashLedger } from "./crash-ledger.js";

// `pnpm crash` kills a thousand times, an ordinary run of the tests fifty times.
const points = Number(process.env.NH_CRASH_POINTS ?? 50);
const seed = Number(process.env.NH_CRASH_SEED ?? Date.now() % 2 ** 31);

const WORKERS = 4;
/** The longest time that a hub writes before it is killed, in milliseconds. */
const WRITING_MS = 120;
/** One kill in this many hits an import, because each import takes as long as many writes. */
const IMPORT_SHARE = 20;
/** One kill in this many comes while the hub still starts and reads what the last kill left. */
const START_KILL_EVERY = 5;

let program: string;
let folder: string;

beforeAll(async () => {
  program = await bundle("./hub-process.ts");
  folder = mkdtempSync(join(tmpdir(), "nh-crash-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A linear congruential generator (Numerical Recipes). It is enough to choose moments and values
 * from a seed.
 */
function createRandom(): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function startProcess(data = "data"): ChildProcess {
  return spawn(process.execPath, [program, join(folder, data)], { stdio: ["ignore", "pipe", "pipe"] });
}

/** The address that the process prints once it serves requests. */
async function addressOf(child: ChildProcess): Promise<string> {
  let text = "";
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    if (text.endsWith("\n")) return text.trim();
  }
  throw new Error(`The hub did not start: ${errors}`);
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it(
  `loses nothing it has acknowledged when it is killed ${points} times`,
  async () => {
    const random = createRandom();
    const ledger = new CrashLedger(random);
    for (let point = 1; point <= points; point++) {
      if (point % START_KILL_EVERY === 0) {
        const child = startProcess();
        await pause(random() * 300);
        await kill(child);
        continue;
      }
      const child = startProcess();
      const url = await addressOf(child);
      await ledger.check(url);
      const alive = { current: true };
      const workers = Array.from({ length: WORKERS }, (_, worker) => ledger.write(url, worker, alive));
      await pause(random() * WRITING_MS);
      alive.current = false;
      await kill(child);
      await Promise.all(workers);
    }
    const child = startProcess();
    await ledger.check(await addressOf(child));
    await kill(child);
    console.log(
      `crash: ${points} kills (seed ${seed}), ${ledger.acknowledged} acknowledged writes, ${ledger.lost.length} lost`,
    );
    expect(ledger.lost).toEqual([]);
    expect(ledger.acknowledged).toBeGreaterThan(points);
  },
  60_000 + points * 3_000,
);

const imports = Math.max(3, Math.ceil(points / IMPORT_SHARE));

it.each([
  ["an imported snapshot", "snapshots", () => new Snapshots()],
  ["the registrations and the results of an import job", "jobs", () => new ImportJobs()],
])(
  `leaves %s whole when it is killed ${imports} times`,
  async (_title, data, create) => {
    const random = createRandom();
    const imported = create();
    for (let point = 1; point <= imports; point++) {
      const child = startProcess(data);
      const url = await addressOf(child);
      await imported.check(url);
      const beginning = imported.begin(url);
      await pause(random() * imported.longestMs);
      await kill(child);
      await beginning;
      if (point % START_KILL_EVERY !== 0) continue;
      const again = startProcess(data);
      await pause(random() * 600);
      await kill(again);
    }
    const child = startProcess(data);
    await imported.check(await addressOf(child));
    await kill(child);
    console.log(
      `crash: ${imports} kills of ${data} (seed ${seed}), ${imported.summary}, ${imported.faults.length} torn`,
    );
    expect(imported.faults).toEqual([]);
  },
  60_000 + imports * 10_000,
);
