import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build, minifySync } from "vite";
import { describe, expect, it } from "vitest";

/*
 * What an application pays for the client: bundled from the sources for browsers by Vite, minified
 * and compressed. The budgets guard against growth. What @azure/notification-hubs takes at once is
 * 19.4 KB for a send by functions, and 24.5 KB for its class.
 */
const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const alias = {
  "@nh/auth": source("auth/src/index.ts"),
  "@nh/payloads/xml": source("payloads/src/xml.ts"),
  "@nh/payloads": source("payloads/src/index.ts"),
  "@nh/wire": source("wire/src/index.ts"),
  "@nh/client/operations": source("client/src/operations.ts"),
  "@nh/client": source("client/src/index.ts"),
  "#hmac": source("auth/src/lib/hmac.ts"),
  "#default-fetch": source("client/src/lib/transport/global-fetch.ts"),
  saxes: source("payloads/node_modules/saxes"),
};

/** What a program that only sends loads at once. */
const SEND_BUDGET_BYTES = 14 * 1024;
/** What the class loads at once. */
const CLIENT_BUDGET_BYTES = 20 * 1024;

interface Chunk {
  readonly fileName: string;
  readonly isEntry: boolean;
  /** The chunks that it needs before it runs. */
  readonly imports: readonly string[];
  readonly code: string;
}

async function bundle(contents: string, format: "es" | "iife"): Promise<Chunk[]> {
  const entry = "\0entry.js";
  const result = await build({
    configFile: false,
    logLevel: "silent",
    resolve: { alias },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (/\/entry$/.test(id) ? entry : undefined),
        load: (id) => (id === entry ? contents : undefined),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      // As a library, so that what Vite adds to a page of its own is not counted.
      lib: { entry: "entry", formats: [format], name: "bundle" },
      rolldownOptions: { output: { codeSplitting: format === "es" } },
      minify: false,
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((one) => ("output" in one ? one.output : [])).filter((one) => one.type === "chunk");
  return chunks.map(({ fileName, isEntry, imports, code }) => ({
    fileName,
    isEntry,
    imports,
    code: minifySync(fileName, code, { module: format === "es" }).code,
  }));
}

/** Bytes of what is loaded at once, compressed. */
async function bytesAtOnce(contents: string): Promise<number> {
  const chunks = await bundle(contents, "es");
  const reached = new Set<Chunk>();
  const open = chunks.filter(({ isEntry }) => isEntry);
  for (let chunk = open.pop(); chunk !== undefined; chunk = open.pop()) {
    if (reached.has(chunk)) continue;
    reached.add(chunk);
    const { imports } = chunk;
    open.push(...chunks.filter(({ fileName }) => imports.includes(fileName)));
  }
  return [...reached].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
}

describe("bundled for a browser", () => {
  it("the send path through the free functions stays within its budget", async () => {
    const bytes = await bytesAtOnce('export { createContext, send } from "@nh/client/operations";');
    expect(bytes).toBeGreaterThan(4 * 1024);
    expect(bytes).toBeLessThanOrEqual(SEND_BUDGET_BYTES);
  });

  it("the class stays within its budget, alone and with what is mostly named beside it", async () => {
    const alone = await bytesAtOnce('export { NotificationHubClient } from "@nh/client";');
    expect(alone).toBeGreaterThan(3 * 1024);
    expect(alone).toBeLessThanOrEqual(CLIENT_BUDGET_BYTES);
    const usual = 'export { anyOf, everyone, isHubResponseError, NotificationHubClient } from "@nh/client";';
    expect(await bytesAtOnce(usual)).toBeLessThanOrEqual(CLIENT_BUDGET_BYTES);
  });

  it("needs nothing but Web APIs", async () => {
    const [{ code = "" } = {}] = await bundle('export { NotificationHubClient } from "@nh/client";', "iife");
    expect(code).not.toMatch(/["']node:/);
    // All that this place knows besides the language itself.
    const { AbortController, btoa, console, crypto, performance, TextDecoder, TextEncoder, URL } = globalThis;
    const { clearTimeout, setTimeout } = globalThis;
    const web = {
      AbortController,
      btoa,
      clearTimeout,
      console,
      crypto,
      performance,
      setTimeout,
      TextDecoder,
      TextEncoder,
      URL,
    };
    const connection =
      "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
    const notification = { platform: "apple", contentType: "application/json", headers: {}, body: "{}" };
    const fetch = async () => ({ status: 201, headers: { get: () => null }, text: async () => "" });
    const run = `(async () => {
      const client = new bundle.NotificationHubClient(connection, "hub", { fetch });
      return (await client.send(notification, "a || b")).state;
    })()`;
    const state: unknown = await runInNewContext(`${code};${run}`, { ...web, connection, fetch, notification });
    expect(state).toBe("enqueued");
  });
});
