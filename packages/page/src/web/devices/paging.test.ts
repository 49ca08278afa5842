import { expect, it } from "vitest";
import { device } from "../fixtures/samples.js";
import { countPages, PAGE_SIZE, pageOf } from "./paging.js";
import { groupDevices } from "./search-devices.js";

const devices = Array.from({ length: PAGE_SIZE }, (_, index) =>
  device({ handle: `h${index}`, tags: ["news", `city-${index}`] }),
);

it("has pages for every card of a device with several tags", () => {
  const groups = groupDevices(devices, "tag");
  expect(countPages(groups)).toBe(2);
  const cards = [0, 1].flatMap((page) => pageOf(groups, page).map(({ name, devices: shown }) => [name, shown.length]));
  expect(cards).toHaveLength(PAGE_SIZE + 1);
  expect(cards.at(-1)).toEqual(["news", PAGE_SIZE]);
});

it("says of a group that is cut how many devices it has in all", () => {
  const groups = [
    { name: "a", devices: devices.slice(0, 20) },
    { name: "b", devices },
  ];
  expect(pageOf(groups, 0).map(({ devices: shown, total }) => [shown.length, total])).toEqual([
    [20, 20],
    [4, 24],
  ]);
  expect(pageOf(groups, 1).map(({ name, devices: shown, total }) => [name, shown.length, total])).toEqual([
    ["b", 20, 24],
  ]);
});

it("is one page where there is nothing", () => {
  expect(countPages([])).toBe(1);
  expect(pageOf([], 0)).toEqual([]);
});
