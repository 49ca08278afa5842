import { expect, it } from "vitest";
import { reasonOf } from "./reason-of.js";

it.each<[unknown, string]>([
  [Object.assign(new Error("user: The id is empty."), { call: "user" }), "The id is empty."],
  [Object.assign(new Error("Expected a tag."), { call: "send" }), "Expected a tag."],
  [new Error("undefined: x"), "undefined: x"],
  ["offline", "offline"],
])("why something failed is said without the call: %s", (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
