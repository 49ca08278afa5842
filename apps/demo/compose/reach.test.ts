import { expect, it } from "vitest";
import type { ComposedAudience, PageDevice } from "./protocol.js";
import { reachOf } from "./reach.js";

const device = (name: string, rest: Partial<PageDevice>): PageDevice => ({
  name,
  platform: "apple",
  handle: name,
  tags: [],
  templates: [],
  ...rest,
});
const devices = [
  device("phone", { tags: ["Sports", "lang:en"], templates: ["greeting"], userId: "lena" }),
  device("tablet", { tags: ["finance"] }),
  device("desk", { platform: "windows", tags: ["sports"], templates: ["alarm"], userId: "lena" }),
];
const names = (platform: "apple" | "template", audience: ComposedAudience) => {
  const reach = reachOf(platform, audience, devices);
  return reach.ok ? reach.devices.map(({ name }) => name) : reach.problem;
};

it.each([
  ["apple", { kind: "everyone" }, ["phone", "tablet"]],
  ["apple", { kind: "tags", tags: ["sports", "finance"] }, ["phone", "tablet"]],
  ["apple", { kind: "tags", tags: ["SPORTS"] }, ["phone"]],
  ["apple", { kind: "expression", text: "!sports" }, ["tablet"]],
  ["apple", { kind: "user", id: "lena" }, ["phone"]],
  ["apple", { kind: "device", handle: "tablet" }, ["tablet"]],
  ["apple", { kind: "device", handle: "desk" }, []],
  ["template", { kind: "everyone" }, ["phone", "desk"]],
  ["template", { kind: "tags", tags: ["alarm"] }, ["desk"]],
] as const)("a %s notification to %j reaches %j", (platform, audience, expected) => {
  expect(names(platform, audience)).toEqual(expected);
});

it("says what is wrong with an audience before it is sent", () => {
  expect(names("apple", { kind: "tags", tags: [] })).toBe("Choose at least one tag.");
  expect(names("apple", { kind: "expression", text: "sports &&" })).toMatch(/column/);
});
