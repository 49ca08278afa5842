import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
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
    blobs.write("contoso/files", "a", "x");
    expect(() => blobs.write("contoso/files", "a/b", "x")).toThrow(
      expect.objectContaining({ code: "NH_STORE_UNAVAILABLE", path: join(folder, "contoso", "files", "a", "b") }),
    );
  });
});
