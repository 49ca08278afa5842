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
  it("repeats no acknowledged batch and skips none", async () => {
    const { env, folder, url, running } = await startLocalHub(["--no-https"]);
    try {
      // Slow enough that every kill happens during the send.
      await fetch(`${url}/_nh/faults`, {
        method: "POST",
        body: JSON.stringify({ match: { operation: "sendBatch" }, answer: { delayMs: 15 } }),
      });
      const journal = join(folder, "run.journal");
      writeFileSync(join(folder, "handles.txt"), handles.join("\n"));
      const words = ["send", "apple", "--title", "Hi", "--devices", "handles.txt", "--resume", "run.journal"];
      const options = ["--batch-size", String(batchSize), "--concurrency", String(concurrency)];
      /** Handles whose batch the journal records as sent. */
      const acknowledged = new Set<string>();
      let kills = 0;
      for (let round = 0; round < 12; round++) {
        const before = new Set(acknowledged);
        const deliveriesBefore = (await deliveredHandles(url)).length;
        const { child, finished } = start(process.execPath, [binary, ...words, ...options], { cwd: folder, env });
        const killAfter = 250 + Math.random() * 500;
        const timer = setTimeout(() => child.kill("SIGKILL"), killAfter);
        const { code } = await finished;
        clearTimeout(timer);
        for (const handle of sentHandles(journal)) acknowledged.add(handle);
        const fresh = (await deliveredHandles(url)).slice(deliveriesBefore);
        expect(fresh.filter((handle) => before.has(handle))).toEqual([]);
        if (code === 0) break;
        kills += 1;
      }
      const last = await nh([...words, ...options, "--json"], { cwd: folder, env });
      expect(last.code).toBe(0);
      const all = await deliveredHandles(url);
      expect(new Set(all).size).toBe(count);
      // Only the batches in flight at a kill may have been sent twice.
      expect(all.length - count).toBeLessThanOrEqual(kills * batchSize * concurrency);
      expect(kills).toBeGreaterThan(0);
    } finally {
      running.child.kill("SIGKILL");
      await running.finished;
    }
  });
});

async function deliveredHandles(url: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/_nh/deliveries?limit=100000`);
  const { deliveries } = (await answer.json()) as { deliveries: { handle: string }[] };
  return deliveries.map(({ handle }) => handle);
}

/** The handles of the batches that the journal records as sent. */
function sentHandles(journal: string): readonly string[] {
  let text = "";
  try {
    text = readFileSync(journal, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    try {
      const { start: from = 0, count: size = 0, state } = JSON.parse(line) as Entry;
      return state === "sent" ? handles.slice(from, from + size) : [];
    } catch {
      return [];
    }
  });
}
