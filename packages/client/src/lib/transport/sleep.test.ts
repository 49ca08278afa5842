import { afterEach, describe, expect, it, vi } from "vitest";
import { sleep } from "./sleep.js";

afterEach(() => vi.useRealTimers());

describe("sleep", () => {
  it("waits as long as asked", async () => {
    vi.useFakeTimers();
    let awake = false;
    const sleeping = sleep(50).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(49);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(awake).toBe(true);
  });

  it("rejects with the signal's reason and leaves no timer", async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const sleeping = sleep(1000, controller.signal);
    controller.abort("stop");
    await expect(sleeping).rejects.toBe("stop");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not begin under a signal that is aborted already", async () => {
    vi.useFakeTimers();
    await expect(sleep(1000, AbortSignal.abort("early"))).rejects.toBe("early");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no listener on the signal", async () => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, "removeEventListener");
    const sleeping = sleep(5, signal);
    await vi.advanceTimersByTimeAsync(5);
    await sleeping;
    expect(remove).toHaveBeenCalledOnce();
  });

  it("waits as long as a timer can where that is shorter than asked", async () => {
    vi.useFakeTimers();
    let awake = false;
    void sleep(1e12).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(awake).toBe(false);
  });
});
