import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ExchangeFailure, type ExchangeFailureDetails } from "../http/exchange-failure.js";
import {
  delivered,
  failedOnTheWay,
  pushResult,
  refused,
  type Said,
  throttled,
  unavailable,
  type Verdict,
} from "../result.js";
import { type Limits, setUp } from "./options.js";
import { type Attempt, type Attempted, pushWithRetry } from "./push-with-retry.js";
import { UnderWay } from "./under-way.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const defaults = setUp({}, []).limits;
const came = (verdict: Verdict, said: Partial<Said> = {}): Attempted => ({
  result: pushResult(verdict, { status: 0, ...said }),
});
const failed = (details: Partial<ExchangeFailureDetails>) =>
  new ExchangeFailure({ step: "connect", processed: "never", reason: "It failed.", ...details });

/** Runs a push whose attempts come to one outcome after the other, and says when each began. */
async function run(outcomes: readonly (Attempted | Error)[], changes: Partial<Limits> = {}, signal?: AbortSignal) {
  const limits = { ...defaults, ...changes };
  const began = performance.now();
  const attempts: number[] = [];
  const timeouts: number[] = [];
  const attempt: Attempt = async ({ timeoutMs }) => {
    attempts.push(performance.now() - began);
    timeouts.push(timeoutMs);
    const outcome = outcomes[Math.min(attempts.length, outcomes.length) - 1] as Attempted | Error;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const call = { platform: "apple", limits, random: () => 1, timeoutMs: limits.timeoutMs, signal, attempt } as const;
  const pushed = pushWithRetry(() => ({ ...call, validateOnly: false }), new UnderWay()).then(
    (result) => ({ result, error: undefined }),
    (error: unknown) => ({ result: undefined, error }),
  );
  await vi.runAllTimersAsync();
  return { ...(await pushed), attempts, timeouts };
}

describe("pushWithRetry", () => {
  it("pushes once when the service accepts the push", async () => {
    expect((await run([came(delivered)])).attempts).toEqual([0]);
  });

  it("doubles its delays up to the maximum", async () => {
    const { attempts, result } = await run([came(unavailable("h"))], { maxRetries: 5, maxDelayMs: 5000 });
    expect(attempts).toEqual([0, 1000, 3000, 7000, 12_000, 17_000]);
    expect(result?.state).toBe("unavailable");
  });

  it("waits as long as the service asks", async () => {
    const { attempts } = await run([came(throttled("h"), { retryAfterMs: 7000 }), came(delivered)]);
    expect(attempts).toEqual([0, 7000]);
  });

  it("returns the response when the delay would exceed the total time", async () => {
    const { attempts, result } = await run([came(throttled("h"), { retryAfterMs: 120_000 })]);
    expect([attempts, result?.state]).toEqual([[0], "throttled"]);
  });

  it("returns every response at once with `responses: false`, and retries only a push without one", async () => {
    const busy = await run([came(throttled("h"), { retryAfterMs: 7000 }), came(delivered)], { responses: false });
    expect([busy.attempts, busy.result?.state]).toEqual([[0], "throttled"]);
    const offline = await run([failed({}), came(delivered)], { responses: false });
    expect([offline.attempts, offline.result?.state]).toEqual([[0, 1000], "delivered"]);
  });

  it("limits an attempt to the rest of the total time", async () => {
    const { timeouts } = await run([came(throttled("h"), { retryAfterMs: 100_000 }), came(delivered)]);
    expect(timeouts).toEqual([30_000, 20_000]);
  });

  it.each([
    ["refused", refused("payload", "h")],
    ["failed on the way", failedOnTheWay("h")],
  ])("does not retry when the push was %s", async (_title, verdict) => {
    expect((await run([came(verdict)])).attempts).toHaveLength(1);
  });

  it("does not retry a push that may have been processed", async () => {
    const { attempts, error } = await run([failed({ processed: "unknown", step: "push" })]);
    expect(attempts).toHaveLength(1);
    expect(error).toMatchObject({ code: "NH_PUSH_UNKNOWN", mayHaveBeenPushed: true, reason: "It failed." });
  });

  it("retries a push that was not processed: at once over another connection, else after a delay", async () => {
    const outcomes = [failed({ retryAtOnce: true }), failed({}), came(delivered)];
    expect((await run(outcomes)).attempts).toEqual([0, 0, 2000]);
  });

  it("gives up after the last retry, and reports that nothing was pushed", async () => {
    const { attempts, error } = await run([failed({})], { maxRetries: 2 });
    expect(attempts).toHaveLength(3);
    expect(error).toMatchObject({ code: "NH_PLATFORM_UNREACHABLE", mayHaveBeenPushed: false, step: "connect" });
  });

  it("does not retry a failure of the configuration", async () => {
    const { attempts, error } = await run([failed({ isFinal: true, refusesCertificate: true, hint: "Renew it." })]);
    expect(attempts).toHaveLength(1);
    expect(error).toMatchObject({ code: "NH_CREDENTIAL_INVALID", hint: "Renew it." });
  });

  it("renews a token once, without a delay, in addition to the retries", async () => {
    const renew = vi.fn();
    const expired = { ...came(refused("credential", "h")), renew };
    const { attempts, result } = await run([expired, came(unavailable("h")), expired]);
    expect([attempts, result?.state]).toEqual([[0, 0, 1000], "refused"]);
    expect(renew).toHaveBeenCalledOnce();
  });

  it("rejects with the reason of the signal during a delay", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 500);
    const { attempts, error } = await run([came(unavailable("h"))], {}, controller.signal);
    expect([attempts.length, (error as Error).message]).toEqual([1, "enough"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("rejects with any other error unchanged", async () => {
    const error = new TypeError("a mistake");
    expect((await run([error])).error).toBe(error);
  });
});
