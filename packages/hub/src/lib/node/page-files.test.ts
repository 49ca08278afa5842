import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PageFile } from "./page-files.js";
import { type StartedHub, startHub } from "./start-hub.js";

const html = `<!doctype html><title>page</title>${"<p>text</p>".repeat(100)}`;
const script = "console.log('page')";
let folder: string;
let hub: StartedHub;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nh-page-"));
  const file = (name: string, contentType: string, text: string): PageFile => {
    writeFileSync(join(folder, name), text);
    return { name, contentType, url: pathToFileURL(join(folder, name)) };
  };
  hub = await startHub({
    hubs: ["shop"],
    port: 0,
    httpsPort: 0,
    certificateDir: folder,
    page: [
      file("index.html", "text/html; charset=utf-8", html),
      file("page.js", "text/javascript; charset=utf-8", script),
      { name: "later.css", contentType: "text/css", url: pathToFileURL(join(folder, "later.css")) },
    ],
  });
});

afterAll(async () => {
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A request with exactly these headers, whose response is not decompressed. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${hub.url}${path}`, { method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.on("error", reject).end();
  });
}

const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

describe("a hub with a page", () => {
  it("serves its files under /_nh/, with their type and a policy that lets nothing else run", async () => {
    const page = await ask("/_nh/");
    expect([page.status, page.headers["content-type"], page.body.toString()]).toEqual([
      200,
      "text/html; charset=utf-8",
      html,
    ]);
    const policy = String(page.headers["content-security-policy"]);
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"]) {
      expect(policy.split("; ")).toContain(part);
    }
    expect(policy).not.toContain("unsafe");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
    const own = await ask("/_nh/page.js");
    expect([own.headers["content-type"], own.body.toString()]).toEqual(["text/javascript; charset=utf-8", script]);
  });

  it("compresses for whoever can read it", async () => {
    const { headers, body } = await ask("/_nh/", { "accept-encoding": "gzip, br" });
    expect([headers["content-encoding"], headers.vary]).toEqual(["gzip", "Accept-Encoding"]);
    expect(gunzipSync(body).toString()).toBe(html);
    expect(body.length).toBeLessThan(html.length / 2);
    expect(Number(headers["content-length"])).toBe(body.length);
  });

  it("sends a file again only when it has changed", async () => {
    const etag = String((await ask("/_nh/")).headers.etag);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const again = await ask("/_nh/", { "if-none-match": etag });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect((await ask("/_nh/", { "if-none-match": '"other"' })).status).toBe(200);
  });

  it("responds to HEAD without a body", async () => {
    const { status, headers, body } = await ask("/_nh/", {}, "HEAD");
    expect([status, headers["content-length"], body.length]).toEqual([200, String(html.length), 0]);
  });

  it("sends a browser from the bare address to the page, and keeps its query", async () => {
    const { status, headers } = await ask("/?a=1", browser);
    expect([status, headers.location]).toEqual([302, "/_nh/?a=1"]);
    expect((await ask("/_nh", browser)).headers.location).toBe("/_nh/");
  });

  it.each([[{}], [{ accept: "application/atom+xml" }], [{ ...browser, authorization: "SharedAccessSignature sr=x" }]])(
    "treats the bare address as the service does for %j",
    async (headers) => {
      expect((await ask("/", headers)).status).not.toBe(302);
      expect((await ask("/", headers)).headers["content-security-policy"]).toBeUndefined();
    },
  );

  it("finds a file that is built later, and never says where it is", async () => {
    const missing = await ask("/_nh/later.css");
    expect(missing.status).toBe(404);
    expect(missing.body.toString()).not.toContain(folder);
    writeFileSync(join(folder, "later.css"), "p{}");
    expect((await ask("/_nh/later.css")).body.toString()).toBe("p{}");
  });

  it("leaves the control API and everything else as they are", async () => {
    expect(JSON.parse((await ask("/_nh/health")).body.toString())).toEqual({ status: "ok" });
    expect((await ask("/_nh/nowhere")).status).toBe(404);
    expect((await ask("/_nh/page.js", {}, "POST")).status).toBe(404);
    expect((await ask("/shop/messages/?api-version=2020-06")).status).toBe(405);
  });

  it("says how programs reach it", async () => {
    const connection = JSON.parse((await ask("/_nh/connection")).body.toString());
    expect(connection).toEqual({
      hub: "shop",
      connectionString: hub.connectionString,
      tlsConnectionString: hub.tlsConnectionString,
      certificatePath: hub.certificatePath,
      pushKey: null,
    });
  });

  it("keeps the connection strings from the page of another origin", async () => {
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
      const { status, body } = await ask("/_nh/connection", headers as Record<string, string>);
      expect(status).toBe(403);
      expect(body.toString()).not.toContain("SharedAccessKey");
    }
    expect((await ask("/_nh/connection", { host: "rebound.example" })).status).toBe(403);
  });
});

describe("a hub without a page", () => {
  it("hands out no connection string", async () => {
    const plain = await startHub({ port: 0, httpsPort: false });
    try {
      const response = await fetch(`${plain.url}/_nh/connection`);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        error: "This hub hands out no connection strings, because it does not serve the page.",
      });
      expect((await fetch(`${plain.url}/_nh/`)).status).toBe(404);
    } finally {
      await plain.close();
    }
  });
});
