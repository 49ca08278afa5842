import { inspect } from "node:util";
import { redactText } from "@nh/wire";
import { describe, expect, it } from "vitest";
import { staysTheSame } from "./classify-failure.js";
import { describeFailure, redactedCause } from "./describe-failure.js";
import { markNeverSent, ResponseTooLong } from "./failures.js";

const signed = "https://blob.example/c?sv=1&sig=TOPSECRET&se=2";
const filtered = "https://ns/hub/registrations?$filter=DeviceToken%20eq%20'0123456789abcdef'";
const quoting = (text: string): Error =>
  new TypeError("fetch failed", { cause: new Error(`request to ${text} failed`) });

describe("describeFailure", () => {
  it.each<[unknown, string]>([
    [new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND host") }), "getaddrinfo ENOTFOUND host"],
    [Object.assign(new Error("broken."), { code: "EPIPE" }), "broken (EPIPE)"],
    [Object.assign(new Error(""), { code: "EPIPE" }), "EPIPE"],
    [new RangeError(""), "RangeError"],
    ["a text", "a text"],
    [undefined, "undefined"],
  ])("of %s is %j", (failure, expected) => {
    expect(describeFailure(failure, redactText)).toBe(expected);
  });

  it("shows no signature, no whole handle and no control character", () => {
    expect(describeFailure(quoting(signed), redactText)).toBe(
      "request to https://blob.example/c?sv=1&sig=***&se=2 failed",
    );
    expect(describeFailure(quoting(filtered), redactText)).toBe(
      "request to https://ns/hub/registrations?$filter=DeviceToken%20eq%20'012345…cdef' failed",
    );
    expect(
      describeFailure(new Error('Headers.append: "SharedAccessSignature sr=a&sig=TOPSECRET&se=1"'), redactText),
    ).not.toContain("TOP");
    expect(describeFailure(new Error("one\n\u001b[31mtwo"), redactText)).toBe("one [31mtwo");
  });

  it("comes to an end where causes lead in a circle", () => {
    const one = new Error("one");
    one.cause = new Error("two", { cause: one });
    expect(describeFailure(one, redactText)).toBe("one");
  });
});

describe("redactedCause", () => {
  it("is a copy with name, code, message and cause, masked, and nothing else of the error", () => {
    const failure = Object.assign(quoting(signed), {
      code: "ECONNRESET",
      config: { headers: { Authorization: "SharedAccessSignature sig=TOPSECRET" } },
    });
    const before = { message: failure.message, cause: failure.cause, config: failure.config };
    const copy = redactedCause(failure, redactText) as Error & { config?: unknown };
    expect(copy).not.toBe(failure);
    expect(copy).toMatchObject({ name: "TypeError", code: "ECONNRESET", message: "fetch failed" });
    expect(copy.config).toBeUndefined();
    expect(String(copy.cause)).toBe("Error: request to https://blob.example/c?sv=1&sig=***&se=2 failed");
    expect(inspect(copy, { depth: 10, showHidden: true })).not.toContain("TOPSECRET");
    expect({ message: failure.message, cause: failure.cause, config: failure.config }).toEqual(before);
  });

  it("copies the errors of an AggregateError, and causes that lead in a circle", () => {
    const inner = new Error(`refused ${signed}`);
    const failure = new AggregateError([inner, "sig=TOPSECRET"], "all", { cause: inner });
    inner.cause = failure;
    const copy = redactedCause(failure, redactText) as AggregateError;
    expect(copy).toBeInstanceOf(AggregateError);
    expect(copy.errors).toHaveLength(2);
    expect((copy.errors[0] as Error).cause).toBe(copy);
    expect(inspect(copy, { depth: 10, showHidden: true })).not.toContain("TOPSECRET");
  });

  it("masks what is not an error as well", () => {
    expect(redactedCause("sig=TOPSECRET", redactText)).toBe("sig=***");
    expect(redactedCause(undefined, redactText)).toBeUndefined();
    expect(inspect(redactedCause({ url: signed, toString: () => signed }, redactText))).not.toContain("TOPSECRET");
  });

  it("stays what no retry mends", () => {
    expect(staysTheSame(redactedCause(markNeverSent(new TypeError("Invalid character")), redactText))).toBe(true);
    expect(staysTheSame(redactedCause(new ResponseTooLong(5), redactText))).toBe(true);
  });
});
