import { expect, it } from "vitest";
import { State } from "./state.js";

it("remembers up to 100,000 ids of dead registrations, and forgets the oldest", () => {
  const state = new State(10);
  const forgotten: string[] = [];
  for (let number = 0; number < 250_000; number++) forgotten.push(...state.rememberGone("Demo", String(number)));
  expect(state.goneIds.size).toBeLessThanOrEqual(100_000);
  expect(state.goneIds.size).toBeGreaterThanOrEqual(90_000);
  expect(forgotten.length + state.goneIds.size).toBe(250_000);
  expect(forgotten[0]).toBe("demo/0");
  expect(state.goneIds.has("demo/249999")).toBe(true);
});

it("hands deletions over when many have come together, and takes one back", () => {
  const state = new State(10);
  const change = (id: string) => ({ hub: "demo", kind: "notification", id, value: undefined });
  for (let number = 0; number < 100; number++) state.lapse([change(String(number))]);
  expect(state.dueDeletions).toHaveLength(100);
  state.revive("notification", "7");
  expect(state.dueDeletions).toEqual([]);
  expect(state.lapsed).toHaveLength(99);
  state.forgetLapsed();
  expect(state.lapsed).toEqual([]);
});
