import { isContent, platforms } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { composeContent } from "./compose-content.js";
import { samplePayloads } from "./sample-payloads.js";

it("makes the sample into what each platform takes", () => {
  const { content, problem, parts } = composeContent(samplePayloads.every, platforms);
  expect([isContent(content), problem]).toEqual([true, undefined]);
  expect(parts.map(({ platform }) => platform)).toEqual(platforms);
  for (const part of parts) {
    expect(part.problem).toBeUndefined();
    expect(part.notification?.platform).toBe(part.platform);
    expect(part.notification?.body).toContain("Your table is ready");
  }
});

it("says what a platform leaves out", () => {
  const { parts } = composeContent('{"title":"T","badge":3}', ["apple", "windows"]);
  expect(parts.map(({ notes }) => notes.map(({ field }) => field))).toEqual([[], ["badge"]]);
});

describe("an error", () => {
  it("of the message has its field and its line", () => {
    const { content, problem, parts } = composeContent('{\n"title": "T",\n"badge": "x"\n}', ["apple"]);
    expect(content).toBeUndefined();
    expect(parts).toEqual([]);
    expect(problem).toEqual({ message: "badge must be a whole number, 0 or more", field: "badge", line: 3 });
  });

  it("of one platform leaves the others alone", () => {
    const { problem, parts } = composeContent('{"title":"T","data":{"from":"x"}}', ["apple", "fcmv1"]);
    expect(problem).toBeUndefined();
    expect(parts.map((part) => part.problem?.field)).toEqual([undefined, "message.data.from"]);
    expect(parts.map(({ notification }) => notification?.platform)).toEqual(["apple", undefined]);
  });

  it.each(["{", "[]", "null", '"T"'])("is what %s is", (body) => {
    expect(composeContent(body, platforms).problem?.message).not.toBe("");
    expect(composeContent(body, platforms).content).toBeUndefined();
  });
});
