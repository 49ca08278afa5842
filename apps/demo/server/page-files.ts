import { readdirSync, readFileSync } from "node:fs";
import { extname, join, posix, sep } from "node:path";

/** One file of the built page. */
export interface PageFile {
  readonly contentType: string;
  readonly body: Buffer;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * Reads every file of the built page, by its path in the URL. Since all are read at the start, the
 * path of a request never reaches the file system.
 *
 * @throws {Error} when the page has not been built.
 */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const contentType = contentTypes[extname(name)];
    if (contentType === undefined) continue;
    files.set(posix.join("/", ...name.split(sep)), { contentType, body: readFileSync(join(folder, name)) });
  }
  const index = files.get("/index.html");
  if (index === undefined) throw new Error(`${folder} has no index.html. Build the page first.`);
  files.set("/", index);
  return files;
}
