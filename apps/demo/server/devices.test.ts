import { platforms } from "@nh/payloads";
import { expect, it } from "vitest";
import { demoDevices, demoPlatforms } from "./devices.js";

it("has a device on every platform", () => {
  expect([...demoPlatforms].sort()).toEqual(platforms.filter((platform) => platform !== "template").sort());
});

it("has devices with different names", () => {
  expect(new Set(demoDevices.map(({ name }) => name)).size).toBe(demoDevices.length);
});
