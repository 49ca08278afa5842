import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePrivateFolder } from "./private-folder.js";

// Windows has no such permissions.
describe.skipIf(process.platform === "win32")("a data folder", () => {
  let path: string;
  const mode = () => statSync(path).mode & 0o777;

  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), "nh-private-")), "data");
  });
  afterEach(() => rmSync(join(path, ".."), { recursive: true }));

  it("is made for its owner alone", () => {
    makePrivateFolder(path);
    expect(mode()).toBe(0o700);
  });

  it.each([[[]], [["hub.db", "hub.db-wal", "blobs", "localhost.1.pem", "vapid.json", ".gitignore"]]])(
    "that others can read is closed to them when it holds %j",
    (names) => {
      mkdirSync(path);
      chmodSync(path, 0o755);
      for (const name of names) writeFileSync(join(path, name), "");
      makePrivateFolder(path);
      expect(mode()).toBe(0o700);
    },
  );

  it("keeps its permissions when it holds files of somebody else", () => {
    mkdirSync(path);
    chmodSync(path, 0o755);
    for (const name of ["hub.db", "notes.txt"]) writeFileSync(join(path, name), "");
    makePrivateFolder(path);
    expect(mode()).toBe(0o755);
  });
});
