import { setTimeout as after } from "node:timers/promises";
import { apple } from "@nh/payloads";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type ApnsConnectionOptions, createApns } from "../src/lib/apns/create-apns.js";
import { isPlatformError } from "../src/lib/platform-error.js";
import { closeAfterTest } from "./close-after-test.js";
import { type ApnsDoubleOptions, type ApnsMisbehavior, startApnsDouble } from "./doubles/apns-double.js";
import { issueCertificate } from "./doubles/certificate.js";
import { startHttpDouble } from "./doubles/http-double.js";
import { startTcpProxy } from "./doubles/tcp-proxy.js";

const notification = apple({ alert: "Your order is here" });
const deviceOf = (number: number): string => number.toString(16).padStart(64, "0");

async function start(options: ApnsConnectionOptions = {}, doubleOptions: ApnsDoubleOptions = {}) {
  const double = await startApnsDouble(doubleOptions);
  const apns = createApns({ ...double.credential, url: double.url, random: () => 0, ...options });
  closeAfterTest(apns, double);
  return { double, apns };
}

async function failureOf(pushed: Promise<unknown>): Promise<unknown> {
  return pushed.then(
    (result) => expect.unreachable(`should have failed, but was ${JSON.stringify(result)}`),
    (error: unknown) => error,
  );
}

