import { expect, it, onTestFinished, vi } from "vitest";
import { BACKLOG_LENGTH, Intake, SLICE_LENGTH, type StreamedEvent } from "./intake.js";

/** An intake whose timers run when a test says so, and the slices that it has taken. */
function byHand() {
  const slices: StreamedEvent[][] = [];
  const timers: { run: () => void; ms: number }[] = [];
  const timing = { now: () => 0, wait: (run: () => void, ms: number) => void timers.push({ run, ms }) };
  let overflows = 0;
  const intake = new Intake(
    (events) => slices.push([...events]),
    () => overflows++,
    timing,
  );
  const encoder = new TextEncoder();
  const add = (text: string) => intake.add(encoder.encode(text));
  return { intake, add, slices, timers, overflows: () => overflows };
}
const event = (number: number, more = "") => `event: delivery\ndata: {"number":${number}${more}}\n\n`;

it("takes in a burst in slices, with a pause after each", () => {
  const { add, slices, timers } = byHand();
  const filler = `,"body":"${"x".repeat(500)}"`;
  const burst = Array.from({ length: 10_000 }, (_, number) => event(number, filler)).join("");
  add(burst);
  const waits: number[] = [];
  for (let timer = timers.shift(); timer !== undefined; timer = timers.shift()) {
    waits.push(timer.ms);
    timer.run();
    expect(timers.length).toBeLessThanOrEqual(1);
  }
  expect(slices.length).toBe(waits.length);
  expect(slices.length).toBeGreaterThanOrEqual(burst.length / SLICE_LENGTH);
  expect(Math.max(...slices.map(({ length }) => length))).toBeLessThanOrEqual(SLICE_LENGTH / 500);
  expect(Math.min(...waits.slice(1))).toBeGreaterThan(waits[0] ?? 0);
  const numbers = slices.flat().map(({ data }) => (JSON.parse(data) as { number: number }).number);
  expect(numbers).toEqual(Array.from({ length: 10_000 }, (_, number) => number));
});

it("gathers what comes at once, and plans nothing while nothing waits", () => {
  const { add, slices, timers } = byHand();
  add("retry: 1000\n\n");
  for (let number = 0; number < 3; number++) add(event(number));
  expect(timers).toHaveLength(1);
  timers.shift()?.run();
  expect(slices.map((slice) => slice.length)).toEqual([3]);
  expect(timers).toEqual([]);
  add(": still here\n\n");
  timers.shift()?.run();
  expect(slices.at(-1)).toEqual([]);
});

it("reads events that the network cuts anywhere, within a character, too", () => {
  const { intake, slices, timers } = byHand();
  const bytes = new TextEncoder().encode('event: clock\ndata: {"now":"é"}\n\nevent: faults\ndata: {}\n\n');
  for (const byte of bytes) intake.add(Uint8Array.of(byte));
  timers.shift()?.run();
  expect(slices).toEqual([
    [
      { type: "clock", data: '{"now":"é"}' },
      { type: "faults", data: "{}" },
    ],
  ]);
});

it("takes one event that is longer than a slice", () => {
  const { add, slices, timers } = byHand();
  add(event(1, `,"body":"${"x".repeat(SLICE_LENGTH)}"`) + event(2));
  timers.shift()?.run();
  timers.shift()?.run();
  expect(slices.map((slice) => slice.length)).toEqual([1, 1]);
});

it("drops what waits when it is too much, says so, and goes on with the next event", () => {
  const { add, slices, timers, overflows } = byHand();
  const filler = `,"body":"${"x".repeat(BACKLOG_LENGTH / 4)}"`;
  for (let number = 0; number < 3; number++) add(event(number, filler));
  expect(overflows()).toBe(0);
  // The last event of the burst is cut by the network.
  const [start, rest] = [event(4).slice(0, 20), event(4).slice(20)];
  add(event(3, filler) + start);
  expect(overflows()).toBe(1);
  timers.shift()?.run();
  expect(slices).toEqual([]);
  add(rest);
  timers.shift()?.run();
  expect(slices).toEqual([[{ type: "delivery", data: '{"number":4}' }]]);
});

it("does not search all that waits whenever more comes: a hidden tab may take in nothing for a minute", () => {
  const { add, timers } = byHand();
  const search = vi.spyOn(String.prototype, "lastIndexOf");
  onTestFinished(() => search.mockRestore());
  for (let number = 0; number < 100; number++) add(event(number));
  expect(timers).toHaveLength(1);
  expect(search).not.toHaveBeenCalled();
});
