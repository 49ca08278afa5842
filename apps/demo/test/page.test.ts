import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startHub } from "@nh/hub/node";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sourceAlias } from "../../../vitest.base.js";
import { DemoHub } from "../server/demo-hub.js";
import { demoDevices, registerDevices } from "../server/devices.js";
import { readPageFiles } from "../server/page-files.js";
import { type PageServer, servePage } from "../server/page-server.js";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const installed = existsSync(executablePath);

/** Keeps Chromium from contacting its vendor's hosts. */
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

function testThePage(): void {
  const folder = mkdtempSync(join(tmpdir(), "nh-page-"));
  let started: Awaited<ReturnType<typeof startHub>>;
  let demo: DemoHub;
  let server: PageServer;
  let browser: Browser;
  beforeAll(async () => {
    await build({
      configFile: fileURLToPath(new URL("../vite.config.ts", import.meta.url)),
      root: fileURLToPath(new URL("../web", import.meta.url)),
      logLevel: "error",
      resolve: { alias: sourceAlias },
      build: { outDir: folder, emptyOutDir: true },
    });
    started = await startHub({ hubs: ["demo"], port: 0, httpsPort: false });
    demo = new DemoHub(started);
    const client = demo.connect();
    await registerDevices(client);
    await client.close();
    server = await servePage(demo, { files: readPageFiles(folder), port: 0 });
    browser = await chromium.launch({ executablePath, args: offline });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await started?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the page and records everything that it must not do. */
  async function open(viewport = { width: 1400, height: 900 }): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
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
      if (!request.url().startsWith(server.url)) complaints.push(`requested ${request.url()}`);
    });
    await page.goto(server.url);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.locator(".card").first().waitFor();
    return { page, complaints };
  }

  const card = (page: Page, name: string) => page.locator(".card", { has: page.getByRole("heading", { name }) });

  it("shows every device, and requests nothing from other servers", async () => {
    const { page, complaints } = await open();
    expect((await page.locator(".card h3").allTextContents()).sort()).toEqual(
      demoDevices.map(({ name }) => name).sort(),
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("sends with the keyboard only, and the notification appears on the devices", async () => {
    const { page, complaints } = await open();
    const payload = page.getByRole("textbox", { name: "Payload" });
    await payload.fill('{"aps":{"alert":{"title":"From the keyboard"}}}');
    await payload.press("Control+Enter");
    await page.getByText("Delivered to 2 devices.").waitFor();
    for (const name of ["Lena's iPhone", "Hugo's iPhone"]) {
      await card(page, name).getByText("From the keyboard").waitFor();
    }
    expect(await page.locator(".exchange").textContent()).toContain("apns-push-type: alert");
    expect(await page.locator(".exchange").textContent()).toContain("sig=***");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("shows what other programs send, live", async () => {
    const { page } = await open();
    const client = demo.connect();
    await client.send(
      { platform: "adm", contentType: "application/json", headers: {}, body: '{"data":{"title":"From outside"}}' },
      "headlines",
    );
    await client.close();
    await card(page, "Kindle Fire").getByText("From outside").waitFor();
    await page.context().close();
  });

  it("shows hostile text as text", async () => {
    const { page, complaints } = await open();
    const hostile = `<img src=x onerror=alert(1)><script>alert(2)</script>`;
    await page.getByRole("textbox", { name: "Payload" }).fill(JSON.stringify({ aps: { alert: hostile } }));
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await card(page, "Lena's iPhone").getByText(hostile).waitFor();
    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("says while you type what is wrong with a payload or a tag expression", async () => {
    const { page } = await open();
    await page.getByRole("textbox", { name: "Payload" }).fill('{"data":{"msg":"Hello!"}}');
    expect(await page.locator("#payload-check").textContent()).toContain("apple: aps");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText(/^Not sent: apple: aps/).waitFor();
    await page.getByRole("radio", { name: "Expression" }).check({ force: true });
    await page.getByRole("textbox", { name: "Tag expression" }).fill("sports &&");
    expect(await page.locator(".reach").textContent()).toMatch(/column 10/);
    await page.context().close();
  });

  it("addresses a tag when you click it, and outlines the devices that a send would reach", async () => {
    const { page } = await open();
    await page.locator("label.platform", { hasText: "Windows" }).click();
    await card(page, "Front desk").getByRole("button", { name: "sports" }).click();
    expect(await page.locator(".reach").textContent()).toBe("Reaches Front desk.");
    expect(await page.locator(".card-targeted h3").allTextContents()).toEqual(["Front desk"]);
    await page.context().close();
  });

  it("opens a notification in a dialog, closes it with Escape, and filters the devices", async () => {
    const { page } = await open();
    await page.locator(".bubble").first().click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.textContent()).toContain("Handle");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("searchbox", { name: "Filter devices" }).fill("finance");
    expect(await page.locator(".card h3").allTextContents()).toEqual(["Hugo's iPhone", "Warehouse", "Jin's phone"]);
    await page.context().close();
  });

  it.each([320, 800, 1180, 1600])("fits a window %i pixels wide without horizontal scrolling", async (width) => {
    const { page } = await open({ width, height: 800 });
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow).toBe(0);
    await page.context().close();
  });

  it("makes every button large enough for a finger on a phone, and shows the whole hint of the filter", async () => {
    const { page } = await open({ width: 390, height: 844 });
    const low = await page.evaluate(
      `[...document.querySelectorAll("button")].filter((button) => button.getBoundingClientRect().height < 24).map((button) => button.textContent)`,
    );
    expect(low).toEqual([]);
    const cut = await page.evaluate(`(() => {
      const field = document.querySelector("input[type=search]");
      field.value = field.placeholder;
      return field.scrollWidth > field.clientWidth;
    })()`);
    expect(cut).toBe(false);
    await page.context().close();
  });

  it("keeps the chosen theme", async () => {
    const { page } = await open();
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    await page.reload();
    await page.locator(".card").first().waitFor();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.context().close();
  });
}

if (installed) {
  describe("the page in a browser", testThePage);
} else {
  it(`skips the tests of the page in a browser, since ${executablePath} is not installed`, () => {
    expect(installed).toBe(false);
  });
}
