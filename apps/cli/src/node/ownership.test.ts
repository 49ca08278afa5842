import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { untrusted } from "./ownership.js";

function createFile(mode = 0o644) {
  const folder = join(mkdtempSync(join(tmpdir(), "nh-owner-")), "folder");
  mkdirSync(folder, { mode: 0o755 });
  const path = join(folder, "file");
  writeFileSync(path, "");
  chmodSync(path, mode);
  return { folder, path };
}

describe.skipIf(process.platform === "win32")("untrusted", () => {
  it.each([0o600, 0o644, 0o400])("trusts a file of mode %o", async (mode) => {
    expect(await untrusted(createFile(mode).path)).toBeUndefined();
  });

  it("trusts no file that others can write to, nor one in such a folder", async () => {
    const open = createFile(0o646);
    expect(await untrusted(open.path)).toEqual({ path: open.path, reason: "writable" });
    const { folder, path } = createFile();
    chmodSync(folder, 0o757);
    expect(await untrusted(path)).toEqual({ path: folder, reason: "writable" });
  });

  it("judges what a link leads to", async () => {
    const { folder, path } = createFile(0o666);
    symlinkSync(path, join(folder, "link"));
    expect(await untrusted(join(folder, "link"))).toMatchObject({ reason: "writable" });
  });

  it.skipIf(process.getuid?.() === 0)("trusts no file of another user", async () => {
    expect(await untrusted("/etc/hosts")).toMatchObject({ reason: "owner" });
  });
});
