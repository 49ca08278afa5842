import { expect, it } from "vitest";
import { connectScript, rejection, respondWith } from "../../../test/connect-hub.js";
import { connectionOf } from "../context.js";
import type { ClientOptions } from "../options.js";

const expired = "<Error><Code>401</Code><Detail>ExpiredToken: .TrackingId:a_G1,TimeStamp:x</Detail></Error>";
const call = { operation: "getJob", call: "jobs.get", parameter: "1", retryRule: "idempotent" } as const;

/**
 * A credential that gives `token-1` until it is told to renew, and the service that no longer takes
 * it.
 */
function connect(renew: (renewal: number, signal: AbortSignal | undefined) => Promise<void>, options?: ClientOptions) {
  let version = 1;
  let renewals = 0;
  const seen: (string | undefined)[] = [];
  const credential = {
    async getToken(_resourceUri: string, options?: { forceRefresh?: boolean; signal?: AbortSignal }) {
      if (options?.forceRefresh) {
        await renew(++renewals, options.signal);
        version++;
      }
      return { token: `token-${version}`, expiresAtMs: Number.POSITIVE_INFINITY };
    },
  };
  const context = connectScript(
    async (_url, { headers }) => {
      seen.push(headers.Authorization);
      return headers.Authorization === "token-1" ? respondWith(401, expired) : respondWith(200);
    },
    { credential, ...options },
  );
  return { context, seen, renewals: () => renewals };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

it("renews an expired token once for all calls that meet it", async () => {
  const { context, seen, renewals } = connect(() => pause(5));
  const responses = await Promise.all(Array.from({ length: 20 }, () => connectionOf(context).call(call)));
  expect(responses.map(({ attempts }) => attempts)).toEqual(responses.map(() => 2));
  expect(renewals()).toBe(1);
  expect(seen).toHaveLength(40);
});

it("does not ask for another token where the credential has one already", async () => {
  let version = 1;
  const asked: (boolean | undefined)[] = [];
  const credential = {
    async getToken(_resourceUri: string, options?: { forceRefresh?: boolean }) {
      asked.push(options?.forceRefresh);
      return { token: `token-${version++}`, expiresAtMs: Number.POSITIVE_INFINITY };
    },
  };
  const context = connectScript(
    async (_url, { headers }) => (headers.Authorization === "token-1" ? respondWith(401, expired) : respondWith(200)),
    { credential },
  );
  expect((await connectionOf(context).call(call)).attempts).toBe(2);
  expect(asked).toEqual([undefined, undefined]);
});

it("goes on with a renewal that others wait for when whoever began it gives up", async () => {
  let finish: () => void = () => undefined;
  const { context, renewals } = connect(() => new Promise<void>((resolve) => (finish = resolve)));
  const controller = new AbortController();
  const first = rejection(connectionOf(context).call(call, { signal: controller.signal }));
  await expect.poll(renewals).toBe(1);
  const second = connectionOf(context).call(call);
  controller.abort("enough");
  expect(await first).toBe("enough");
  await pause(5);
  finish();
  expect((await second).status).toBe(200);
  expect(renewals()).toBe(1);
});

it("tries anew after a renewal that took too long or failed", async () => {
  const failure = new Error("the vault is closed");
  const signals: (AbortSignal | undefined)[] = [];
  const { context, renewals } = connect(
    async (renewal, signal) => {
      signals.push(signal);
      if (renewal === 1) await new Promise(() => undefined);
      if (renewal === 2) throw failure;
    },
    { timeoutMs: 2000, retry: { maxRetries: 1, baseDelayMs: 1 } },
  );
  expect(await rejection(connectionOf(context).call(call))).toBe(failure);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  expect((await connectionOf(context).call(call)).attempts).toBe(1);
  expect(renewals()).toBe(3);
});
