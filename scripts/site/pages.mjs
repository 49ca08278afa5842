// What the site is made of, and how its parts are called.

/** The guides, in the order in which one reads them. Others follow by their names. */
const first = ["getting-started", "concepts", "azure-setup", "one-message", "audiences", "templates", "local-hub"];

/**
 * @param {string[]} files every Markdown file of the repository
 * @returns {string[]} those that are pages of the site, guides first
 */
export function documents(files) {
  const guides = files.filter((file) => /^docs\/[^/]+\.md$/.test(file));
  const order = (file) => (first.includes(file.slice(5, -3)) ? first.indexOf(file.slice(5, -3)) : first.length);
  return [
    ...guides.sort((left, right) => order(left) - order(right) || (left < right ? -1 : 1)),
    ...files.filter((file) => /^(packages|apps)\/[^/]+\/README\.md$/.test(file)),
    ...files.filter((file) => /^(examples|bench|decisions)\/[^/]+\.md$/.test(file)),
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

/** The parts of the navigation, in this order. */
export const groups = ["Guides", "Packages", "API", "Decisions", "Project"];

/** The part of the navigation that a page belongs to. */
export function groupOf(file) {
  if (file.startsWith("docs/") || file.startsWith("examples/")) return "Guides";
  if (file.startsWith("packages/") || file.startsWith("apps/")) return "Packages";
  return file.startsWith("decisions/") ? "Decisions" : "Project";
}
