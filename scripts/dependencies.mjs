// Which dependencies nh may have. Apart from the command, so that it can be tested.

/** Licenses that ask only for a notice. */
const permissive = /^(MIT|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|Zlib)$/i;

/** What tools that are never published may have besides: it binds only who changes the tool. */
const forTools = /^(MPL-2\.0|Python-2\.0|CC0-1\.0|CC-BY-[34]\.0)$/;

/** Packages whose package.json names no license that SPDX knows. Their license files were read. */
const readByHand = {
  dateformat: "MIT",
  spawndamnit: "MIT",
  envconf: "Apache-2.0",
  wns: "Apache-2.0",
};

/**
 * @param {Record<string, { name: string }[]>} packagesByLicense what `pnpm licenses list --json`
 *   prints
 * @param {{ isPublished: boolean, readLicenses?: Readonly<Record<string, string>> }} use whether
 *   other projects install these packages with nh, and the licenses that were read by hand
 * @returns {string[]} one line for each package whose license is not allowed
 */
export function findForbiddenLicenses(packagesByLicense, { isPublished, readLicenses = readByHand }) {
  const isAllowed = (license) => permissive.test(license) || (!isPublished && forTools.test(license));
  return Object.entries(packagesByLicense).flatMap(([license, packages]) =>
    packages.flatMap(({ name }) => {
      const expression = readLicenses[name] ?? license;
      const names = expression.replace(/[()]/g, "").split(/ (?:AND|OR) /);
      // One of several choices is enough. Where some apply together, all must be allowed.
      const isFine = expression.includes(" AND ") ? names.every(isAllowed) : names.some(isAllowed);
      return isFine ? [] : [`${name} has the license ${expression}`];
    }),
  );
}

/**
 * @param {string} lockfile the text of pnpm-lock.yaml
 * @returns {string[]} one line for each package that does not come from the registry with a
 *   checksum
 */
export function findUnsafeEntries(lockfile) {
  const [, packages = ""] = /^packages:\n([\s\S]*?)^snapshots:/m.exec(lockfile) ?? [];
  const entries = packages.split(/^ {2}(?=\S)/m).slice(1);
  if (entries.length === 0) return ["the lockfile lists no package"];
  return entries.flatMap((entry) => {
    const [name = ""] = entry.split("\n");
    const resolution = /^ {4}resolution: \{(.*)\}$/m.exec(entry)?.[1] ?? "";
    return /^integrity: sha512-[\w+/=]+$/.test(resolution)
      ? []
      : [`${name.replace(/:$/, "")} resolves to {${resolution}}`];
  });
}
