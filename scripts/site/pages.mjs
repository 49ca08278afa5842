// What the site is made of, and how its parts are called.

/**
 * The guides as the table of README arranges them, which is also the order of the navigation.
 *
 * @param {string} readme the text of README.md
 * @returns {Map<string, string[]>} the files of each heading, such as `Send`
 */
export function readGuides(readme) {
  const [, table = ""] = /^\| you want to \| read \|\n.*\n((?:\|.*\n)+)/m.exec(readme) ?? [];
  return new Map(
    table.split("\n").flatMap((row) => {
      const [, wish = "", links = ""] = /^\| (.+?) \| (.+) \|$/.exec(row) ?? [];
      const files = Array.from(links.matchAll(/\]\(([^)#]+)/g), ([, file]) => file);
      return wish === "" ? [] : [[wish[0].toUpperCase() + wish.slice(1), files]];
    }),
  );
}

/**
 * @param {string[]} files every Markdown file of the repository
 * @param {Map<string, string[]>} guides
 * @returns {string[]} those that are pages of the site, guides first
 * @throws {Error} when README names no way to a guide
 */
export function documents(files, guides) {
  const listed = [...guides.values()].flat();
  const lost = files.filter((file) => /^docs\/[^/]+\.md$/.test(file) && !listed.includes(file));
  if (lost.length > 0) throw new Error(`The table of guides in README.md does not list ${lost.join(", ")}.`);
  return [
    ...listed,
    ...files.filter((file) => /^(packages|apps)\/[^/]+\/README\.md$/.test(file)),
    ...files.filter((file) => /^(bench|decisions)\/[^/]+\.md$/.test(file)),
    ...files.filter((file) => /^(SECURITY|CONTRIBUTING|CODE_OF_CONDUCT)\.md$/.test(file)),
  ];
}

/** `client/src/operations` is called `@nh/client/operations`. */
export function moduleName(name) {
  const [, owner, entryPoint] = /^(?:packages\/)?([a-z]+)\/src(?:\/([a-z]+))?$/.exec(name) ?? [];
  if (owner === undefined) return undefined;
  return entryPoint === undefined || entryPoint === "index" ? `@nh/${owner}` : `@nh/${owner}/${entryPoint}`;
}

/**
 * @param {{ kind: string, text: string }[]} content what TypeDoc read of a page
 * @returns {string | undefined} the heading that names the page
 */
export function titleOf(content) {
  const [line = ""] = content
    .map(({ text }) => text)
    .join("")
    .split("\n");
  return line.startsWith("# ") ? line.slice(2).replaceAll("`", "") : undefined;
}

/** The address of a page: `docs/failures`, `packages/client`. It stays when the heading changes. */
export function addressOf(file) {
  return file.replace(/(\/README)?\.md$/, "");
}

/** The parts of the navigation after those of the guides, in this order. */
export const references = ["Packages", "API", "Decisions", "Project"];

/** The part of the navigation that a page belongs to. */
export function groupOf(file, guides) {
  for (const [heading, files] of guides) if (files.includes(file)) return heading;
  if (file.startsWith("packages/") || file.startsWith("apps/")) return "Packages";
  return file.startsWith("decisions/") ? "Decisions" : "Project";
}
