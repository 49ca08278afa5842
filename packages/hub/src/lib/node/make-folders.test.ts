import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolders } from "./make-folders.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nh-folders-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("makeFolders", () => {
  it("makes missing folders and leaves existing ones alone", () => {
    const path = join(folder, "a", "b", "c");
    makeFolders(path, 0o700);
    expect(statSync(path).isDirectory()).toBe(true);
    if (process.platform !== "win32") {
      expect([path, join(folder, "a")].map((made) => statSync(made).mode & 0o777)).toEqual([0o700, 0o700]);
    }
    writeFileSync(join(path, "file"), "kept");
    makeFolders(`${path}/`);
    makeFolders(join(folder, "a"));
    expect(existsSync(join(path, "file"))).toBe(true);
  });

  it("treats a link to a folder as a folder", () => {
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real"), join(folder, "link"), "junction");
    makeFolders(join(folder, "link", "new"));
    expect(statSync(join(folder, "real", "new")).isDirectory()).toBe(true);
  });

  it("throws the error of the system when a file is in the way", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => makeFolders(join(folder, "file"))).toThrow(expect.objectContaining({ code: "EEXIST" }));
    expect(() => makeFolders(join(folder, "file", "a", "b"))).toThrow(expect.objectContaining({ code: "ENOTDIR" }));
    expect(() => makeFolders("")).toThrow(expect.objectContaining({ code: "ENOENT" }));
  });

  it.runIf(existsSync("/proc/self"))('ends where a folder returns "no such file" for everything new', () => {
    for (const path of ["/proc/nh", "/proc/nh/a/b", "/proc/self/nh/a"]) {
      expect(() => makeFolders(path)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(?:ENOENT|EACCES)$/) }),
      );
    }
  });
});
