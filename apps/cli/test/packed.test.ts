import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { binary, isBuilt, start, whyNotBuilt } from "./built-binary.js";

const folder = dirname(dirname(binary));
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/**
 * Whether npm reaches a registry: any will do, but without one it cannot install the dependencies.
 */
async function reachesRegistry(): Promise<boolean> {
  if (!isBuilt) return false;
  const { code } = await start(npm, ["view", "commander@14.0.3", "version", "--fetch-retries=0"], { env: process.env })
    .finished;
  return code === 0;
}
const hasRegistry = await reachesRegistry();
const why = isBuilt && !hasRegistry ? " (skipped: npm reaches no registry)" : whyNotBuilt;

describe.skipIf(!hasRegistry)(`nh installed by npm from its packed tarball${why}`, { timeout: 240_000 }, () => {
  it("needs no other package of this repository and runs a hub over HTTPS", async () => {
    const place = mkdtempSync(join(tmpdir(), "nh-packed-"));
    const env = { ...process.env, NH_CONFIG_DIR: join(place, "config"), NODE_OPTIONS: undefined };
    const packed = await start(npm, ["pack", "--silent", "--pack-destination", place], { cwd: folder, env }).finished;
    const tarball = packed.out.trim().split("\n").at(-1) ?? "";
    const project = join(place, "project");
    mkdirSync(project);
    writeFileSync(join(project, "package.json"), "{}");
    const install = ["install", "--no-audit", "--no-fund", "--omit=dev", "--prefer-offline", join(place, tarball)];
    const installed = await start(npm, install, { cwd: project, env }).finished;
    expect({ code: installed.code, err: installed.code === 0 ? "" : installed.err }).toEqual({ code: 0, err: "" });
    const manifest = readFileSync(join(project, "node_modules/@nh/cli/package.json"), "utf8");
    for (const name of Object.keys((JSON.parse(manifest) as { dependencies: object }).dependencies))
      expect(name).not.toMatch(/^@nh\//);
    const program = join(project, "node_modules/.bin", process.platform === "win32" ? "nh.cmd" : "nh");
    const version = await start(program, ["--version"], { env }).finished;
    expect(version).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: "" });
    const check = "nh hub status --json && nh hub seed 3 --json && nh send apple --title Hi --everyone --yes --json";
    const words = [
      "hub",
      "exec",
      "--data-dir",
      join(place, "data"),
      "--",
      "sh",
      "-c",
      check.replaceAll("nh ", `"${program}" `),
    ];
    const { code, out, err } = await start(program, words, { env, cwd: project }).finished;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [status, seeded, sent] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(status).toMatchObject({ status: "ok" });
    expect(seeded).toMatchObject({ seeded: 3 });
    expect(sent).toMatchObject({ state: "enqueued" });
  });
});
