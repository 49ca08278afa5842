import { describe, expect, it } from "vitest";
import { parseJson, serviceText, textField, wordField } from "./service-text.js";

describe("serviceText", () => {
  it.each([
    ["one\r\n two\t\u001b[31mthree\u202e", "one two [31mthree"],
    ["Authorization: Bearer abcdefghijklmnopqrstuvwxyz, and more", "Authorization: *** and more"],
    ["vapid t=eyJhbGciOi.abc.def, k=BAAA", "*** k=BAAA"],
    ["got eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln back", "got *** back"],
    ["client_secret=s3cret&x=1", "***&x=1"],
    ["VapidPkHashMismatch, bearer of news", "VapidPkHashMismatch, bearer of news"],
  ])("%j becomes %j", (text, shown) => {
    expect(serviceText(text)).toBe(shown);
  });

  it("masks every occurrence of a secret", () => {
    expect(serviceText("a my-secret b my-secret", ["my-secret"])).toBe("a *** b ***");
    expect(serviceText("Invalid", ["val", ""])).toBe("Invalid");
  });

  it("shortens long text", () => {
    expect(serviceText("x".repeat(10_000))).toHaveLength(301);
  });
});

describe("fields of a value that may not be a JSON object", () => {
  it("are undefined when they are missing or have another type", () => {
    expect([parseJson("{"), textField(null, "a"), textField([], "length"), textField({ a: 5 }, "a")]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(textField({ a: "b\n" }, "a")).toBe("b");
    expect([
      wordField({ a: "Bad-Word_1" }, "a"),
      wordField({ a: "two words" }, "a"),
      wordField({}, "constructor"),
    ]).toEqual(["Bad-Word_1", undefined, undefined]);
  });
});
