import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isArgumentError } from "../argument-error.js";
import { isJsonError, type JsonError } from "./json-error.js";
import { isJsonNumber, JsonNumber } from "./json-number.js";
import { parseJson } from "./parse-json.js";
import { writeJson } from "./write-json.js";

function refusal(text: string): JsonError {
  try {
    parseJson(text);
  } catch (error) {
    if (isJsonError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("parseJson and writeJson", () => {
  it.each([
    "12345678901234567890",
    "1.10",
    "-0",
    "1E5",
    "0.1000000000000000055511151231257827",
    '{"id":12345678901234567890,"price":1.10,"list":[[0.0],{"a":1e400}]}',
    '{"":null,"__proto__":{"a":true},"constructor":[false,"\\u2028"]}',
  ])("keep the digits of %s", (text) => {
    expect(writeJson(parseJson(text))).toBe(text.replace("\\u2028", "\u2028"));
  });

  it("read what JSON.parse reads, and write what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const written = JSON.stringify(JSON.parse(text));
        expect(JSON.parse(writeJson(parseJson(text)))).toEqual(JSON.parse(text));
        expect(writeJson(parseJson(written))).toBe(written);
      }),
    );
  });

  it("keep plain numbers plain", () => {
    expect(parseJson('{"a":1,"b":-2.5,"c":1e21}')).toEqual({ a: 1, b: -2.5, c: new JsonNumber("1e21") });
    expect(isJsonNumber(parseJson("1.0"))).toBe(true);
    expect(Number(parseJson("1.50"))).toBe(1.5);
  });

  it("skip a byte order mark, and leave out what is undefined", () => {
    expect(parseJson('\ufeff{"a":1}')).toEqual({ a: 1 });
    expect(writeJson({ a: undefined, b: [null] })).toBe('{"b":[null]}');
  });

  it("let the last of two equal names win, as JSON.parse does", () => {
    expect(parseJson('{"a":1,"b":2,"a":3}')).toEqual({ a: 3, b: 2 });
  });

  it("take a key behind an object for the object that it belongs to", () => {
    expect(parseJson('{"a":{"b":{"c":1},"d":2},"e":[{"f":3}],"g":4}')).toEqual({
      a: { b: { c: 1 }, d: 2 },
      e: [{ f: 3 }],
      g: 4,
    });
  });

  it("name line and column of a mistake", () => {
    expect(refusal('{\n  "a": tru\n}')).toMatchObject({ code: "NH_JSON_INVALID", line: 2, column: 8 });
    expect(refusal("")).toMatchObject({ line: 1, column: 1 });
    expect(refusal("[".repeat(101)).reason).toBe("the document is nested deeper than 100 levels");
  });

  it("refuse anything but a string", () => {
    try {
      parseJson(7 as never);
      expect.unreachable();
    } catch (error) {
      expect(isArgumentError(error)).toBe(true);
    }
  });
});

describe("JsonNumber", () => {
  it("refuses JSON.stringify, which would change its digits", () => {
    expect(() => JSON.stringify(parseJson('{"id":12345678901234567890}'))).toThrow(/Use writeJson/);
  });
});
