import { execFileSync } from "node:child_process";
import { lstatSync, mkdtempSync, readFileSync, realpathSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeFiles } from "./node-files.js";

const folder = () => mkdtempSync(join(tmpdir(), "nh-files-"));

describe("nodeFiles", () => {
  it("creates a file and the folders above it", async () => {
    const path = join(folder(), "a", "b", "c");
    await nodeFiles.writeText(path, "text");
    expect(readFileSync(path, "utf8")).toBe("text");
  });

  it.skipIf(process.platform === "win32")("keeps private files private, and their new folders", async () => {
    const path = join(folder(), "private", "file");
    await nodeFiles.writeText(path, "text", 0o600);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
  });

  it.skipIf(process.platform === "win32")("writes through a link, which stays one", async () => {
    const [target, link] = [join(folder(), "target"), join(folder(), "link")];
    writeFileSync(target, "old");
    symlinkSync(target, link);
    await nodeFiles.writeText(link, "new");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toBe("new");
  });

  it.skipIf(process.platform === "win32")("writes through a link that leads to nothing yet", async () => {
    const [target, link] = [join(folder(), "new", "target"), join(folder(), "link")];
    symlinkSync(target, link);
    await nodeFiles.writeText(link, "new");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toBe("new");
  });

  it.skipIf(process.platform === "win32")(
    "gives one real path to all names of a file, even before it exists",
    async () => {
      const here = realpathSync(folder());
      symlinkSync(here, join(here, "folder"));
      symlinkSync("target", join(here, "link"));
      for (const name of ["target", "link", "folder/target", "folder/link"]) {
        expect(await nodeFiles.realPath(join(here, name))).toBe(join(here, "target"));
      }
    },
  );

  it("lets one holder have a lock at a time, and the next one once it is released", async () => {
    const path = join(folder(), "new", "lock");
    const lock = await nodeFiles.lock(path, 0);
    expect(lock).toBeDefined();
    expect(await nodeFiles.lock(path, 0)).toBeUndefined();
    const waiting = nodeFiles.lock(path, 60_000);
    lock?.release();
    (await waiting)?.release();
    (await nodeFiles.lock(path, 0))?.release();
  });

  it.skipIf(process.platform === "win32")("writes into a pipe, which is not replaced by a file", async () => {
    const pipe = join(folder(), "pipe");
    execFileSync("mkfifo", [pipe]);
    const reading = readFile(pipe, "utf8");
    await nodeFiles.writeText(pipe, "text");
    expect(await reading).toBe("text");
    expect(await nodeFiles.kindOf(pipe)).toBe("other");
  });

  it("returns what kind of file is at a path", async () => {
    const here = folder();
    writeFileSync(join(here, "file"), "");
    expect(await nodeFiles.kindOf(here)).toBe("folder");
    expect(await nodeFiles.kindOf(join(here, "file"))).toBe("file");
    expect(await nodeFiles.kindOf(join(here, "nothing"))).toBeUndefined();
    await expect(nodeFiles.kindOf(join(here, "file", "below"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it.skipIf(process.platform !== "linux")("gives up below a folder that accepts no new file", async () => {
    for (const path of ["/proc/new", "/proc/new/file", "/proc/new/folder/file"]) {
      await expect(nodeFiles.writeText(path, "text")).rejects.toThrow(`${path} cannot be created.`);
    }
  });
});
