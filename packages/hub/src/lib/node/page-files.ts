import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { OptionRule } from "../check-options.js";
import type { RequestAddress } from "../http/request-address.js";

/** One file of the page, as `@nh/page` lists it. */
export interface PageFile {
  /** Its name below `/_nh/`; the page itself is `index.html`. */
  readonly name: string;
  readonly contentType: string;
  /** Its location, a `file:` URL. */
  readonly url: URL;
}

export const pageRule: OptionRule = {
  accepts: (value) => Array.isArray(value) && value.every((file) => file?.url instanceof URL),
  form: "the `page` of @nh/page",
};

/**
 * The page runs its own script only, loads nothing from elsewhere and speaks to this hub alone.
 * Pictures are the exception: those of a notification are shown when somebody asks for them.
 */
const securityHeaders = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: http: https:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  // Asked for again each time, so that a newer version is seen at once; the ETag spares the
  // transfer.
  "Cache-Control": "no-cache",
  Vary: "Accept-Encoding",
};

const compress = promisify(gzip);

interface LoadedFile {
  readonly contentType: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly compressed: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** Serves the files of the page, read and compressed when they are first requested. */
export class PageFiles {
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #loaded = new Map<string, Promise<LoadedFile>>();

  constructor(files: readonly PageFile[]) {
    this.#files = new Map(files.map((file) => [`/_nh/${file.name === "index.html" ? "" : file.name}`, file]));
  }

  /** Whether a request may be for the page. */
  covers({ pathname }: RequestAddress): boolean {
    return pathname === "/" || pathname === "/_nh" || this.#files.has(pathname);
  }

  /** The response to a request for the page; undefined for any other. */
  async respond(request: Request, address: RequestAddress): Promise<Response | undefined> {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const { pathname, search } = address;
    if (pathname === "/_nh" || (pathname === "/" && prefersHtml(request))) {
      return new Response(null, { status: 302, headers: { Location: `/_nh/${search}`, "Cache-Control": "no-store" } });
    }
    const file = this.#files.get(pathname);
    if (file === undefined) return undefined;
    const loaded = await this.#load(file);
    if (loaded === undefined) return undefined;
    const { contentType, plain, compressed, etag } = loaded;
    const headers = new Headers({ ...securityHeaders, ETag: etag });
    if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
    headers.set("Content-Type", contentType);
    const gzipped = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
    if (gzipped) headers.set("Content-Encoding", "gzip");
    const body = gzipped ? compressed : plain;
    headers.set("Content-Length", String(body.length));
    return new Response(request.method === "HEAD" ? null : body, { headers });
  }

  /**
   * undefined for a file that is not there. One that is built only later is found the next time.
   */
  async #load(file: PageFile): Promise<LoadedFile | undefined> {
    const loaded = this.#loaded.get(file.name) ?? load(file);
    this.#loaded.set(file.name, loaded);
    try {
      return await loaded;
    } catch {
      this.#loaded.delete(file.name);
      return undefined;
    }
  }
}

async function load({ contentType, url }: PageFile): Promise<LoadedFile> {
  const plain = new Uint8Array(await readFile(url));
  const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
  return {
    contentType,
    plain,
    compressed: new Uint8Array(await compress(plain, { level: constants.Z_BEST_COMPRESSION })),
    etag,
  };
}

/** A browser that opens the bare address wants the page; a client of the service does not. */
function prefersHtml({ headers }: Request): boolean {
  return !headers.has("authorization") && /\btext\/html\b/.test(headers.get("accept") ?? "");
}
