import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ExchangeTimeout } from "./failure.js";
import { withinTime } from "./within-time.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A signal that counts its listeners. */
function countingSignal(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  vi.spyOn(signal, "addEventListener").mockImplementation((...input: Parameters<typeof add>) => {
    listeners++;
    add(...input);
  });
  vi.spyOn(signal, "removeEventListener").mockImplementation((...input: Parameters<typeof remove>) => {
    listeners--;
    remove(...input);
  });
  return { controller, listeners: () => listeners };
}

it("answers what the task answers, and leaves no timer and no listener behind", async () => {
  const { controller, listeners } = countingSignal();
  await expect(withinTime(async () => 7, 1000, controller.signal, "No answer")).resolves.toBe(7);
  await Promise.resolve();
  expect([vi.getTimerCount(), listeners()]).toEqual([0, 0]);
});

it("passes a failure on, and leaves no timer and no listener behind", async () => {
  const { controller, listeners } = countingSignal();
  const failure = new Error("broken");
  await expect(withinTime(() => Promise.reject(failure), 1000, controller.signal, "No answer")).rejects.toBe(failure);
  await Promise.resolve();
  expect([vi.getTimerCount(), listeners()]).toEqual([0, 0]);
});

it("ends a task that does not listen when its time is over, and tells it", async () => {
  const { controller, listeners } = countingSignal();
  let told: unknown;
  const task = (signal: AbortSignal) => {
    signal.addEventListener("abort", () => {
      told = signal.reason;
    });
    return new Promise(() => undefined);
  };
  const ended = withinTime(task, 1000, controller.signal, "No answer").catch((error: unknown) => error);
  vi.advanceTimersByTime(1000);
  expect(await ended).toEqual(new ExchangeTimeout("No answer within 1000 ms."));
  expect(told).toBe(await ended);
  expect([vi.getTimerCount(), listeners()]).toEqual([0, 0]);
});

it("ends a task when the caller aborts, with the caller's own reason", async () => {
  const { controller, listeners } = countingSignal();
  const ended = withinTime(() => new Promise(() => undefined), 1000, controller.signal, "No answer");
  controller.abort("enough");
  await expect(ended).rejects.toBe("enough");
  expect([vi.getTimerCount(), listeners()]).toEqual([0, 0]);
});

it("does not begin a task for a signal that is aborted already", async () => {
  const task = vi.fn(async () => 7);
  await expect(withinTime(task, 1000, AbortSignal.abort("never"), "No answer")).rejects.toBe("never");
  expect(task).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it("does not let a task that failed late be an unhandled rejection", async () => {
  let fail = (_reason: unknown): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const ended = withinTime(() => late, 10, undefined, "No answer").catch((error: unknown) => error);
  vi.advanceTimersByTime(10);
  expect(await ended).toBeInstanceOf(ExchangeTimeout);
  fail(new Error("too late"));
  await expect(late).rejects.toThrow("too late");
});
