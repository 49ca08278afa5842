import { spawn } from "node:child_process";
import { once } from "node:events";
import { linkSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { lockFile } from "./file-lock.js";

function newFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), "nh-lock-")), "file");
  writeFileSync(path, "");
  return path;
}

it("is held by one at a time, for all names of the file", async () => {
  const path = newFile();
  linkSync(path, `${path}-too`);
  const first = await lockFile(path);
  expect(first).toBeDefined();
  expect(await lockFile(path)).toBeUndefined();
  expect(await lockFile(`${path}-too`)).toBeUndefined();
  const other = await lockFile(newFile());
  expect(other).toBeDefined();
  other?.release();
  first?.release();
  const second = await lockFile(`${path}-too`);
  expect(second).toBeDefined();
  second?.release();
});

it("is released when its process is killed", async () => {
  const path = newFile();
  const module = `${path}.mjs`;
  const entry = fileURLToPath(new URL("file-lock.ts", import.meta.url));
  await build({ entryPoints: [entry], outfile: module, bundle: true, platform: "node", format: "esm" });
  const script = `import { lockFile } from ${JSON.stringify(module)};
    const lock = await lockFile(${JSON.stringify(path)});
    console.log(lock === undefined ? "refused" : "locked");
    if (lock !== undefined) setInterval(() => {}, 1000);`;
  const start = () =>
    spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const holder = start();
  try {
    expect(String((await once(holder.stdout, "data"))[0])).toBe("locked\n");
    expect(await lockFile(path)).toBeUndefined();
    expect(String((await once(start().stdout, "data"))[0])).toBe("refused\n");
  } finally {
    holder.kill("SIGKILL");
  }
  await once(holder, "exit");
  const lock = await lockFile(path);
  expect(lock).toBeDefined();
  lock?.release();
});
