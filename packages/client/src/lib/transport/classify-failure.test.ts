import { describe, expect, it } from "vitest";
import { causesOf, staysTheSame, wasNeverSent } from "./classify-failure.js";
import { markNeverSent, ResponseTooLong } from "./failures.js";

const withCode = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });

describe("wasNeverSent", () => {
  it.each<[string, unknown]>([
    ["a refused connection", withCode("ECONNREFUSED")],
    ["an unknown name", withCode("ENOTFOUND")],
    ["a host that cannot be reached", withCode("EHOSTUNREACH", { syscall: "connect" })],
    ["a connection that timed out while connecting", withCode("ETIMEDOUT", { syscall: "connect" })],
    ["a certificate that is not trusted", withCode("DEPTH_ZERO_SELF_SIGNED_CERT")],
    ["the global fetch's wrapping of one of these", new TypeError("fetch failed", { cause: withCode("ECONNREFUSED") })],
    [
      "addresses that all refused",
      new AggregateError([withCode("ECONNREFUSED")], "all", { cause: withCode("ECONNREFUSED") }),
    ],
    [
      "addresses of which one did not respond and the others refused",
      Object.assign(
        new AggregateError([
          withCode("ETIMEDOUT", { syscall: "connect" }),
          withCode("ECONNREFUSED", { syscall: "connect" }),
        ]),
        { code: "ETIMEDOUT" },
      ),
    ],
    ["an attempt at an address that took too long", withCode("ERR_SOCKET_CONNECTION_TIMEOUT")],
    ["Bun's name for a refused connection", withCode("ConnectionRefused")],
    ["Deno's", new TypeError("error sending request for url: client error (Connect): tcp connect error")],
    ["what a transport of this package marked", markNeverSent(new Error("queue"))],
  ])("is sure of %s", (_title, failure) => {
    expect(wasNeverSent(failure)).toBe(true);
  });

  it.each<[string, unknown]>([
    ["a reset", withCode("ECONNRESET", { syscall: "read" })],
    ["a network that broke down under the connection", withCode("EHOSTUNREACH", { syscall: "read" })],
    ["a network that broke down while writing", withCode("ENETUNREACH", { syscall: "write" })],
    ["a timeout of a read", withCode("ETIMEDOUT", { syscall: "read" })],
    ["addresses of which one was reached", new AggregateError([withCode("ECONNREFUSED"), withCode("ECONNRESET")])],
    ["several errors of which none is told", Object.assign(new AggregateError([]), { code: "ETIMEDOUT" })],
    ["a browser's error", new TypeError("Failed to fetch")],
    ["a response that is too long", new ResponseTooLong(5)],
    ["anything that is not an error", "refused"],
    ["nothing", undefined],
  ])("is not sure of %s", (_title, failure) => {
    expect(wasNeverSent(failure)).toBe(false);
  });

  it("does not loop over a cause that is its own", () => {
    const error = new Error("loop");
    error.cause = error;
    expect(wasNeverSent(error)).toBe(false);
    const several = new AggregateError([]);
    several.errors.push(several);
    expect(wasNeverSent(several)).toBe(false);
  });
});

describe("causesOf", () => {
  it("goes down to the innermost error", () => {
    const inner = new Error("inner");
    const outer = new Error("outer", { cause: inner });
    expect(causesOf(outer)).toEqual([outer, inner]);
    expect(causesOf("text")).toEqual([]);
  });

  it("ends where causes lead in a circle", () => {
    const one = new Error("one");
    one.cause = new Error("two", { cause: one });
    expect(causesOf(one)).toHaveLength(5);
  });
});

describe("staysTheSame", () => {
  it.each<[string, unknown, boolean]>([
    ["a header that the transport refuses", markNeverSent(new TypeError("Invalid character")), true],
    [
      "a connection that a fetch could not make",
      new TypeError("fetch failed", { cause: withCode("ECONNREFUSED") }),
      false,
    ],
    ["a response that is too long", new ResponseTooLong(5), true],
    ["a connection that was refused", markNeverSent(withCode("ECONNREFUSED")), false],
    ["nothing", undefined, false],
  ])("of %s: %j is %s", (_title, failure, expected) => {
    expect(staysTheSame(failure)).toBe(expected);
  });
});
