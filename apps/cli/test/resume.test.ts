import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { binary, isBuilt, nh, start, startLocalHub, whyNotBuilt } from "./built-binary.js";

const count = 400;
const batchSize = 4;
const concurrency = 3;
const handles = Array.from({ length: count }, (_, index) => index.toString(16).padStart(64, "0").toUpperCase());

interface Entry {
  readonly start?: number;
  readonly count?: number;
  readonly state?: string;
}

describe.skipIf(!isBuilt)(`a bulk send that is killed again and again${whyNotBuilt}`, { timeout: 120_000 }, () => {
  it("repeats no acknowledged batch, skips none, and reports exactly what arrived twice", async () => {
    const { env, folder, url, running } = await startLocalHub(["--no-https"]);
    const journal = join(folder, "run.journal");
    writeFileSync(join(folder, "handles.txt"), handles.join("\n"));
    const words = ["send", "apple", "--title", "Hi", "--devices", "handles.txt", "--resume", "run.journal"];
    const options = ["--batch-size", String(batchSize), "--concurrency", String(concurrency)];

    /** Sends until some batches have arrived and none gets a response, and kills it then. */
    async function killUnderWay(acknowledgedBefore: number): Promise<void> {
      const acknowledged = new Set(entriesOf(journal, "sent").flatMap(handlesOf));
      const arrivedBefore = await deliveredHandles(url);
      if (acknowledgedBefore === 0) await holdResponses(url);
      const { child, finished } = start(process.execPath, [binary, ...words, ...options], { cwd: folder, env });
      try {
        const before = entriesOf(journal, "sent").length;
        await until(() => entriesOf(journal, "sent").length >= before + acknowledgedBefore);
        if (acknowledgedBefore > 0) await holdResponses(url);
        // Every lane waits for a response, and the hub has every batch that left.
        await until(async () => {
          const begun = entriesOf(journal, "begun").length;
          const answered = entriesOf(journal, "sent").length;
          const ofEarlierRuns = begunBefore - before;
          const arrived = (await deliveredHandles(url)).length;
          return begun - answered - ofEarlierRuns === concurrency && arrived === begun * batchSize;
        });
      } finally {
        child.kill("SIGKILL");
      }
      await finished;
      await releaseResponses(url);
      begunBefore = entriesOf(journal, "begun").length;
      const fresh = (await deliveredHandles(url)).slice(arrivedBefore.length);
      expect(fresh.filter((handle) => acknowledged.has(handle))).toEqual([]);
    }
    let begunBefore = 0;

    try {
      await killUnderWay(5);
      // The same batches again: these devices get the notification three times.
      await killUnderWay(0);
      await killUnderWay(5);
      const last = await nh([...words, ...options, "--json"], { cwd: folder, env });
      expect(last.code).toBe(0);
      const times = new Map<string, number>();
      for (const handle of await deliveredHandles(url)) times.set(handle, (times.get(handle) ?? 0) + 1);
      expect(times.size).toBe(count);
      const repeated = [...times.values()].filter((arrivals) => arrivals > 1).length;
      expect(repeated).toBe(2 * concurrency * batchSize);
      expect([...times.values()].filter((arrivals) => arrivals === 3)).toHaveLength(concurrency * batchSize);
      const report = JSON.parse(last.out) as Record<string, unknown>;
      expect(report).toMatchObject({ failed: 0, devicesInAllRuns: count, mayHaveRepeated: repeated });
      // A further run sends nothing, and still knows.
      const again = await nh([...words, ...options, "--json"], { cwd: folder, env });
      expect(JSON.parse(again.out)).toMatchObject({ sent: 0, devicesInAllRuns: count, mayHaveRepeated: repeated });
    } finally {
      running.child.kill("SIGKILL");
      await running.finished;
    }
  });
});

/** The hub carries out every batch from now on, but does not respond. */
async function holdResponses(url: string): Promise<void> {
  const rule = { match: { operation: "sendBatch" }, answer: { delayMs: 120_000, after: "processing" } };
  await fetch(`${url}/_nh/faults`, { method: "POST", body: JSON.stringify(rule) });
}

async function releaseResponses(url: string): Promise<void> {
  await fetch(`${url}/_nh/faults`, { method: "DELETE" });
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it did not come to this");
}

async function deliveredHandles(url: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/_nh/deliveries?limit=100000`);
  const { deliveries } = (await answer.json()) as { deliveries: { handle: string }[] };
  return deliveries.map(({ handle }) => handle);
}

const handlesOf = ({ start: from = 0, count: size = 0 }: Entry) => handles.slice(from, from + size);

/** The lines of the journal with a state. A line may be half written. */
function entriesOf(journal: string, state: string): readonly Entry[] {
  let text = "";
  try {
    text = readFileSync(journal, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    try {
      const entry = JSON.parse(line) as Entry;
      return entry.state === state ? [entry] : [];
    } catch {
      return [];
    }
  });
}
