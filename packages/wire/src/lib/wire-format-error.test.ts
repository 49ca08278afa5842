import { describe, expect, it } from "vitest";
import {
  decodeInstallation,
  isTagExpressionError,
  isWireFormatError,
  TagExpressionError,
  WireFormatError,
} from "../index.js";
import { parseFilter, readBatch } from "../server.js";
import { decodeJobEntry } from "./xml-codecs.js";

const token = "0123456789abcdef0123456789abcdef";
const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (isWireFormatError(error)) return `${error.message} ${error.excerpt}`;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("WireFormatError", () => {
  it("names the document, the place, and the rule, and quotes a short piece", () => {
    const error = new WireFormatError({
      document: "job",
      path: "Status",
      excerpt: "a\u001b[31m",
      rule: "expected a word",
    });
    expect(error.message).toBe('Unexpected job at Status: expected a word; read "a\\u001b[31m"');
    expect([error.name, error.code, error.document, error.path]).toEqual([
      "WireFormatError",
      "NH_WIRE_UNEXPECTED",
      "job",
      "Status",
    ]);
    const bare = new WireFormatError({ document: "job", rule: "it is empty", cause: "x" });
    expect([bare.message, bare.path, bare.excerpt, bare.cause]).toEqual(["Unexpected job: it is empty", "", "", "x"]);
    const long = new WireFormatError({ document: "job", excerpt: "x".repeat(10_000), rule: "it is long" });
    expect(long.excerpt).toBe(`"${"x".repeat(80)}"…`);
  });

  it.each([
    ["an installation that is no JSON", () => decodeInstallation(`{"pushChannel":"${token}"`)],
    [
      "a browser's channel that is a string",
      () => decodeInstallation(`{"platform":"browser","installationId":"a","pushChannel":"${token}"}`),
    ],
    [
      "a batch",
      () => readBatch("multipart/mixed; boundary=b", `--b\nContent-Disposition: inline; name=devices\n\n["${token}"]`),
    ],
    ["a filter", () => parseFilter(`DeviceToken eq '${token}`)],
    ["a job", () => decodeJobEntry(`<x>https://account/?sig=${token}`)],
  ])("quotes no handle and no signature of %s", (_title, work) => {
    expect(messageOf(work)).not.toContain(token);
  });
});

describe("the guards", () => {
  it("recognize the errors of another copy of the package by their brand, and nothing else", () => {
    const error = new WireFormatError({ document: "job", rule: "x" });
    const tag = new TagExpressionError({ code: "NH_TAG_SYNTAX", text: "a b", column: 2, rule: "x", cause: error });
    expect([isWireFormatError(error), isTagExpressionError(error)]).toEqual([true, false]);
    expect([isWireFormatError(tag), isTagExpressionError(tag)]).toEqual([false, true]);
    expect(tag.cause).toBe(error);
    const foreign = Object.defineProperty(new Error("x"), Symbol.for("@nh/wire/WireFormatError"), { value: true });
    expect(isWireFormatError(foreign)).toBe(true);
    for (const other of [undefined, null, "x", new Error("x")]) expect(isWireFormatError(other)).toBe(false);
  });
});
