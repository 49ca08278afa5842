import { expect, it } from "vitest";
import { State } from "./state.js";

it("remembers up to 100,000 ids of dead registrations, and drops the oldest", () => {
  const state = new State(10);
  const forgotten: string[] = [];
  for (let number = 0; number < 250_000; number++) forgotten.push(...state.addTombstone("Demo", String(number)));
  expect(state.tombstones.size).toBeLessThanOrEqual(100_000);
  expect(state.tombstones.size).toBeGreaterThanOrEqual(90_000);
  expect(forgotten.length + state.tombstones.size).toBe(250_000);
  expect(forgotten[0]).toBe("demo/0");
  expect(state.tombstones.has("demo/249999")).toBe(true);
});

it("remembers up to 1,000 jobs and drops the oldest finished ones, in whatever order they were restored", () => {
  const state = new State(10);
  const job = {
    hub: "demo",
    type: "ExportRegistrations",
    progress: 0,
    outputContainerUri: "",
    updatedAtMs: 0,
  } as const;
  for (let number = 999; number >= 0; number--) {
    const status = number === 0 ? "Running" : number % 2 === 0 ? "Failed" : "Completed";
    const id = String(number);
    state.jobs.set(`demo/${id}`, { ...job, id, status, createdAtMs: number, linesDone: 0 });
    if (number > 0) expect(state.outdatedJobs).toEqual([]);
  }
  expect(state.outdatedJobs.map(({ id }) => id)).toEqual(["1"]);
});

it("returns pending deletions once many have come together, and can drop one", () => {
  const state = new State(10);
  const change = (id: string) => ({ hub: "demo", kind: "notification", id, value: undefined });
  for (let number = 0; number < 100; number++) state.deleteLater([change(String(number))]);
  expect(state.dueDeletions).toHaveLength(100);
  state.cancelDeletion("notification", "7");
  expect(state.dueDeletions).toEqual([]);
  expect(state.pendingDeletions).toHaveLength(99);
  state.deletionsMade();
  expect(state.pendingDeletions).toEqual([]);
});
