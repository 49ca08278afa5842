import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { roomWarning } from "./disk-room.js";

it("warns when a disk has less than a megabyte left", () => {
  expect(roomWarning("/data", () => ({ bavail: 255, bsize: 4096 }))).toBe(
    "The disk of the data folder /data has 1,044,480 bytes left. The hub serves reads and refuses writes when it is full.",
  );
  expect(roomWarning("/data", () => ({ bavail: 0n, bsize: 4096n }))).toContain("has 0 bytes left");
  expect(roomWarning("/data", () => ({ bavail: 256, bsize: 4096 }))).toBeUndefined();
});

it("says nothing of a disk that does not tell how much room it has", () => {
  const fail = () => {
    throw new Error("not supported");
  };
  expect(roomWarning("/data", fail)).toBeUndefined();
  expect(() => roomWarning(tmpdir())).not.toThrow();
});
