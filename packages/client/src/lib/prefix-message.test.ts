import { WireFormatError } from "@nh/wire";
import { afterEach, describe, expect, it } from "vitest";
import { prefixCall, prefixMessage } from "./prefix-message.js";

const { prepareStackTrace } = Error;

afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
});

describe("a prefix of a message", () => {
  it("is in the message and in the stack", () => {
    const error = prefixMessage(new TypeError("is $& missing"), "NH_HUB");
    expect(error.message).toBe("NH_HUB: is $& missing");
    expect(error.stack).toMatch(/^TypeError: NH_HUB: is \$& missing\n/);
  });

  it.each<[string, unknown]>([
    ["call sites", undefined],
    ["nothing", null],
    ["an empty string", ""],
  ])("is in the message when a program makes the stack of %s", (_title, stack) => {
    Error.prepareStackTrace = (_error, sites) => (stack === undefined ? sites : stack);
    const error = new TypeError("is missing");
    expect(prefixMessage(error, "NH_HUB")).toBe(error);
    expect(error.message).toBe("NH_HUB: is missing");
  });

  it("of a call is the call of the error as well", () => {
    const error = prefixCall(
      new WireFormatError({ document: "registration", rule: "expected XML" }),
      "registrations.get",
    );
    expect(error).toMatchObject({
      call: "registrations.get",
      message: "registrations.get: Unexpected registration: expected XML",
    });
  });
});
