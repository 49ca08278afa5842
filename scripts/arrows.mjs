// Which package may import which (decisions/002-arrows.md), and within a package which room may
// import which (decisions/009-a-folder-per-subject.md). Apart from the command, so that it can be
// tested.
import { posix } from "node:path";

/**
 * What a package under packages/ may import. Applications, benchmarks and examples may import any.
 */
export const allowedPackages = {
  auth: [],
  payloads: [],
  platforms: ["payloads"],
  wire: ["payloads"],
  client: ["auth", "payloads", "wire"],
  hub: ["auth", "payloads", "wire"],
  page: ["auth", "payloads", "wire", "client"],
};

/**
 * The rooms of each package, highest first. A room imports only from rooms below it. Rooms in one
 * inner list do not import each other. Every room may import the files next to the rooms, and these
 * may import every room.
 */
export const rooms = {
  "packages/payloads/src/lib": [
    "keys",
    "content",
    ["describe", "gcm", "template"],
    "fcm-v1",
    ["apple", "windows", "windows-phone", "adm", "baidu", "xiaomi", "browser"],
    "json",
    "xml",
  ],
  "packages/client/src/lib": [
    ["bulk", "groups", "handles", "management", "migration", "opentelemetry"],
    "operations",
    "blobs",
    "audience",
    "transport",
  ],
  "packages/platforms/src/lib": [
    ["apns", "fcm-v1", "web-push", "adm", "xiaomi"],
    "wns",
    "oauth",
    "push",
    "http",
    "jwt",
  ],
  "packages/wire/src/lib": [
    ["hub-description", "registration", "installation", "batch", "job", "outcome"],
    "tag-expression",
    "atom",
    "xml",
  ],
  "packages/hub/src/lib": [
    "node",
    "control",
    "rest",
    "routes",
    "inspect",
    "snapshot",
    "deliver",
    "writes",
    "sends",
    "state",
    "pushes",
    "devices",
    "http",
    "faults",
    "store",
  ],
  "apps/cli/src": ["commands", "node", "bulk", "compose", "hub", "lint", "program", "input", "output"],
  "apps/demo": ["story", "server"],
};

/** The only sources that may import a `node:` module, or a package that exists only for Node. */
const nodeOnly = [
  /^packages\/auth\/src\/lib\/hmac-node\.ts$/,
  /^packages\/client\/src\/lib\/transport\/node\//,
  /^packages\/client\/src\/lib\/bulk\/journal\/node\//,
  /^packages\/client\/src\/(undici|transport)\.ts$/,
  /^packages\/hub\/src\/(node|testing|lib\/use-hub)\.ts$/,
  /^packages\/hub\/src\/lib\/node\//,
  /^packages\/platforms\/src\//,
];
/** The doubles of push services, which the tests of every package may use. */
const sharedDoubles = "packages/platforms/test/doubles/";
const nodePackages = ["libsql", "selfsigned", "undici"];

const isTest = (file) => /\.test\.ts$|\.test-d\.ts$|^packages\/[^/]+\/test\//.test(file);
const isNodeOnly = (file) => nodeOnly.some((pattern) => pattern.test(file));

/**
 * @param {{ file: string, specifier: string }[]} imports `file` is relative to the root, with
 *   forward slashes
 * @param {Record<string, string[]>} entryPoints what the `exports` of each package declare, such as
 *   `{ auth: [".", "./verify"] }`
 * @returns {string[]} one line for each import that points the wrong way
 */
export function findForbiddenImports(imports, entryPoints) {
  const problems = [];
  for (const { file, specifier } of imports) {
    const problem = explainForbidden(file, specifier, entryPoints) ?? explainRoom(file, specifier);
    if (problem) problems.push(`${file}: "${specifier}" ${problem}`);
  }
  return problems;
}

function explainForbidden(file, specifier, entryPoints) {
  const owner = /^packages\/([^/]+)\//.exec(file)?.[1];

  const named = /^@nh\/([^/]+)(\/.*)?$/.exec(specifier);
  if (named) {
    const [, target, rest = ""] = named;
    if (!(target in entryPoints)) return "is not a package of this repository";
    if (!entryPoints[target].includes(`.${rest}`))
      return `bypasses the entry points of @nh/${target} (${entryPoints[target].join(", ")})`;
    if (!owner) return undefined;
    if (isTest(file)) {
      return owner === "hub" && target === "client"
        ? "makes the hub's tests depend on the client that the hub is there to judge"
        : undefined;
    }
    if (!allowedPackages[owner].includes(target))
      return `is not below @nh/${owner}, which may import ${allowedPackages[owner].map((name) => `@nh/${name}`).join(", ") || "no package"}`;
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
    const isDouble = isTest(file) && target.startsWith(sharedDoubles);
    if (!target.startsWith(home) && !isConfiguration && !isDouble)
      return "leaves its package: import the other package by its name";
    const source = target.replace(/\.js$/, ".ts");
    if (owner && !isTest(file) && !isNodeOnly(file) && isNodeOnly(source))
      return "brings Node-only code into a file that must run everywhere";
    return undefined;
  }

  if (!owner || isTest(file) || !/^packages\/[^/]+\/src\//.test(file)) return undefined;
  if (specifier.startsWith("node:") && !isNodeOnly(file)) return "is a Node module in a file that must run everywhere";
  if (nodePackages.some((name) => specifier === name || specifier.startsWith(`${name}/`)) && !isNodeOnly(file)) {
    return "is a Node-only dependency in a file that must run everywhere";
  }
  return undefined;
}

/**
 * Says why an import between two rooms of one package is refused. Tests may import from any room.
 */
function explainRoom(file, specifier) {
  if (!specifier.startsWith(".") || isTest(file)) return undefined;
  const home = Object.keys(rooms).find((folder) => file.startsWith(`${folder}/`));
  if (home === undefined) return undefined;
  const order = rooms[home];
  const roomOf = (path) => /^([^/]+)\//.exec(path.slice(home.length + 1))?.[1];
  const levelOf = (room) => order.findIndex((level) => [level].flat().includes(room));
  const source = roomOf(file);
  const target = roomOf(posix.join(posix.dirname(file), specifier));
  if (source === undefined || target === undefined || source === target) return undefined;
  const unknown = [source, target].find((room) => levelOf(room) < 0);
  if (unknown !== undefined)
    return `involves the room ${unknown}/, which is missing from the order in scripts/arrows.mjs`;
  if (levelOf(source) < levelOf(target)) return undefined;
  const below = order.slice(levelOf(source) + 1).flat();
  return `is not below the room ${source}/, which may import from ${below.map((room) => `${room}/`).join(", ") || "no room"}`;
}
