import fc from "fast-check";
import { expect, it } from "vitest";
import { type Language, tokens } from "./highlight.js";

it("tells names, texts and numbers of JSON apart", () => {
  expect(tokens('{"a": "b", "c": 1}', "body").filter(({ kind }) => kind !== undefined)).toEqual([
    { kind: "name", text: '"a"' },
    { kind: "string", text: '"b"' },
    { kind: "name", text: '"c"' },
    { kind: "number", text: "1" },
  ]);
});

it("reads a request: its first line, its header names, and the body by its own kind", () => {
  const text = 'POST http://localhost/hub/messages\nContent-Type: text/xml\n\n<toast launch="x"/>';
  expect(tokens(text, "http").filter(({ kind }) => kind !== undefined)).toEqual([
    { kind: "start", text: "POST http://localhost/hub/messages" },
    { kind: "name", text: "Content-Type:" },
    { kind: "name", text: "<toast" },
    { kind: "attribute", text: "launch" },
    { kind: "string", text: '"x"' },
    { kind: "name", text: "/>" },
  ]);
});

it("shows text of any kind whole, whatever is in it", () => {
  const languages: Language[] = ["http", "headers", "body", "typescript"];
  const piece = fc.oneof(fc.string(), fc.constantFrom("\n", "\n\n", "<", ">", '"', ":", "POST /", "{", "`", "\\"));
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom(...languages), (pieces, language) => {
      const text = pieces.join("");
      expect(
        tokens(text, language)
          .map((token) => token.text)
          .join(""),
      ).toBe(text);
    }),
  );
});

it("leaves very long text without colors", () => {
  expect(tokens(`"${"a".repeat(40_000)}"`, "body")).toHaveLength(1);
});
