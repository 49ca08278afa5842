import { expect, it } from "vitest";
import { fieldPosition } from "./field-position.js";

it.each([
  ['{"a":{"x":1},"b":{"x":2}}', "a.x", '"x":1'],
  ['{"a":{"x":1},"b":{"x":2}}', "b.x", '"x":2'],
  ['{"a":{"x":1},"b":{"y":2}}', "b.x", '"b"'],
  ['{"a.b":1,"b" : 2}', "b", '"b" :'],
  ['{"data":{"list":[1,{"id":7}]}}', "data.list[1].id", '"id"'],
  ['<toast launch="x"><visual><text>a</text><text>b</text></visual></toast>', "toast.visual.text[1]", "<text>b"],
  ['<toast launch="x"><visual/></toast>', "toast@launch", "launch="],
  ['\ufeff<n:tile xmlns:n="u"><n:visual/></n:tile>', "tile.visual", "<n:visual"],
  ["<textual/><text/>", "text", "<text/>"],
])("in %s, %s is at %s", (document, field, place) => {
  expect(document.slice(fieldPosition(document, field)).startsWith(place)).toBe(true);
});

it.each([
  ['{"a":1}', ""],
  ['{"a":1}', "b"],
  ["<a/>", "b.c"],
  ["", "a"],
])("in %s, %s is nowhere", (document, field) => {
  expect(fieldPosition(document, field)).toBeUndefined();
});
