import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEntry } from "./journal-lines.js";
import { Replay } from "./replay.js";

const SIZE = 10;

/** What may become of a batch in one run. `killed`: the run ended before the response. */
type Fate = "waits" | "sent" | "refused" | "lost" | "killed";

function entriesOf(index: number, fate: Fate): readonly JournalEntry[] {
  const facts = { platform: "apple", start: index * SIZE, count: SIZE, devices: SIZE - 1 } as const;
  const begun: JournalEntry = { ...facts, state: "begun", handles: "" };
  if (fate === "waits") return [];
  if (fate === "killed") return [begun];
  if (fate === "sent") return [begun, { ...facts, state: "sent" }];
  return [begun, { ...facts, state: "failed", mayHaveBeenSent: fate === "lost" }];
}

describe("the replay of a journal", () => {
  it("counts the devices whose batch may have arrived more than once, over all runs", () => {
    const fate = fc.constantFrom<Fate>("waits", "sent", "refused", "lost", "killed");
    const run = fc.array(fate, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 6 }), (runs) => {
        const replay = new Replay();
        const arrivals = new Map<number, number>();
        const done = new Set<number>();
        for (const fates of runs) {
          for (const [index, fate] of fates.entries()) {
            if (done.has(index)) continue;
            for (const entry of entriesOf(index, fate)) replay.add(entry);
            if (fate === "sent") done.add(index);
            if (fate === "sent" || fate === "lost" || fate === "killed") {
              arrivals.set(index, (arrivals.get(index) ?? 0) + 1);
            }
          }
          replay.endRun();
        }
        const twice = [...arrivals.values()].filter((count) => count > 1).length;
        const { earlier } = replay;
        expect(earlier.repeated).toBe(twice * (SIZE - 1));
        expect(earlier.again.size).toBe(twice * SIZE);
        expect(earlier.sent).toBe(done.size * (SIZE - 1));
        for (let index = 0; index < 6; index++) {
          const [start, end] = [index * SIZE, (index + 1) * SIZE];
          expect(earlier.done.covers(start, end)).toBe(done.has(index));
          const mayHaveArrived = (arrivals.get(index) ?? 0) > 0 && !done.has(index);
          if (!done.has(index)) expect(start < earlier.begun && !earlier.clear.covers(start, end)).toBe(mayHaveArrived);
        }
      }),
    );
  });
});
