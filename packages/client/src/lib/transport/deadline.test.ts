import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Deadline } from "./deadline.js";
import { AttemptTimeout } from "./failures.js";

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

/** Runs a task under a deadline. */
async function within<T>(
  task: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  const deadline = new Deadline(timeoutMs, signal, "No response");
  return deadline.race(task(deadline.signal));
}

it("resolves as the task does, and leaves no timer and no listener behind", async () => {
  const { controller, listeners } = countingSignal();
  await expect(within(async () => 7, 1000, controller.signal)).resolves.toBe(7);
  expect([vi.getTimerCount(), listeners()]).toEqual([0, 0]);
});

it("passes a failure on, and leaves no timer and no listener behind", async () => {
  const { controller, listeners } = countingSignal();
  const failure = new Error("broken");
  await expect(within(() => Promise.reject(failure), 1000, controller.signal)).rejects.toBe(failure);
  expect([vi.getTimerCount(), listeners()]).toEqual([0, 0]);
});

it("ends a task that does not listen when its time is over, and aborts its signal", async () => {
  const { controller, listeners } = countingSignal();
  let reason: unknown;
  const task = (signal: AbortSignal) => {
    signal.addEventListener("abort", () => {
      reason = signal.reason;
    });
    return new Promise(() => undefined);
  };
  const ended = within(task, 1000, controller.signal).catch((error: unknown) => error);
  vi.advanceTimersByTime(1000);
  expect(await ended).toEqual(new AttemptTimeout("No response within 1000 ms."));
  expect(reason).toBe(await ended);
  expect([vi.getTimerCount(), listeners()]).toEqual([0, 0]);
});

it("ends a task when the caller aborts, with the caller's own reason", async () => {
  const { controller, listeners } = countingSignal();
  const ended = within(() => new Promise(() => undefined), 1000, controller.signal);
  controller.abort("enough");
  await expect(ended).rejects.toBe("enough");
  expect([vi.getTimerCount(), listeners()]).toEqual([0, 0]);
});

it("does not begin a task for a signal that is aborted already", async () => {
  const task = vi.fn(async () => 7);
  await expect(within(task, 1000, AbortSignal.abort("never"))).rejects.toBe("never");
  expect(task).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it("does not let a task that failed late be an unhandled rejection", async () => {
  let fail = (_reason: unknown): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const ended = within(() => late, 10, undefined).catch((error: unknown) => error);
  vi.advanceTimersByTime(10);
  expect(await ended).toBeInstanceOf(AttemptTimeout);
  fail(new Error("too late"));
  await expect(late).rejects.toThrow("too late");
});
