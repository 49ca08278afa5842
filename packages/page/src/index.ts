/** One built file of the page. */
export interface PageFile {
  /** Its name below `/_nh/`; the page itself is `index.html`. */
  readonly name: string;
  readonly contentType: string;
  /** Where it lies, a `file:` URL. */
  readonly url: URL;
}

// From src and from dist alike, the built files are in ../dist/files.
const file = (name: string, contentType: string): PageFile => ({
  name,
  contentType,
  url: new URL(`../dist/files/${name}`, import.meta.url),
});

/**
 * The files of the page, for `startHub({ page })` of `@nh/hub/node`.
 *
 * @example
 * import { startHub } from "@nh/hub/node";
 * import { page } from "@nh/page";
 *
 * const { url } = await startHub({ page });
 * console.log(`Open ${url}/`);
 */
export const page: readonly PageFile[] = [
  file("index.html", "text/html; charset=utf-8"),
  file("page.js", "text/javascript; charset=utf-8"),
  file("page.css", "text/css; charset=utf-8"),
  file("icon.svg", "image/svg+xml"),
  file("sw.js", "text/javascript; charset=utf-8"),
];
