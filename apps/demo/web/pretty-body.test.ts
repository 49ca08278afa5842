import { expect, it } from "vitest";
import { prettyBody } from "./pretty-body.js";

it("breaks JSON into lines and keeps everything else", () => {
  expect(prettyBody('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyBody("<toast> </toast>")).toBe("<toast> </toast>");
});
