import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepFigure } from "./lib/figures.js";

/**
 * What `npm install` of a client brings into an empty project: packages, and bytes on the disk.
 * This client comes from packed tarballs. It needs a registry for its one dependency, and for the
 * rivals.
 *
 * node run.mjs installed-size
 */
const root = fileURLToPath(new URL("../..", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "nh-installed-"));
const shell = process.platform === "win32"; // npm and pnpm are .cmd files there
try {
  const own = ["auth", "payloads", "wire", "client"].map((name) => pack(join(root, "packages", name)));
  const rows = [
    ["official", measure("official", ["@azure/notification-hubs@2.1.0"])],
    ["@nh/client", measure("nh", own)],
  ] as const;
  for (const [name, { packages, bytes }] of rows) {
    keepFigure("Packages that npm installs", "packages", name, [packages]);
    keepFigure("Installed size", "MB", name, [bytes / 1e6]);
  }
  console.table(rows.map(([name, { packages, bytes }]) => ({ name, packages, MB: (bytes / 1e6).toFixed(1) })));
} finally {
  rmSync(place, { recursive: true, force: true });
}

function pack(folder: string): string {
  const options = { cwd: folder, encoding: "utf8", shell } as const;
  return execFileSync("pnpm", ["pack", "--pack-destination", place], options).trim().split("\n").at(-1) ?? "";
}

function measure(name: string, specifiers: readonly string[]): { packages: number; bytes: number } {
  const folder = join(place, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), "{}");
  const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  execFileSync("npm", ["install", ...options, ...specifiers], { cwd: folder, shell, stdio: "ignore" });
  const files = readdirSync(join(folder, "node_modules"), { recursive: true, encoding: "utf8" });
  const sizes = files.map((file) => statSync(join(folder, "node_modules", file)));
  const packages = files.filter((file) => /^(?:.*node_modules\/)?(?:@[^/]+\/)?[^/@.]+\/package\.json$/.test(file));
  return { packages: packages.length, bytes: sizes.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0) };
}
