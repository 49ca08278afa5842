import { expect, it } from "vitest";
import { readProperties, writeProperties } from "./properties.js";

it("reads and writes properties in order", () => {
  const body = '{"b":"1","a":"2"}';
  expect(readProperties(body)).toEqual([
    ["b", "1"],
    ["a", "2"],
  ]);
  expect(
    JSON.parse(
      writeProperties([
        ["b", "1"],
        ["", "lost"],
        ["b", "3"],
      ]),
    ),
  ).toEqual({ b: "3" });
});

it("shows a value that is not a string as JSON, and nothing of what is not an object", () => {
  expect(readProperties('{"a":1}')).toEqual([["a", "1"]]);
  for (const body of ["[]", "1", "{", "null"]) expect(readProperties(body)).toBeUndefined();
});
