import { describe, expect, it, vi } from "vitest";
import { onAbort } from "./on-abort.js";

function watched() {
  const controller = new AbortController();
  const add = vi.spyOn(controller.signal, "addEventListener");
  const remove = vi.spyOn(controller.signal, "removeEventListener");
  return { controller, signal: controller.signal, onSignal: () => add.mock.calls.length - remove.mock.calls.length };
}

describe("onAbort", () => {
  it("puts one listener on a signal, however many wait, and takes it off with the last", () => {
    const { signal, onSignal } = watched();
    const stops = Array.from({ length: 100 }, () => onAbort(signal, () => {}));
    expect(onSignal()).toBe(1);
    for (const stop of stops.slice(1)) stop();
    expect(onSignal()).toBe(1);
    stops[0]?.();
    expect(onSignal()).toBe(0);
    onAbort(signal, () => {});
    expect(onSignal()).toBe(1);
  });

  it("calls everybody who still waits, once", () => {
    const { controller, signal, onSignal } = watched();
    const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()];
    const stopFirst = onAbort(signal, first);
    onAbort(signal, second);
    onAbort(signal, third)();
    controller.abort();
    expect([first.mock.calls.length, second.mock.calls.length, third.mock.calls.length]).toEqual([1, 1, 0]);
    expect(onSignal()).toBe(0);
    stopFirst();
    stopFirst();
    expect(onSignal()).toBe(0);
  });

  it("lets a listener take back another one, and itself", () => {
    const { controller, signal } = watched();
    const second = vi.fn();
    const stopFirst = onAbort(signal, () => stopFirst());
    onAbort(signal, second);
    controller.abort();
    expect(second).toHaveBeenCalledTimes(1);
  });
});
