import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { hmacSha256Base64 } from "#hmac";
import { ArgumentError } from "./argument-error.js";
import { parseSasToken } from "./parse-sas-token.js";
import { createSasCredential } from "./sas-credential.js";

vi.mock("#hmac", { spy: true });
const signing = vi.mocked(hmacSha256Base64);
afterEach(() => signing.mockReset());

const connection = {
  endpoint: "https://contoso.servicebus.windows.net/",
  sharedAccessKeyName: "Full",
  sharedAccessKey: "topsecret==",
};
const hub = "https://contoso.servicebus.windows.net/hub1";

const wrongMargin = "refreshMarginSeconds must be a number of seconds, at least 0 and less than ttlSeconds.";

function clockAt(milliseconds: number) {
  const clock = { time: milliseconds, now: () => clock.time };
  return clock;
}

describe("createSasCredential", () => {
  it("signs with the connection's key for an hour by default", async () => {
    const { token, expiresAtMs } = await createSasCredential(connection, { now: () => 5_500 }).getToken(hub);
    expect(expiresAtMs).toBe(3_605_000);
    expect(parseSasToken(token)).toMatchObject({ resourceUri: hub, expiresAtSeconds: 3605, keyName: "Full" });
    expect(signing).toHaveBeenCalledWith("topsecret==", "https%3A%2F%2Fcontoso.servicebus.windows.net%2Fhub1\n3605");
  });

  it("takes a connection string", async () => {
    const text = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=topsecret==";
    const now = () => 0;
    expect(await createSasCredential(text, { now }).getToken(hub)).toEqual(
      await createSasCredential(connection, { now }).getToken(hub),
    );
  });

  it("signs once for 1,000 concurrent callers and once for 1,000 later ones", async () => {
    const clock = clockAt(0);
    const credential = createSasCredential(connection, clock);
    const first = await Promise.all(Array.from({ length: 1000 }, () => credential.getToken(hub)));
    expect(new Set(first).size).toBe(1);
    clock.time = 3_299_999;
    await Promise.all(Array.from({ length: 1000 }, () => credential.getToken(hub)));
    expect(signing).toHaveBeenCalledTimes(1);
    clock.time = 3_300_000;
    const renewed = await Promise.all(Array.from({ length: 1000 }, () => credential.getToken(hub)));
    expect(new Set(renewed.map(({ expiresAtMs }) => expiresAtMs))).toEqual(new Set([6_900_000]));
    expect(signing).toHaveBeenCalledTimes(2);
  });

  it("keeps an absolute expiry, however often the token is used", async () => {
    const clock = clockAt(0);
    const credential = createSasCredential(connection, {
      ...clock,
      ttlSeconds: 100,
      refreshMarginSeconds: 40,
      now: clock.now,
    });
    for (clock.time = 0; clock.time < 60_000; clock.time += 1000) {
      expect((await credential.getToken(hub)).expiresAtMs).toBe(100_000);
    }
    expect((await credential.getToken(hub)).expiresAtMs).toBe(160_000);
    expect(signing).toHaveBeenCalledTimes(2);
  });

  it("renews a short-lived token when a tenth of its life is left", async () => {
    const clock = clockAt(0);
    const credential = createSasCredential(connection, { ttlSeconds: 60, now: clock.now });
    await credential.getToken(hub);
    clock.time = 53_999;
    expect((await credential.getToken(hub)).expiresAtMs).toBe(60_000);
    clock.time = 54_000;
    expect((await credential.getToken(hub)).expiresAtMs).toBe(114_000);
  });

  it("signs anew when the clock went back and the token would live longer than its lifetime", async () => {
    const clock = clockAt(86_400_000);
    const credential = createSasCredential(connection, clock);
    await credential.getToken(hub);
    clock.time = 1000;
    expect((await credential.getToken(hub)).expiresAtMs).toBe(3_601_000);
    expect((await credential.getToken(hub)).expiresAtMs).toBe(3_601_000);
    expect(signing).toHaveBeenCalledTimes(2);
  });

  it("signs for each audience apart", async () => {
    const credential = createSasCredential(connection, { now: () => 0 });
    const [one, two] = await Promise.all([credential.getToken(hub), credential.getToken(`${hub}2`)]);
    expect(one.token).not.toBe(two.token);
    expect(signing).toHaveBeenCalledTimes(2);
  });

  it("signs anew when forced to, and shares a forced signing too", async () => {
    const clock = clockAt(0);
    const credential = createSasCredential(connection, clock);
    await credential.getToken(hub);
    clock.time = 1000;
    const forced = await Promise.all(
      Array.from({ length: 10 }, () => credential.getToken(hub, { forceRefresh: true })),
    );
    expect(new Set(forced.map(({ expiresAtMs }) => expiresAtMs))).toEqual(new Set([3_601_000]));
    expect(signing).toHaveBeenCalledTimes(2);
    expect((await credential.getToken(hub)).expiresAtMs).toBe(3_601_000);
  });

  it("lets one caller abort without disturbing the others", async () => {
    const credential = createSasCredential(connection);
    const abort = new AbortController();
    const reason = new Error("gone");
    const leaving = credential.getToken(hub, { signal: abort.signal });
    const staying = credential.getToken(hub);
    const also = credential.getToken(hub, { signal: new AbortController().signal });
    abort.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    expect(await staying).toBe(await also);
    expect(signing).toHaveBeenCalledTimes(1);
  });

  it("does not sign for a caller that has already aborted", async () => {
    const credential = createSasCredential(connection);
    await expect(credential.getToken(hub, { signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
    expect(signing).not.toHaveBeenCalled();
  });

  it("does not remember a failure", async () => {
    const credential = createSasCredential(connection);
    signing.mockRejectedValueOnce(new Error("no entropy"));
    const both = await Promise.allSettled([credential.getToken(hub), credential.getToken(hub)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect((await credential.getToken(hub)).token).toMatch(/^SharedAccessSignature /);
    expect(signing).toHaveBeenCalledTimes(2);
  });

  it("forgets the oldest of more than 100 audiences", async () => {
    const credential = createSasCredential(connection, { now: () => 0 });
    for (let index = 0; index <= 100; index++) await credential.getToken(`${hub}-${index}`);
    await credential.getToken(`${hub}-1`);
    expect(signing).toHaveBeenCalledTimes(101);
    await credential.getToken(`${hub}-0`);
    expect(signing).toHaveBeenCalledTimes(102);
  });

  it("shows nothing secret when it is logged", () => {
    const credential = createSasCredential(connection);
    const shown = `${inspect(credential, { depth: 9, showHidden: true })} ${JSON.stringify(credential)} ${String(credential)}`;
    expect(shown).not.toContain("topsecret");
    expect(Object.keys(credential)).toEqual(["getToken"]);
  });

  it.each([
    [{ ttlSeconds: 0 }, "ttlSeconds", "ttlSeconds must be a positive number of seconds."],
    [{ ttlSeconds: Number.POSITIVE_INFINITY }, "ttlSeconds", "ttlSeconds must be a positive number of seconds."],
    [{ refreshMarginSeconds: -1 }, "refreshMarginSeconds", wrongMargin],
    [{ ttlSeconds: 60, refreshMarginSeconds: 60 }, "refreshMarginSeconds", wrongMargin],
    [{ refreshMarginSeconds: Number.NaN }, "refreshMarginSeconds", wrongMargin],
  ])("refuses %j", (options, argument, message) => {
    expect(() => createSasCredential(connection, options)).toThrow(new ArgumentError(argument, message));
  });

  it.each([
    [undefined, {}, "Expected a connection string or the object that parseConnectionString returns."],
    [null, {}, "Expected a connection string or the object that parseConnectionString returns."],
    [7, {}, "Expected a connection string or the object that parseConnectionString returns."],
    [{}, {}, "sharedAccessKeyName must be a non-empty string."],
    [{ sharedAccessKeyName: "Full" }, {}, "sharedAccessKey must be a non-empty string."],
    [connection, null, "options must be an object such as { ttlSeconds: 3600 }."],
    [connection, { now: 7 }, "now must be a function that returns milliseconds since 1970."],
    [connection, { ttlSeconds: "60" }, "ttlSeconds must be a positive number of seconds."],
  ])("refuses %j with %j as a TypeError", (given, options, message) => {
    expect(() => createSasCredential(given as never, options as never)).toThrow(
      expect.objectContaining({ name: "ArgumentError", code: "NH_INVALID_ARGUMENT", message }),
    );
  });
});
