// Writes a picture of each view to docs/images/, in light and dark. It needs the built packages and
// Chromium.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { everyone, NotificationHubClient } from "@nh/client";
import { startHub } from "@nh/hub/node";
import { page as files } from "@nh/page";
import { rawNotification, template, windowsToast } from "@nh/payloads";
import { chromium } from "playwright-core";

const folder = fileURLToPath(new URL("../../../docs/images/", import.meta.url));
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const views = [
  ["activity", "#/activity", []],
  ["arrived", "#/activity", ["#tab-arrived"]],
  ["devices", "#/devices", []],
  ["compose", "#/compose", []],
  ["learn", "#/learn", []],
];

const apple = {
  aps: {
    alert: {
      title: "Your table is ready",
      subtitle: "Trattoria Roma",
      body: "Table 12 by the window. We keep it for 15 minutes.",
    },
    badge: 3,
    "interruption-level": "time-sensitive",
  },
};
const android = {
  message: {
    notification: {
      title: "Your table is ready",
      body: "Table 12 by the window.",
      image: "https://example.com/table.jpg",
    },
  },
};
const toast = {
  texts: ["Your table is ready", "Table 12 by the window"],
  progress: [{ value: 0.6, status: "Cooking" }],
  actions: [
    { content: "Keep it", arguments: "keep" },
    { content: "Cancel", arguments: "cancel" },
  ],
};

/** What a shop does in a minute: sends that arrive, that arrive in part, and that reach nobody. */
async function fill(hub, page) {
  await page.goto(`${hub.url}/_nh/#/devices`);
  await page.getByRole("button", { name: "Add twelve sample devices" }).click();
  await page.locator(".device").nth(11).waitFor();
  const client = new NotificationHubClient(hub.connectionString, "shop", { userAgent: "shop-backend/2.1" });
  const send = (platform, value) => rawNotification({ platform, body: JSON.stringify(value) });
  await client.send(send("adm", { data: { orderId: "7", kind: "ready" } }), everyone());
  await client.send(
    send("browser", { title: "Your table is ready", body: "Table 12", icon: "https://example.com/i.png" }),
    everyone(),
  );
  await client.send(template({ greeting_en: "Hello", greeting_de: "Hallo" }), everyone());
  await client.send(send("apple", apple), "sports");
  await client.send(send("fcmv1", android), everyone());
  await client.send(windowsToast(toast), "sports");
  await client.send(send("apple", apple), "sprots && lang:en");
  await client.close();
}

mkdirSync(folder, { recursive: true });
const hub = await startHub({ hubs: ["shop"], port: 0, httpsPort: false, page: files });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, deviceScaleFactor: 1.5, colorScheme });
    if (colorScheme === "light") await fill(hub, page);
    for (const [name, fragment, clicks] of views) {
      await page.goto("about:blank");
      await page.goto(`${hub.url}/_nh/${fragment}`);
      await page.getByText("Live", { exact: true }).waitFor();
      // What arrived is shown of the send that reached every language.
      if (name === "arrived") await page.locator(".call", { hasText: "template" }).first().click();
      for (const selector of clicks) await page.locator(selector).click();
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` });
      console.log(`docs/images/${name}-${colorScheme}.png`);
    }
    await page.close();
  }
} finally {
  await browser.close();
  await hub.close();
}
