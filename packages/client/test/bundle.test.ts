import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { type BuildOptions, type BuildResult, build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What an application pays for the client: bundled from the sources for browsers, minified and compressed. The budgets guard against growth. */
const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const alias = {
  "@nh/auth": source("auth/src/index.ts"),
  "@nh/payloads": source("payloads/src/index.ts"),
  "@nh/payloads/xml": source("payloads/src/xml.ts"),
  "@nh/wire": source("wire/src/index.ts"),
  "@nh/client": source("client/src/index.ts"),
  "@nh/client/operations": source("client/src/operations.ts"),
  "#hmac": source("auth/src/lib/hmac.ts"),
  "#default-fetch": source("client/src/lib/transport/global-fetch.ts"),
  saxes: source("payloads/node_modules/saxes"),
};

/** What a program that only sends loads at once. */
const SEND_BUDGET_BYTES = 14 * 1024;
/** What the class loads at once. */
const CLIENT_BUDGET_BYTES = 20 * 1024;
/** The class with what most programs name beside it. */
const USUAL_BUDGET_BYTES = 21 * 1024;
/** Everything in one file, XML included: a guard against growth. The aim is 20 KB; the XML parser and the send path alone are 16. */
const ONE_FILE_BUDGET_BYTES = 45 * 1024;

interface Bundle {
  /** Bytes of what is loaded at once, compressed; of everything, where chunks are not split. */
  readonly initial: number;
  readonly text: string;
}

async function bundle(contents: string, options: BuildOptions = {}): Promise<Bundle> {
  const result: BuildResult<{ write: false; metafile: true }> = await build({
    stdin: { contents, resolveDir: source("client") },
    alias,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    outdir: "/out",
    write: false,
    metafile: true,
    logLevel: "silent",
    globalName: "bundle",
    ...options,
  });
  const sizes = new Map(
    result.outputFiles.map((file) => [basename(file.path), gzipSync(file.contents, { level: 9 }).length]),
  );
  const total = (paths: Iterable<string>): number =>
    [...paths].reduce((sum, path) => sum + (sizes.get(basename(path)) ?? 0), 0);
  const { outputs } = result.metafile;
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === "<stdin>") ?? "";
  return {
    initial: total(staticallyReached(outputs, entry)),
    text: result.outputFiles.map((file) => file.text).join("\n"),
  };
}

function staticallyReached(outputs: NonNullable<BuildResult["metafile"]>["outputs"], entry: string): Set<string> {
  const reached = new Set<string>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { kind, path: next } of outputs[path]?.imports ?? []) if (kind === "import-statement") open.push(next);
  }
  return reached;
}

describe("bundled for a browser", () => {
  it("the send path through the free functions stays within its budget", async () => {
    const entry =
      'import { createContext, send } from "@nh/client/operations"; globalThis.sendOnce = [createContext, send];';
    const { initial } = await bundle(entry);
    expect(initial).toBeGreaterThan(4 * 1024);
    expect(initial).toBeLessThanOrEqual(SEND_BUDGET_BYTES);
  });

  it("the class stays within its budget, alone and with what is mostly named beside it", async () => {
    const alone = await bundle('export { NotificationHubClient } from "@nh/client";');
    expect(alone.initial).toBeGreaterThan(8 * 1024);
    expect(alone.initial).toBeLessThanOrEqual(CLIENT_BUDGET_BYTES);
    const usual = await bundle('export { anyOf, isHubResponseError, NotificationHubClient } from "@nh/client";');
    expect(usual.initial).toBeLessThanOrEqual(USUAL_BUDGET_BYTES);
  });

  it("everything in one file stays within its budget, XML included", async () => {
    const { initial } = await bundle('export { NotificationHubClient } from "@nh/client";', { splitting: false });
    expect(initial).toBeGreaterThan(20 * 1024);
    expect(initial).toBeLessThanOrEqual(ONE_FILE_BUDGET_BYTES);
  });

  it("needs nothing but Web APIs", async () => {
    const { text } = await bundle('export { NotificationHubClient } from "@nh/client";', {
      format: "iife",
      splitting: false,
    });
    expect(text).not.toMatch(/["']node:/);
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
      const hub = new bundle.NotificationHubClient(connection, "hub", { fetch });
      return (await hub.send(notification, "a || b")).state;
    })()`;
    const state: unknown = await runInNewContext(`${text};${run}`, { ...web, connection, fetch, notification });
    expect(state).toBe("enqueued");
  });
});
