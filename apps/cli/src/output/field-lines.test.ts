import { describe, expect, it } from "vitest";
import { fieldLines } from "./field-lines.js";

const id = "6c1d2a38-4f6e-4b7a-9c0d-1e2f3a4b5c6d";

describe("fieldLines", () => {
  it("writes each value beside its name, and omits what has none", () => {
    const fields = [
      ["state", "enqueued"],
      ["for", undefined],
      ["attempts", 2],
    ] as const;
    expect(fieldLines(fields, 40)).toBe("state     enqueued\nattempts  2");
  });
  it("writes each value below its name where one does not fit beside it on a narrow terminal", () => {
    const fields = [
      ["state", "enqueued"],
      ["tracking ID", id],
    ] as const;
    expect(fieldLines(fields, 40)).toBe(`state\n  enqueued\ntracking ID\n  ${id}`);
    expect(fieldLines(fields, 50)).toBe(`state        enqueued\ntracking ID  ${id}`);
  });
  it("breaks words there, and never a value that is copied", () => {
    const key = `Endpoint=sb://${"x".repeat(60)}/`;
    const fields = [
      ["connection", key],
      ["hub", "demo at localhost:7447, from the default"],
    ] as const;
    expect(fieldLines(fields, 24)).toBe(`connection\n  ${key}\nhub\n  demo at\n  localhost:7447, from\n  the default`);
    expect(fieldLines(fields, 80)).toContain(`connection  ${key}\n`);
  });
  it("continues words beside the name on a wider terminal", () => {
    const fields = [
      ["ID", id],
      ["hub", `demo at localhost:7447, from profile demo in ${"x".repeat(30)}`],
    ] as const;
    expect(fieldLines(fields, 60)).toBe(
      `ID   ${id}\nhub  demo at localhost:7447, from profile demo in\n     ${"x".repeat(30)}`,
    );
  });
  it("aligns values behind names with wide characters", () => {
    const fields = [
      ["hub 東京", "1 device"],
      ["clock", "now"],
    ] as const;
    expect(fieldLines(fields, 80)).toBe("hub 東京  1 device\nclock     now");
    const long = "word ".repeat(20).trim();
    expect(fieldLines([...fields, ["e\u0301", long]], 60)).toMatch(
      /^hub 東京 {2}1 device\nclock {5}now\ne\u0301 {9}word/,
    );
  });
  it("escapes what would disturb the terminal", () => {
    expect(fieldLines([["a\u001b", "b\nc"]], 40)).toBe("a\\u001b  b\\nc");
  });
});
