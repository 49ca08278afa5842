import { afterEach, expect, it, vi } from "vitest";
import { hubTime } from "./hub-time.js";

afterEach(() => void vi.useRealTimers());

it("runs on from what the hub reported, unless its clock is frozen", () => {
  vi.useFakeTimers();
  const running = { now: "2030-01-01T00:00:00.000Z", frozen: false };
  const frozen = { ...running, frozen: true };
  const shown = () => [running, frozen].map((clock) => hubTime(clock).toISOString());
  expect(shown()).toEqual(["2030-01-01T00:00:00.000Z", "2030-01-01T00:00:00.000Z"]);
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(["2030-01-01T00:01:00.000Z", "2030-01-01T00:00:00.000Z"]);
});

it("is the real time until the hub has reported one", () => {
  vi.useFakeTimers({ now: 5_000 });
  expect(hubTime(undefined).getTime()).toBe(5_000);
});
