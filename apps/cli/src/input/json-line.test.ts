import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPath, lineOfPath, parsePath } from "./json-line.js";

const text = `{
  "hubs": [
    "plain",
    {
      "name": "a \\" ] }", "odd": [1, -2.5e3, true, null],
      "credentials": {
        "wns": { "packageSid":
          "x" }
      }
    }
  ],
  "name": "first",
  "name": "second"
}`;

describe("lineOfPath", () => {
  it.each<[string, number]>([
    ["", 1],
    ["hubs", 2],
    ["hubs[0]", 3],
    ["hubs[1]", 4],
    ["hubs[1].name", 5],
    ["hubs[1].odd[3]", 5],
    ["hubs[1].credentials.wns.packageSid", 7],
    ["name", 13],
    ["hubs[1].credentials.apns", 6],
    ["hubs[7].name", 2],
    ["name.deeper", 13],
  ])("of %j is %i", (path, line) => {
    expect(lineOfPath(text, parsePath(path))).toBe(line);
  });

  it("finds every value of any document", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const written = JSON.stringify(value, undefined, 1);
        const lines = written.split("\n");
        const visit = (part: unknown, path: readonly (string | number)[]): void => {
          const line = lines[lineOfPath(written, path) - 1]?.trim() ?? "";
          const last = path.at(-1);
          if (typeof last === "string") expect(line.startsWith(`${JSON.stringify(last)}:`)).toBe(true);
          else if (typeof part !== "object" || part === null) expect(line.replace(/,$/, "")).toBe(JSON.stringify(part));
          if (Array.isArray(part)) for (const [index, item] of part.entries()) visit(item, [...path, index]);
          else if (typeof part === "object" && part !== null)
            for (const [key, item] of Object.entries(part)) visit(item, [...path, key]);
        };
        visit(value, []);
      }),
    );
  });
});

it("a path is written as programs write it, and read back", () => {
  const path = ["hubs", 1, "credentials", "wns"];
  expect(formatPath(path)).toBe("hubs[1].credentials.wns");
  expect(parsePath("hubs[1].credentials.wns")).toEqual(path);
});
