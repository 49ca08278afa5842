// Which package may import which, as decisions/002-arrows.md draws it. Kept apart from the command so that it can be tested.
import { posix } from "node:path";

/** Imports allowed between the packages under packages/; the applications, benchmarks and examples may import any. */
export const allowedPackages = {
  auth: [],
  payloads: [],
  wire: ["payloads"],
  client: ["auth", "payloads", "wire"],
  hub: ["auth", "payloads", "wire"],
};

/** The only sources that may name a `node:` module, or a package that exists only for Node. */
const nodeOnly = [
  /^packages\/auth\/src\/lib\/hmac-node\.ts$/,
  /^packages\/client\/src\/lib\/transport\/node\//,
  /^packages\/client\/src\/undici\.ts$/,
  /^packages\/hub\/src\/(node|testing|lib\/use-hub)\.ts$/,
  /^packages\/hub\/src\/lib\/node\//,
];
const nodePackages = ["libsql", "selfsigned", "undici"];

const isTest = (file) => /\.test\.ts$|\.test-d\.ts$|^packages\/[^/]+\/test\//.test(file);
const isNodeOnly = (file) => nodeOnly.some((pattern) => pattern.test(file));

/**
 * @param {{ file: string, specifier: string }[]} imports every import, `file` relative to the root with forward slashes
 * @param {Record<string, string[]>} doors the doors each package declares in `exports`: `{ auth: [".", "./verify"] }`
 * @returns {string[]} one line for each import that points the wrong way
 */
export function findForbiddenImports(imports, doors) {
  const problems = [];
  for (const { file, specifier } of imports) {
    const problem = explainForbidden(file, specifier, doors);
    if (problem) problems.push(`${file}: "${specifier}" ${problem}`);
  }
  return problems;
}

function explainForbidden(file, specifier, doors) {
  const owner = /^packages\/([^/]+)\//.exec(file)?.[1];

  const named = /^@nh\/([^/]+)(\/.*)?$/.exec(specifier);
  if (named) {
    const [, target, rest = ""] = named;
    if (!(target in doors)) return "names no package of this repository";
    if (!doors[target].includes(`.${rest}`))
      return `reaches past the doors of @nh/${target} (${doors[target].join(", ")})`;
    if (!owner) return undefined;
    if (isTest(file)) {
      return owner === "hub" && target === "client"
        ? "makes the hub's tests depend on the client they must judge"
        : undefined;
    }
    if (!allowedPackages[owner].includes(target))
      return `is not below @nh/${owner}: it may import ${allowedPackages[owner].map((name) => `@nh/${name}`).join(", ") || "no package"}`;
    if (target === "hub" && !isNodeOnly(file)) return "is for applications only";
    return undefined;
  }

  if (specifier.startsWith(".")) {
    const target = posix.normalize(posix.join(posix.dirname(file), specifier));
    const home = owner
      ? `packages/${owner}/`
      : `${file
          .split("/")
          .slice(0, file.startsWith("apps/") ? 2 : 1)
          .join("/")}/`;
    const isConfiguration = /^[^/]+\.(ts|mts)$/.test(target.replace(/\.js$/, ".ts"));
    if (!target.startsWith(home) && !isConfiguration) return "leaves its package; import the package by its name";
    const source = target.replace(/\.js$/, ".ts");
    if (owner && !isTest(file) && !isNodeOnly(file) && isNodeOnly(source))
      return "pulls Node-only code into a part that runs everywhere";
    return undefined;
  }

  if (!owner || isTest(file) || !/^packages\/[^/]+\/src\//.test(file)) return undefined;
  if (specifier.startsWith("node:") && !isNodeOnly(file)) return "is a Node module in a part that runs everywhere";
  if (nodePackages.some((name) => specifier === name || specifier.startsWith(`${name}/`)) && !isNodeOnly(file)) {
    return "is a Node-only dependency in a part that runs everywhere";
  }
  return undefined;
}