describe("a session that ends", () => {
  it("retries pushes above the last stream of a GOAWAY, and pushes nothing twice", async () => {
    const { double, apns } = await start({}, { delayMs: 20 });
    await apns.push(notification, deviceOf(0));
    const first = Array.from({ length: 10 }, (_, index) => apns.push(notification, deviceOf(index + 1)));
    await vi.waitFor(() => expect(double.mostStreams).toBe(10));
    double.next("leave");
    const second = Array.from({ length: 10 }, (_, index) => apns.push(notification, deviceOf(index + 11)));
    const results = await Promise.all([...first, ...second]);
    expect(results.every(({ state }) => state === "delivered")).toBe(true);
    expect(double.pushed.map(({ token }) => token).sort()).toEqual(
      Array.from({ length: 21 }, (_, index) => deviceOf(index)),
    );
    expect(double.sessions).toHaveLength(2);
  });

  it("waits for responses below the last stream of a GOAWAY while new pushes use another session", async () => {
    const { double, apns } = await start({}, { delayMs: 100 });
    double.next("finish");
    const slow = apns.push(notification, deviceOf(1));
    await vi.waitFor(() => expect(double.sessions).toHaveLength(1));
    await after(30);
    const next = apns.push(notification, deviceOf(2));
    expect((await Promise.all([slow, next])).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
    expect([double.sessions.length, double.pushed.length]).toEqual([2, 2]);
  });

  it("retries a push whose stream was refused", async () => {
    const { double, apns } = await start();
    double.next("refuse", "refuse");
    expect(await apns.push(notification, deviceOf(1))).toMatchObject({ state: "delivered" });
    expect([double.pushed.length, double.sessions.length]).toEqual([1, 1]);
  });

  it("gives up on a server that refuses every stream, and reports that nothing was pushed", async () => {
    const { double, apns } = await start({ retry: { maxRetries: 2 } });
    double.always(deviceOf(1), "refuse");
    const error = await failureOf(apns.push(notification, deviceOf(1)));
    expect(error).toMatchObject({ code: "NH_PLATFORM_UNREACHABLE", mayHaveBeenPushed: false, platform: "apple" });
  });

  it.each([
    ["reset", "a stream is reset after the body left", /reset the stream/],
    ["drop", "the connection breaks after the body left", /broke before the response came/],
    ["fail", "the server ends the connection with an error", /broke before the response came \(Shutdown\)/],
    ["hang", "no response comes in time", /No response came within 80 ms/],
  ] as const)(
    "%s: never pushes again when %s, and reports that the outcome is unknown",
    async (misbehavior, _title, reason) => {
      const { double, apns } = await start();
      await apns.push(notification, deviceOf(1));
      double.next(misbehavior);
      const timeoutMs = misbehavior === "hang" ? 80 : 30_000;
      const error = await failureOf(apns.push(notification, deviceOf(2), { timeoutMs }));
      expect(isPlatformError(error) && error).toMatchObject({
        code: "NH_PUSH_UNKNOWN",
        step: "push",
        mayHaveBeenPushed: true,
        reason: expect.stringMatching(reason),
      });
      expect(await apns.push(notification, deviceOf(3))).toMatchObject({ state: "delivered" });
      expect(double.pushed.map(({ token }) => token)).toEqual([deviceOf(1), deviceOf(3)]);
    },
  );

  it("treats a status as the response even when the body breaks off", async () => {
    const { double, apns } = await start();
    double.next({ status: 410, body: "x".repeat(200_000) });
    expect(await apns.push(notification, deviceOf(1))).toMatchObject({ state: "handleGone", status: 410 });
  });

  it("neither loses nor doubles a push, whatever the server does to its streams", async () => {
    const misbehavior = fc.constantFrom<ApnsMisbehavior>("leave", "finish", "refuse");
    const plan = fc.array(fc.tuple(fc.nat(8), misbehavior), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(plan, fc.integer({ min: 1, max: 20 }), async (steps, streams) => {
        const { double, apns } = await start({ retry: { maxRetries: 40, baseDelayMs: 0 } }, { streams });
        const pushes: Promise<unknown>[] = [];
        for (const [turns, one] of steps) {
          for (let turn = 0; turn < turns; turn++) {
            pushes.push(apns.push(notification, deviceOf(pushes.length)));
            if (turn % 3 === 0) await new Promise(setImmediate);
          }
          double.next(one);
        }
        await Promise.all(pushes);
        expect(double.pushed.map(({ token }) => token).sort()).toEqual(pushes.map((_, index) => deviceOf(index)));
        await apns.close();
        await double.close();
      }),
      { numRuns: 15 },
    );
  });
});

/** Lets the sessions believe that time has passed. */
function fakeClock() {
  const now = performance.now.bind(performance);
  let passedMs = 0;
  const spy = vi.spyOn(performance, "now").mockImplementation(() => now() + passedMs);
  onTestFinished(() => spy.mockRestore());
  return {
    pass(ms: number) {
      passedMs += ms;
    },
  };
}

describe("pings", () => {
  it("pings a silent session before the next push", async () => {
    const { double, apns } = await start();
    const clock = fakeClock();
    await apns.push(notification, deviceOf(1));
    clock.pass(30_000);
    await apns.push(notification, deviceOf(2));
    expect(double.pings).toBe(0);
    clock.pass(60_000);
    await apns.push(notification, deviceOf(3));
    expect([double.pings, double.sessions.length, double.pushed.length]).toEqual([1, 1, 3]);
  });

  it("pings a silent session before the next push, also while another push waits for its response", async () => {
    const { double, apns } = await start();
    const clock = fakeClock();
    await apns.push(notification, deviceOf(1));
    double.next("hang");
    const stop = new AbortController();
    const waiting = apns.push(notification, deviceOf(2), { signal: stop.signal }).catch(() => "stopped");
    await vi.waitFor(() => expect(double.mostStreams).toBe(1));
    clock.pass(60_000);
    await apns.push(notification, deviceOf(3));
    expect([double.pings, double.sessions.length]).toEqual([1, 1]);
    stop.abort();
    expect(await waiting).toBe("stopped");
  });

  it("pushes over a new session when the old one is dead", async () => {
    const double = await startApnsDouble();
    const proxy = await startTcpProxy(double.url);
    const apns = createApns({ ...double.credential, url: proxy.url, pingTimeoutMs: 50 });
    const clock = fakeClock();
    closeAfterTest(apns, proxy, double);
    await apns.push(notification, deviceOf(1));
    proxy.freeze();
    clock.pass(60_000);
    expect(await apns.push(notification, deviceOf(2))).toMatchObject({ state: "delivered" });
    expect([double.sessions.length, double.pushed.length]).toEqual([2, 2]);
  });

  it("replaces a dead session after a push without a response", async () => {
    const double = await startApnsDouble();
    const proxy = await startTcpProxy(double.url);
    const apns = createApns({ ...double.credential, url: proxy.url, pingTimeoutMs: 50 });
    closeAfterTest(apns, proxy, double);
    await apns.push(notification, deviceOf(1));
    proxy.freeze();
    const lost = await failureOf(apns.push(notification, deviceOf(2), { timeoutMs: 50 }));
    expect(lost).toMatchObject({ code: "NH_PUSH_UNKNOWN" });
    expect(await apns.push(notification, deviceOf(3))).toMatchObject({ state: "delivered" });
    expect(double.sessions).toHaveLength(2);
  });

  it("pings an idle session at intervals", async () => {
    const { double, apns } = await start({ pingIntervalMs: 20 });
    await apns.push(notification, deviceOf(1));
    await vi.waitFor(() => expect(double.pings).toBeGreaterThan(1));
  });
});

describe("a failed connection", () => {
  it("is retried, and then reported with nothing pushed", async () => {
    const { double, apns } = await start();
    await double.close();
    const error = await failureOf(apns.push(notification, deviceOf(1)));
    expect(error).toMatchObject({
      code: "NH_PLATFORM_UNREACHABLE",
      step: "connect",
      mayHaveBeenPushed: false,
      message:
        "apple: The connection was refused (ECONNREFUSED). Nothing was pushed. Check the network, and whether a firewall blocks the host.",
    });
  });

  it("fails for every push that waited for it, and the next one may succeed", async () => {
    const { double, apns } = await start({ retry: false });
    await double.close();
    const errors = await Promise.all(Array.from({ length: 20 }, () => failureOf(apns.push(notification, deviceOf(1)))));
    expect(errors.every((error) => isPlatformError(error) && error.code === "NH_PLATFORM_UNREACHABLE")).toBe(true);
  });

  it("is reported when the server does not speak HTTP/2", async () => {
    const plain = await startHttpDouble(() => ({ status: 200 }));
    const { double } = await start();
    const apns = createApns({ ...double.credential, url: plain.url, retry: false });
    closeAfterTest(apns, plain);
    const error = await failureOf(apns.push(notification, deviceOf(1)));
    expect(error).toMatchObject({ code: "NH_PLATFORM_UNREACHABLE", reason: expect.stringContaining("HTTP/2") });
  });

  it("is reported when the certificate of the server is not trusted, and ca makes it trusted", async () => {
    const certificate = await issueCertificate();
    const double = await startApnsDouble({ certificate });
    const wary = createApns({ ...double.credential, url: double.url, retry: false });
    const trusting = createApns({ ...double.credential, url: double.url, ca: certificate.cert });
    closeAfterTest(wary, trusting, double);
    const error = await failureOf(wary.push(notification, deviceOf(1)));
    expect(error).toMatchObject({ code: "NH_PLATFORM_UNREACHABLE", reason: expect.stringContaining("not trusted") });
    expect(await trusting.push(notification, deviceOf(1))).toMatchObject({ state: "delivered" });
  });
});

describe("an aborted push", () => {
  it("rejects with the reason of the signal, before and after the push is sent", async () => {
    const { double, apns } = await start({}, { streams: 1, delayMs: 50 });
    const early = AbortSignal.abort(new Error("early"));
    await expect(apns.push(notification, deviceOf(1), { signal: early })).rejects.toThrow("early");

    const first = new AbortController();
    const waiting = new AbortController();
    const underWay = apns.push(notification, deviceOf(2), { signal: first.signal });
    const inLine = apns.push(notification, deviceOf(3), { signal: waiting.signal });
    const last = apns.push(notification, deviceOf(4));
    await vi.waitFor(() => expect(double.mostStreams).toBe(1));
    waiting.abort(new Error("waiting"));
    await expect(inLine).rejects.toThrow("waiting");
    first.abort(new Error("under way"));
    await expect(underWay).rejects.toThrow("under way");
    expect(await last).toMatchObject({ state: "delivered" });
    expect(double.pushed.map(({ token }) => token)).not.toContain(deviceOf(3));
  });

  it("causes no warning of Node when many pushes share a signal", async () => {
    const warned = vi.fn();
    process.on("warning", warned);
    const { apns } = await start();
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 30 }, (_, index) => apns.push(notification, deviceOf(index), { signal })));
    await after(1);
    process.off("warning", warned);
    expect(warned).not.toHaveBeenCalled();
  });
});

describe("close", () => {
  it("waits for pushes in progress, refuses new ones, and closes the connection", async () => {
    const { double, apns } = await start({}, { delayMs: 30 });
    const underWay = apns.push(notification, deviceOf(1));
    const closed = apns.close();
    await expect(apns.push(notification, deviceOf(2))).rejects.toThrow("The client for APNs is closed.");
    await closed;
    expect(await underWay).toMatchObject({ state: "delivered" });
    await vi.waitFor(() => expect(double.openSessions.size).toBe(0));
    await apns[Symbol.asyncDispose]();
  });
});
