import { describe, expect, it } from "vitest";
import { device } from "../fixtures/samples.js";
import { deviceKey, deviceName, ownTags } from "./device-name.js";
import { groupDevices, searchDevices } from "./search-devices.js";

const devices = [
  device({
    installationId: "lena-iphone",
    userId: "lena",
    tags: ["sports", "$UserId:{lena}"],
    pushVariables: { name: "Lena's iPhone" },
  }),
  device({
    installationId: "desk",
    platform: "windows",
    handle: "https://x",
    tags: ["sports", "lang:en"],
    expired: true,
  }),
  device({ installationId: null, platform: "baidu", handle: "1-2", templates: ["greeting"] }),
];
const found = (search: string) => searchDevices(devices, search).map(({ platform }) => platform);

it.each([
  ["", ["apple", "windows", "baidu"]],
  ["sports", ["apple", "windows"]],
  ["SPORTS lang:en", ["windows"]],
  ["user lena", ["apple"]],
  ["expired", ["windows"]],
  ["greeting", ["baidu"]],
  ["kindle", []],
  ["lena's", ["apple"]],
])("finds with %j %j", (search, expected) => {
  expect(found(search)).toEqual(expected);
});

it("searches ten thousand devices again and again without reading them anew", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => device({ handle: `h${index}`, tags: [`t${index % 7}`] }));
  expect(searchDevices(many, "t3")).toHaveLength(1_429);
  let read = 0;
  const watched = many.map(
    (one) =>
      new Proxy(one, {
        get: (target, name) => {
          read++;
          return Reflect.get(target, name);
        },
      }),
  );
  searchDevices(watched, "t3");
  const first = read;
  searchDevices(watched, "t4");
  expect(read).toBe(first);
});

describe("groups", () => {
  const names = (by: Parameters<typeof groupDevices>[1]) =>
    groupDevices(devices, by).map((group) => [group.name, group.devices.length]);

  it("are by platform, user or tag, and a device with two tags is in both", () => {
    expect(names("platform")).toEqual([
      ["Apple", 1],
      ["Baidu", 1],
      ["Windows", 1],
    ]);
    expect(names("user")).toEqual([
      ["lena", 1],
      ["no user", 2],
    ]);
    expect(names("tag")).toEqual([
      ["lang:en", 1],
      ["no tag", 1],
      ["sports", 2],
    ]);
    expect(names("none")).toEqual([["", 3]]);
  });
});

it("names a device by its variable, its installation, or its shortened handle", () => {
  expect(devices.map(deviceName)).toEqual([
    "Lena's iPhone",
    "desk",
    deviceName({ installationId: null, handle: "1-2" }),
  ]);
  expect(deviceKey({ platform: "apple", handle: "a:b" })).toBe("apple:a:b");
  expect(ownTags({ tags: ["a", "$InstallationId:{x}"] })).toEqual(["a"]);
});

it.each([
  [" ", '" "'],
  ["\u200b", '"\u200b"'],
  ["a b", "a b"],
  ["x".repeat(100), "x".repeat(100)],
  ["x".repeat(101), `${"x".repeat(99)}…`],
  [`${"x".repeat(98)}😀😀`, `${"x".repeat(98)}…`],
])("names an installation %j so that a heading shows it", (installationId, name) => {
  expect(deviceName({ installationId, handle: "1" })).toBe(name);
});
