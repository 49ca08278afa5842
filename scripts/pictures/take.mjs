// The last part of `pnpm screenshots`: takes README as GitHub shows it, the first page of the site
// and the plots, in light and dark. Then it compresses every picture of docs/images. It needs the
// built site and Chromium.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { chromium } from "playwright-core";
import { root } from "../sources.mjs";
import { compress } from "./compress.mjs";
import { renderMarkdown } from "./markdown-page.mjs";

/** No host has this name, so a request that leaves the machine fails. */
const ORIGIN = "http://pictures.invalid";
const images = join(root, "docs/images");

/** Charts beside each other, in the order of docs/performance.md. */
function renderPlots() {
  const charts = [...readFileSync(join(root, "docs/performance.md"), "utf8").matchAll(/!\[.*?\]\((.*?)\)/g)];
  const pictures = charts.map(([, file]) => `<img src="/docs/${file}" alt="">`);
  return `<!doctype html><meta charset="utf-8"><style>
    :root { color-scheme: light dark }
    body { margin: 0; padding: 24px; columns: 2; column-gap: 24px; background: light-dark(#fff, #0d1117) }
    img { display: block; width: 100%; margin-bottom: 16px; break-inside: avoid }
  </style>${pictures.join("\n")}`;
}

const pages = [
  { name: "readme", width: 966, html: await renderMarkdown(readFileSync(join(root, "README.md"), "utf8")) },
  { name: "site", width: 1280, height: 860, path: "/site/index.html" },
  { name: "plots", width: 1280, html: renderPlots() },
];

const browser = await chromium.launch({
  executablePath: env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  for (const colorScheme of ["light", "dark"])
    for (const { name, width, height, html, path = "/" } of pages) {
      const page = await browser.newPage({ viewport: { width, height: height ?? 800 }, colorScheme });
      const missing = [];
      await page.route("**/*", async (route) => {
        const { origin, pathname } = new URL(route.request().url());
        const file = join(root, pathname);
        if (origin === ORIGIN && pathname === "/") await route.fulfill({ contentType: "text/html", body: html });
        else if (origin === ORIGIN && existsSync(file)) await route.fulfill({ path: file });
        else {
          missing.push(route.request().url());
          await route.abort();
        }
      });
      await page.goto(`${ORIGIN}${path}`, { waitUntil: "networkidle" });
      if (missing.length > 0)
        throw new Error(`The page of ${name} asks for what does not exist: ${missing.join(", ")}`);
      await page.screenshot({ path: join(images, `${name}-${colorScheme}.png`), fullPage: height === undefined });
      console.log(`docs/images/${name}-${colorScheme}.png`);
      await page.close();
    }
} finally {
  await browser.close();
}
for (const file of readdirSync(images)) if (file.endsWith(".png")) compress(join(images, file));
