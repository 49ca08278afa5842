// Empty projects into which npm and pnpm install the tarballs.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pnpmOverrides } from "../tarballs.mjs";

const run = promisify(execFile);
const programs = fileURLToPath(new URL("programs", import.meta.url));
const runtimes = fileURLToPath(new URL("../../packages/client/test/runtimes", import.meta.url));
const shell = process.platform === "win32"; // npm and pnpm are .cmd files, which need a shell

/** Everything that a consumer's own tests need besides the tarballs. */
const types = "@types/node@20";

export async function installWithNpm(folder, tarballs) {
  create(folder);
  const files = tarballs.map(({ file }) => file);
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  await run("npm", ["install", ...options, ...files, types], { cwd: folder, shell });
}

export async function installWithPnpm(folder, tarballs) {
  create(folder);
  writeFileSync(join(folder, "pnpm-workspace.yaml"), `${pnpmOverrides(tarballs)}\n`);
  const files = tarballs.map(({ file }) => file);
  await run("pnpm", ["add", "--prefer-offline", "--loglevel=error", ...files, types], { cwd: folder, shell });
}

function create(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }\n');
  cpSync(programs, folder, { recursive: true });
  cpSync(runtimes, join(folder, "runtimes"), { recursive: true });
}
