import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ArgumentError } from "../argument-error.js";
import type { BlobStore } from "../store/blob-store.js";
import { createFolderBlobStore } from "./folder-blob-store.js";

let folder: string;
let blobs: BlobStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nh-blobs-"));
  blobs = createFolderBlobStore(folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("createFolderBlobStore", () => {
  it("keeps each blob as a plain file under its account, container and name", () => {
    blobs.write("contoso/files", "jobs/in.txt", "line 1\n");
    expect(readFileSync(join(folder, "contoso", "files", "jobs", "in.txt"), "utf8")).toBe("line 1\n");
    writeFileSync(join(folder, "contoso", "files", "by-hand.txt"), "é");
    expect(blobs.read("contoso/files", "by-hand.txt")).toBe("é");
  });

  it("appends and overwrites", () => {
    blobs.append("contoso/files", "log", "a");
    blobs.append("contoso/files", "log", "b");
    expect(blobs.read("contoso/files", "log")).toBe("ab");
    blobs.write("contoso/files", "log", "c");
    expect(blobs.read("contoso/files", "log")).toBe("c");
  });

  it("lists names, sizes in bytes and times in the order of the names", () => {
    blobs.write("contoso/files", "b/2", "é");
    blobs.write("contoso/files", "a", "x");
    blobs.write("contoso/other", "c", "x");
    const listed = [...blobs.list("contoso/files")];
    expect(listed.map(({ name, length }) => [name, length])).toEqual([
      ["a", 1],
      ["b/2", 2],
    ]);
    expect(listed.every(({ lastModifiedMs }) => Math.abs(lastModifiedMs - Date.now()) < 60_000)).toBe(true);
  });

  it("returns undefined for a missing blob, a folder, a path through a file and a name too long for the disk", () => {
    blobs.write("contoso/files", "a/b", "x");
    const names = ["missing", "a", "a/b/c", "n".repeat(300)];
    expect(names.map((name) => blobs.read("contoso/files", name))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([...blobs.list("contoso/none")]).toEqual([]);
  });

  it("lists its containers, and removes everything", () => {
    blobs.write("contoso/files", "a/b", "x");
    blobs.write("contoso/other", "c", "x");
    writeFileSync(join(folder, "stray.txt"), "x");
    expect([...blobs.containers()].sort()).toEqual(["contoso/files", "contoso/other"]);
    blobs.clear();
    expect([...blobs.containers()]).toEqual([]);
    blobs.clear();
    blobs.write("contoso/files", "a", "again");
    expect(blobs.read("contoso/files", "a")).toBe("again");
  });

  it("names the file that cannot be written", () => {
    writeFileSync(join(folder, "contoso"), "in the way of the account");
    expect(() => blobs.write("contoso/files", "a", "x")).toThrow(
      expect.objectContaining({ code: "NH_STORE_UNAVAILABLE", path: join(folder, "contoso", "files", "a") }),
    );
  });

  it("refuses a blob below a blob, and a blob above blobs", () => {
    blobs.write("contoso/files", "a", "x");
    blobs.write("contoso/files", "b/c", "y");
    for (const change of [blobs.write, blobs.append]) {
      expect(() => change("contoso/files", "a/b/c", "z")).toThrow(
        new ArgumentError("name", 'No blob can be below "a", because "a" is a blob. Choose another name.'),
      );
      expect(() => change("contoso/files", "b", "z")).toThrow(
        new ArgumentError("name", '"b" cannot be a blob, because there are blobs below it. Choose another name.'),
      );
    }
    expect([...blobs.list("contoso/files")].map(({ name }) => name)).toEqual(["a", "b/c"]);
    expect([blobs.read("contoso/files", "a"), blobs.read("contoso/files", "b/c")]).toEqual(["x", "y"]);
  });

  it("touches no other blob when it writes one, whatever their names", () => {
    const others = [".x", "x.part", "x.tmp", "x~"];
    for (const name of others) blobs.write("contoso/files", name, "mine");
    blobs.write("contoso/files", "x", "new");
    expect(Array.from(blobs.list("contoso/files"), ({ name }) => name)).toEqual([".x", "x", "x.part", "x.tmp", "x~"]);
    expect(others.map((name) => blobs.read("contoso/files", name))).toEqual(others.map(() => "mine"));
    expect([...blobs.containers()]).toEqual(["contoso/files"]);
  });

  it("removes what a process left that was killed while it wrote", () => {
    mkdirSync(join(folder, ".drafts"));
    writeFileSync(join(folder, ".drafts", "half"), "half a file");
    createFolderBlobStore(folder).write("contoso/files", "a", "x");
    expect(readdirSync(join(folder, ".drafts"))).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("lets only the user into the folders that it makes", () => {
    blobs.write("contoso/files", "a/b", "x");
    for (const path of ["contoso", "contoso/files", "contoso/files/a"])
      expect(statSync(join(folder, path)).mode & 0o777).toBe(0o700);
  });
});
