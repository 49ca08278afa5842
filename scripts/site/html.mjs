// Reads the pages of the built site, as far as a check needs it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** @returns {Map<string, { text: string, ids: Set<string> }>} every page by its path */
export function readPages(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"));
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const ids = new Set(Array.from(text.matchAll(/\s(?:id|name)="([^"]+)"/g), ([, id]) => decode(id)));
      return [join(folder, file), { text, ids }];
    }),
  );
}

/**
 * @param {ReturnType<typeof readPages>} pages
 * @param {string} folder
 * @returns {string[]} one line for each link whose file or anchor does not exist
 */
export function findBrokenLinks(pages, folder) {
  const broken = new Set();
  for (const [page, { text }] of pages) {
    for (const [, target = ""] of text.matchAll(/\s(?:href|src|srcset)="([^"]*)"/g)) {
      if (/^(https?:|mailto:|data:)/.test(target)) continue;
      const [path = "", anchor = ""] = decode(target).split("#");
      const file = path === "" ? page : resolve(dirname(page), decodeURIComponent(path));
      const ids = pages.get(file)?.ids;
      const isBroken =
        !existsSync(file) || (anchor !== "" && ids !== undefined && !ids.has(decodeURIComponent(anchor)));
      if (isBroken) broken.add(`${relative(folder, page)}: the link to ${target} leads nowhere`);
    }
  }
  return [...broken];
}

/**
 * @param {ReturnType<typeof readPages>} pages
 * @param {string} folder
 * @returns {string[]} one line for each image, script, style or font that another host serves
 */
export function findForeignRequests(pages, folder) {
  const loads =
    /<(?:img|script|source|iframe)[^>]*\s(?:src|srcset)="((?:https?:)?\/\/[^"]*)"|<link[^>]*\shref="((?:https?:)?\/\/[^"]*)"/g;
  const found = new Set();
  for (const [page, { text }] of pages)
    for (const [, source, link] of text.matchAll(loads)) found.add(`${relative(folder, page)} loads ${source ?? link}`);
  const styles = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  for (const file of styles)
    for (const [, url] of readFileSync(join(folder, file), "utf8").matchAll(
      /(?:url\(|@import )["']?((?:https?:)?\/\/[^"')]*)/g,
    ))
      found.add(`${file} loads ${url}`);
  return [...found];
}

function decode(text) {
  return text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}
