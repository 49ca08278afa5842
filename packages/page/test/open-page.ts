import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { NotificationHubClient } from "@nh/client";
import { type PageFile, type StartedHub, type StartHubOptions, startHub } from "@nh/hub/node";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { page as listed } from "../src/index.js";
import { sampleDevices } from "../src/web/devices/sample-devices.js";

export const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
export const installed = existsSync(executablePath);

/** Chromium looks up its maker's hosts unless told not to. */
const offline = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

/** How long a test waits for what should come at once, on a machine that may be busy. */
const PATIENCE_MS = 15_000;

/** The page, built from its sources, and a browser to open it in. */
export class PageStage {
  readonly #folder = mkdtempSync(join(tmpdir(), "nh-page-"));
  #browser: Browser | undefined;
  files: readonly PageFile[] = [];

  async open(): Promise<void> {
    // Vite builds for development where a test runner has said that it tests.
    const mode = process.env.NODE_ENV;
    process.env.NODE_ENV = "production";
    await build({
      configFile: fileURLToPath(new URL("../vite.config.ts", import.meta.url)),
      root: fileURLToPath(new URL("../src/web", import.meta.url)),
      logLevel: "error",
      build: { outDir: this.#folder, emptyOutDir: true },
    }).finally(() => {
      process.env.NODE_ENV = mode;
    });
    this.files = listed.map(({ name, contentType }) => ({
      name,
      contentType,
      url: pathToFileURL(join(this.#folder, name)),
    }));
    if (installed) this.#browser = await chromium.launch({ executablePath, args: offline });
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A hub with this page; without `empty` it has the twelve sample devices. */
  async start({ empty = false, ...options }: StartHubOptions & { readonly empty?: boolean } = {}): Promise<StartedHub> {
    const hub = await startHub({ hubs: ["shop"], port: 0, httpsPort: false, page: this.files, ...options });
    if (!empty) await addSamples(hub);
    return hub;
  }

  /** Opens a view and gathers everything that the page should not do. */
  async visit(hub: StartedHub, fragment = "#/activity", more: BrowserContextOptions = {}): Promise<Visit> {
    if (this.#browser === undefined) throw new TypeError("There is no browser.");
    const context = await this.#browser.newContext({ viewport: { width: 1366, height: 768 }, ...more });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(hub.url)) complaints.push(`requested ${request.url()}`);
    });
    await page.goto(`${hub.url}/_nh/${fragment}`);
    await page.getByText("Live", { exact: true }).waitFor();
    return { page, complaints, close: () => context.close() };
  }
}

export interface Visit {
  readonly page: Page;
  readonly complaints: string[];
  close(): Promise<void>;
}

/** A client of another program. */
export function program(hub: StartedHub, connectionString = hub.connectionString): NotificationHubClient {
  return new NotificationHubClient(connectionString, "shop", { userAgent: "shop-backend/2.1", retry: false });
}

export async function addSamples(hub: StartedHub): Promise<void> {
  const client = program(hub);
  for (const installation of sampleDevices()) await client.installations.put(installation);
  await client.close();
}
