import { describe, expect, it } from "vitest";
import { describeFailure, redactedCause } from "./describe-failure.js";

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
    expect(describeFailure(failure)).toBe(expected);
  });

  it("shows no signature, no whole handle and no control character", () => {
    expect(describeFailure(quoting(signed))).toBe("request to https://blob.example/c?sv=1&sig=***&se=2 failed");
    expect(describeFailure(quoting(filtered))).toBe(
      "request to https://ns/hub/registrations?$filter=DeviceToken%20eq%20'012345…cdef' failed",
    );
    expect(describeFailure(new Error('Headers.append: "SharedAccessSignature sr=a&sig=TOPSECRET&se=1"'))).not.toContain(
      "TOP",
    );
    expect(describeFailure(new Error("one\n\u001b[31mtwo"))).toBe("one [31mtwo");
  });

  it("comes to an end where causes lead in a circle", () => {
    const one = new Error("one");
    one.cause = new Error("two", { cause: one });
    expect(describeFailure(one)).toBe("one");
  });
});

describe("redactedCause", () => {
  it("is the failure itself where nothing in it is secret", () => {
    const failure = quoting("https://ns/hub/messages");
    expect(redactedCause(failure)).toBe(failure);
    expect(redactedCause("text")).toBe("text");
  });

  it.each<[string, Error]>([
    ["message", quoting(signed)],
    ["path", Object.assign(new Error("refused"), { path: signed })],
    ["path of its cause", new Error("failed", { cause: Object.assign(new Error("refused"), { path: filtered }) })],
  ])("is another one where something secret stands in its %s", (_place, failure) => {
    const innermost = (failure.cause ?? failure) as Error;
    Object.assign(innermost, { code: "ECONNRESET" });
    const shown = redactedCause(failure) as Error & { path?: unknown };
    expect(shown).toMatchObject({ name: "Error", code: "ECONNRESET", message: describeFailure(failure) });
    expect(`${shown.message} ${shown.stack} ${shown.path}`).not.toMatch(/TOPSECRET|0123456789abcdef/);
  });
});
