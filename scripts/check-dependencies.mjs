// Fails when a dependency has a license that is not allowed, or when the lockfile names a package
// without a checksum or from elsewhere than the registry.
import { execFileSync } from "node:child_process";
import { findForbiddenLicenses, findUnsafeEntries } from "./dependencies.mjs";
import { readText, root } from "./sources.mjs";

function listByLicense(...words) {
  const output = execFileSync("pnpm", [...words, "--json"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
    shell: process.platform === "win32", // pnpm is a .cmd file, which only a shell can start
  });
  return JSON.parse(output);
}

const published = listByLicense("--filter", "./packages/*", "--filter", "./apps/cli", "licenses", "list", "--prod");
const all = listByLicense("licenses", "list");
const problems = [
  ...findForbiddenLicenses(published, { isPublished: true }),
  ...findForbiddenLicenses(all, { isPublished: false }),
  ...findUnsafeEntries(readText("pnpm-lock.yaml")),
];
for (const problem of problems) console.error(problem);
const count = (byLicense) => Object.values(byLicense).flat().length;
console.log(
  `${count(published)} packages that users install, ${count(all)} in all, ${problems.length} of them not allowed`,
);
process.exitCode = problems.length > 0 || count(published) === 0 ? 1 : 0;
