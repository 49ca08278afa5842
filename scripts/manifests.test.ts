import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listFiles, readText, root } from "./sources.mjs";

const repository = "https://github.com/nh-toolkit/nh";
const manifests = listFiles(/^(packages|apps)\/[^/]+\/package\.json$/)
  .map((file) => ({ folder: file.replace("/package.json", ""), manifest: JSON.parse(readText(file)) }))
  .filter(({ manifest }) => !manifest.private);

describe.each(manifests)("the published package of $folder", ({ folder, manifest }) => {
  it("leads to its sources, its documentation and its issues", () => {
    expect(manifest).toMatchObject({
      homepage: `${repository}/tree/main/${folder}#readme`,
      repository: { type: "git", url: `git+${repository}.git`, directory: folder },
      bugs: `${repository}/issues`,
    });
  });

  it("can be found, and says what it needs", () => {
    expect(manifest.description).toMatch(/^[A-Z@].{30,120}\.$/);
    expect(manifest.keywords).toContain("push-notifications");
    expect(manifest).toMatchObject({ license: "MIT", type: "module", engines: { node: ">=20.19.0" } });
    expect(manifest.publishConfig).toEqual({ access: "public", provenance: true });
  });

  it.each(["README.md", "LICENSE", "CHANGELOG.md"])("has %s in its tarball", (file) => {
    expect(existsSync(`${root}${folder}/${file}`)).toBe(true);
    // npm packs README and LICENSE by themselves.
    if (file === "CHANGELOG.md") expect(manifest.files).toContain(file);
  });
});
