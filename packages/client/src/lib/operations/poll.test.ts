import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectScript, rejection, respondWith } from "../../../test/connect-hub.js";
import { connectionOf } from "../context.js";
import { HubConnectionError, HubResponseError, type HubResponseErrorCode, HubTimeoutError } from "../errors.js";
import type { CallOptions } from "../options.js";
import { type Polled, pollUntilDone, type WaitOptions } from "./poll.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const connection = connectionOf(connectScript(async () => respondWith(500)));
const request = { method: "GET", url: "https://contoso.servicebus.windows.net/demo/jobs/7", headers: {} };
const facts = { attempts: 1, mayHaveBeenSent: false, retryable: true, request };
const down = new HubConnectionError("down", facts, new Error("ECONNREFUSED"));
const slow = new HubTimeoutError("slow", facts, undefined);
const refused = (status: number, code: HubResponseErrorCode, retryable: boolean, retryAfterMs?: number) =>
  new HubResponseError({
    ...facts,
    message: `refused with ${status}`,
    code,
    status,
    detail: "",
    trackingId: undefined,
    correlationId: undefined,
    retryable,
    retryAfterMs,
    clockSkewMs: undefined,
  });

/**
 * Waits for a job whose polls find one thing after the other, and then the last one each time. A
 * number is the progress of a job, 100 its end.
 */
function wait(script: readonly (number | Error)[], options: WaitOptions, id = "7") {
  const began = performance.now();
  /**
   * When each poll began, in milliseconds of the wait. `given` holds how many milliseconds it had.
   */
  const polls: number[] = [];
  const given: (number | undefined)[] = [];
  const poll = async ({ totalTimeoutMs }: CallOptions): Promise<Polled<number>> => {
    polls.push(performance.now() - began);
    given.push(totalTimeoutMs);
    const brought = script[Math.min(polls.length, script.length) - 1] ?? 0;
    if (typeof brought !== "number") throw brought;
    return brought === 100 ? { done: true, value: brought } : { done: false, last: `it is still at ${brought} %` };
  };
  const outcome = pollUntilDone(connection, { operation: "getJob", parameter: id, what: "job" }, options, 60_000, poll);
  outcome.catch(() => undefined);
  return { polls, given, outcome };
}

describe("a wait", () => {
  it("polls a last time when its time is over, and not before", async () => {
    const { polls, outcome } = wait([50], { timeoutMs: 2900 });
    await vi.advanceTimersByTimeAsync(2899);
    expect(polls).toEqual([0, 1000, 2500]);
    await vi.advanceTimersByTimeAsync(1);
    expect(polls).toEqual([0, 1000, 2500, 2900]);
    expect(await rejection(outcome)).toMatchObject({
      code: "NH_TIMEOUT",
      attempts: 4,
      mayHaveBeenSent: false,
      retryable: true,
      cause: undefined,
      message: 'Gave up waiting for job "7" after 2,900 ms (timeoutMs); it is still at 50 %.',
      request,
    });
  });

  it("is done when the last poll finds the end", async () => {
    const { outcome } = wait([50, 100], { timeoutMs: 900 });
    await vi.advanceTimersByTimeAsync(900);
    expect(await outcome).toBe(100);
  });

  it("gives each poll the time that is left, and the last one a second", async () => {
    const { given, outcome } = wait([50], { timeoutMs: 4200, pollIntervalMs: 4000 });
    await vi.advanceTimersByTimeAsync(4200);
    await rejection(outcome);
    expect(given).toEqual([4200, 1000, 1000]);
    const { given: long } = wait([100], { timeoutMs: 10_000_000 });
    expect(long).toEqual([120_000]);
  });

  it("polls no more often when its time is a fraction of a millisecond", async () => {
    const { polls, outcome } = wait([50], { timeoutMs: 900.5 });
    await vi.advanceTimersByTimeAsync(901);
    await rejection(outcome);
    expect(polls).toHaveLength(2);
  });

  it.each<[string, Error]>([
    ["meets a broken connection", down],
    ["gets no response in time", slow],
    ["is throttled", refused(429, "NH_THROTTLED", true)],
    ["meets an error of the service", refused(500, "NH_SERVER_ERROR", true)],
    ["is put off", refused(503, "NH_SERVER_ERROR", true)],
  ])("goes on when a poll %s", async (_title, error) => {
    const { polls, outcome } = wait([50, error, error, 100], { timeoutMs: 60_000 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe(100);
    expect(polls).toEqual([0, 1000, 2500, 4750]);
  });

  it("waits as long as the service asks for, but no longer than its own time", async () => {
    const { polls, outcome } = wait([refused(429, "NH_THROTTLED", true, 7000)], { timeoutMs: 10_000 });
    await vi.advanceTimersByTimeAsync(10_000);
    await rejection(outcome);
    expect(polls).toEqual([0, 7000, 10_000]);
  });

  it("keeps the last failure as its cause, and what was known before it", async () => {
    const { outcome } = wait([50, slow, down], { timeoutMs: 2000 });
    await vi.advanceTimersByTimeAsync(2000);
    const error = await rejection(outcome);
    expect(error).toMatchObject({ code: "NH_TIMEOUT", attempts: 3, cause: down });
    expect(String(error)).toContain("(timeoutMs); it is still at 50 %.");
    const ignorant = wait([down], { timeoutMs: 500 });
    await vi.advanceTimersByTimeAsync(500);
    expect(String(await rejection(ignorant.outcome))).toContain("(timeoutMs); the service has not reported it yet.");
  });

  it.each<[string, unknown]>([
    ["400", refused(400, "NH_BAD_REQUEST", false)],
    ["401", refused(401, "NH_UNAUTHORIZED", false)],
    ["403", refused(403, "NH_FORBIDDEN", false)],
    ["404", refused(404, "NH_NOT_FOUND", false)],
    [
      "a mistake of the caller",
      new HubConnectionError("no", { ...facts, retryable: false }, new TypeError("the agent is not an object")),
    ],
    ["a failure of the caller's own code", new RangeError("mine")],
  ])("ends at once with %s", async (_title, error) => {
    const { polls, outcome } = wait([50, error as Error], { timeoutMs: 60_000 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await rejection(outcome)).toBe(error);
    expect(polls).toHaveLength(2);
  });

  it("ends with the caller's own reason, also between two failing polls", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const { polls, outcome } = wait([down], { timeoutMs: 60_000, signal: controller.signal });
    await vi.advanceTimersByTimeAsync(1200);
    controller.abort(reason);
    expect(await rejection(outcome)).toBe(reason);
    expect(polls).toHaveLength(2);
  });

  it("shows an id in one line", async () => {
    const { outcome } = wait([50], { timeoutMs: 10 }, "7\n2031 ERROR\u001b[31m");
    await vi.advanceTimersByTimeAsync(10);
    const error = await rejection(outcome);
    expect(String(error)).toContain(String.raw`for job "7\n2031 ERROR\u001b[31m" after 10 ms (timeoutMs)`);
    expect(error).toMatchObject({ request: { url: expect.stringMatching(/\/7%0A2031%20ERROR%1B%5B31m$/) } });
  });
});
