import { describe, expect, it } from "vitest";
import { AnswerTooLong } from "./failure.js";
import { isMistake, wasNeverSent } from "./judge-failure.js";
import { markNeverSent } from "./never-sent.js";

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
    ["a browser's error", new TypeError("Failed to fetch")],
    ["an answer that is too long", new AnswerTooLong(5)],
    ["anything that is no error", "refused"],
    ["nothing", undefined],
  ])("is not sure of %s", (_title, failure) => {
    expect(wasNeverSent(failure)).toBe(false);
  });

  it("does not loop over a cause that is its own", () => {
    const error = new Error("loop");
    error.cause = error;
    expect(wasNeverSent(error)).toBe(false);
  });
});

describe("isMistake", () => {
  it.each<[string, unknown, boolean]>([
    ["a header that the transport refuses", markNeverSent(new TypeError("Invalid character")), true],
    [
      "a connection that a fetch could not make",
      new TypeError("fetch failed", { cause: withCode("ECONNREFUSED") }),
      false,
    ],
    ["a connection that was refused", markNeverSent(withCode("ECONNREFUSED")), false],
    ["nothing", undefined, false],
  ])("of %s: %j is %s", (_title, failure, expected) => {
    expect(isMistake(failure)).toBe(expected);
  });
});
