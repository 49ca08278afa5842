import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { everyone } from "@nh/client";
import type { StartedHub } from "@nh/hub/node";
import { apple, rawNotification, template } from "@nh/payloads";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { executablePath, installed, PageStage, program } from "./open-page.js";

const stage = new PageStage();
beforeAll(() => stage.open());
afterAll(() => stage.close());

it("weighs at most 100 KB, compressed as the hub sends it", () => {
  const bytes = stage.files
    .map(({ url }) => gzipSync(readFileSync(url), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThanOrEqual(100 * 1_024);
});

const verdict = (page: Page) => page.locator("#verdict");
const tone = async (page: Page) =>
  /verdict-(\w+)/.exec((await page.locator(".verdict").getAttribute("class")) ?? "")?.[1];
const row = (page: Page, text: string) => page.locator(".call", { hasText: text }).first();
const card = (page: Page, name: string) => page.locator(".device", { has: page.getByRole("heading", { name }) });

function testThePage(): void {
  let hub: StartedHub;
  let strikes = 1;
  beforeAll(async () => {
    hub = await stage.start({ httpsPort: 0, random: () => (strikes > 0 ? Math.random() * strikes : 0) });
  });
  afterAll(() => hub?.close());
  beforeEach(() => {
    strikes = 1;
  });
  afterEach(() => hub.hub.faults.clear());

  describe("every fault scenario in words and colors", () => {
    it.each([
      ["throttled", "bad", "Throttled with 429: try again after 1 s."],
      ["throttled-old", "bad", "Refused with 403"],
      ["outage", "bad", "Refused with 503"],
      ["flaky", "bad", "Refused with 500"],
      ["slow", "good", "Reached 2 devices."],
      ["expired-token", "bad", "Refused with 401: The token has expired."],
      ["lost-answer", "warn", "The push went out, and the connection broke before the response: 2 devices got it."],
      ["reset-once", "bad", "The connection broke before the request was carried out."],
      ["quota", "bad", "Refused with 403: The quota of the namespace is exceeded for this month"],
      ["platform-outage", "bad", "Accepted by the hub, refused by every push platform: the platform is unavailable."],
    ])("%s is %s", async (scenario, color, sentence) => {
      if (scenario === "flaky") strikes = 0;
      const { page, close } = await stage.visit(hub);
      hub.hub.faults.scenario(scenario);
      await page.getByRole("button", { name: /^Fault on/ }).waitFor();
      const client = program(hub);
      await client.send(apple({ alert: `Under ${scenario}` }), `!off-${scenario}`).catch(() => {});
      await client.close();
      const own = row(page, `apple → !off-${scenario}`).and(page.locator("[data-call]"));
      await own.click();
      await verdict(page).filter({ hasText: sentence }).waitFor();
      expect(await tone(page)).toBe(color);
      expect(await own.locator(".status").getAttribute("class")).toBe(`status status-${color}`);
      await close();
    });

    it("expired-handles draws no bubble, and greys the device", async () => {
      const other = await stage.start();
      const { page, close } = await stage.visit(other, "#/devices");
      other.hub.faults.scenario("expired-handles");
      const client = program(other);
      await client.send(apple({ alert: "Never seen" }), "finance");
      await client.close();
      const hugo = card(page, "Hugo's iPhone");
      await hugo.getByText("Never arrived: the handle has expired").waitFor();
      expect(await hugo.locator(".frame-ios").count()).toBe(0);
      await page.locator(".device-expired", { hasText: "Hugo's iPhone" }).waitFor();
      await expect.poll(() => hugo.getByText("expired", { exact: true }).count()).toBe(1);
      await close();
      await other.close();
    });
  });

  it("shows what any program does in every tab, without a reload", async () => {
    const one = await stage.visit(hub);
    const two = await stage.visit(hub, "#/devices");
    const client = program(hub);
    await client.send(
      rawNotification({ platform: "adm", body: '{"notification":{"title":"From outside"}}' }),
      "headlines",
    );
    await client.close();
    await row(one.page, "adm → headlines").getByText("shop-backend/2.1").waitFor();
    await card(two.page, "Kindle Fire").getByText("From outside").waitFor();
    const { page } = one;
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByText(/^shop-backend\/2\.1 connected at \d\d:\d\d$/).waitFor();
    expect([one.complaints, two.complaints]).toEqual([[], []]);
    await one.close();
    await two.close();
  });

  it("shows an official SDK that speaks TLS", async () => {
    const { page, close } = await stage.visit(hub);
    const script = `const { NotificationHubsClient, createAppleNotification } = await import("@azure/notification-hubs");
      const client = new NotificationHubsClient(process.env.NH_CONNECTION_STRING, "shop");
      await client.sendBroadcastNotification(createAppleNotification({ body: '{"aps":{"alert":"From Azure"}}', headers: {} }));`;
    await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      cwd: fileURLToPath(new URL("../../hub", import.meta.url)),
      env: { ...process.env, NH_CONNECTION_STRING: hub.tlsConnectionString, NODE_EXTRA_CA_CERTS: hub.certificatePath },
    });
    await row(page, "Azure JS").waitFor();
    await close();
  });

  describe("a verdict", () => {
    it("names the tag that was meant, and sends to it on a click", async () => {
      const { page, close, complaints } = await stage.visit(hub);
      const client = program(hub);
      await client.send(apple({ alert: "Kick-off" }), "sprots && lang:en");
      await client.close();
      await row(page, "sprots && lang:en").click();
      await verdict(page).filter({ hasText: "no device has the tag sprots. Did you mean sports?" }).waitFor();
      expect(await tone(page)).toBe("warn");
      await page.locator(".who .step-fail", { hasText: "sprots is missing" }).first().waitFor();
      await page.getByRole("button", { name: "Edit and resend with sports" }).click();
      await page.getByRole("textbox", { name: "Tag expression" }).waitFor();
      await expect
        .poll(() => page.getByRole("textbox", { name: "Tag expression" }).inputValue())
        .toBe("sports && lang:en");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await row(page, "apple → sports && lang:en").getByText("1 / 1").waitFor();
      expect(complaints).toEqual([]);
      await close();
    });

    it("says that a device shows nothing, and which property the send lacks", async () => {
      const { page, close } = await stage.visit(hub);
      const client = program(hub);
      await client.send(template({ greeting_en: "Hello", greeting_de: "Hallo" }), "lang:fr");
      await client.close();
      await row(page, "template → lang:fr").click();
      await verdict(page).filter({ hasText: "Accepted, and 2 of 2 devices show nothing." }).waitFor();
      await page.getByText("greeting_fr is used by a template and was not sent.").waitFor();
      expect(await tone(page)).toBe("warn");
      await page.locator(".who").getByText("greeting_fr not sent").first().waitFor();
      await page.getByRole("tab", { name: "What arrived (2)" }).click();
      await expect
        .poll(() => page.locator(".picture-grid").getByText("Shows nothing", { exact: true }).count())
        .toBe(2);
      await close();
    });

    it("counts very many receivers as they are, though it lists the first", async () => {
      const other = await stage.start({ empty: true });
      const records = Array.from({ length: 600 }, (_, index) => {
        const pushChannel = index.toString(16).toUpperCase().padStart(64, "0");
        const document = { installationId: `i${index}`, platform: "apns", pushChannel };
        return { hub: "shop", kind: "installation", id: `i${index}`, value: { document, etag: 1 } };
      });
      await other.hub.snapshot.import(JSON.stringify({ format: "nh-hub-snapshot", version: 1, records }));
      const client = program(other);
      await client.send(apple({ alert: "x" }), "nobody-has-it");
      await client.close();
      const { page, close } = await stage.visit(other);
      await page.getByText("500 of 600 registrations of Apple").waitFor();
      await close();
      await other.close();
    });

    it("counts the registrations that it lists, also when one was removed after the send", async () => {
      const other = await stage.start({ empty: true });
      const client = program(other);
      for (const installationId of ["i1", "i2", "i3"]) {
        await client.installations.put({
          installationId,
          platform: "apns",
          pushChannel: `AA${installationId.at(-1)}0`,
        });
      }
      await client.send(apple({ alert: "x" }), "nobody-has-it");
      await client.installations.delete("i3");
      await client.close();
      const { page, close } = await stage.visit(other);
      await row(page, "apple → nobody-has-it").click();
      await page.getByText("2 registrations of Apple", { exact: true }).waitFor();
      await close();
      await other.close();
    });

    it("says which part of a token is wrong, and which right is missing", async () => {
      const { page, close } = await stage.visit(hub);
      const wrong = program(hub, hub.connectionString.replace(/SharedAccessKey=[^;]+/, "SharedAccessKey=d3Jvbmc="));
      await wrong.send(apple({ alert: "x" }), "wrong-key").catch(() => {});
      await wrong.close();
      await row(page, "apple → wrong-key").click();
      await verdict(page).filter({ hasText: "Refused with 401: The token's signature does not match." }).waitFor();
      await page.getByRole("tab", { name: "Who and why" }).click();
      await page.getByText("The hub has not explained it.").waitFor();
      await close();
    });

    it("is never good for a rendered template over its platform's limit", async () => {
      const { page, close } = await stage.visit(hub);
      const client = program(hub);
      await client.send(template({ greeting_en: "x".repeat(5_000) }), "$UserId:{lena} && headlines");
      await client.close();
      await row(page, "template → $UserId:{lena} && headlines").click();
      await verdict(page).filter({ hasText: "the payload is too large for the platform" }).waitFor();
      expect(await tone(page)).toBe("bad");
      await close();
    });
  });

  it("folds the retries of a call into one row with its attempts", async () => {
    const { page, close } = await stage.visit(hub);
    hub.hub.faults.add({ answer: { status: 429, retryAfterSeconds: 0 }, count: 2 });
    const signed = program(hub);
    for (let attempt = 0; attempt < 3; attempt++)
      await signed.send(apple({ alert: "Again" }), "sports && !finance").catch(() => {});
    await signed.close();
    const own = row(page, "sports && !finance");
    await own.getByText("429, 429, 201").waitFor();
    await expect.poll(() => page.locator(".call", { hasText: "sports && !finance" }).count()).toBe(1);
    await own.click();
    await page.getByText("It took 3 attempts: 429, 429, then 201.").waitFor();
    await page.getByRole("tab", { name: "Attempts (3)" }).click();
    await expect.poll(() => page.locator(".who tbody tr").count()).toBe(3);
    await close();
  });

  it("sends again, edits before it sends again, and moves with the keys", async () => {
    const other = await stage.start({ empty: true });
    const client = program(other);
    await client.send(apple({ alert: "First" }), "a");
    await client.send(apple({ alert: "Second" }), "b");
    await client.close();
    const { page, close } = await stage.visit(other);
    const replays: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/replay")) replays.push(request.url());
    });
    await row(page, "apple → b").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/#\/activity\/1/);
    await page.locator('.call[aria-current="true"]', { hasText: "apple → a" }).waitFor();
    await page.keyboard.press("r");
    await expect.poll(() => other.hub.requests.list().length).toBe(3);
    expect(other.hub.requests.list().at(-1)?.requestHeaders["servicebusnotification-tags"]).toBe("a");
    await row(page, "apple → b").click();
    await page.waitForURL(/#\/activity\/2/);
    await page.locator('.call[aria-current="true"]', { hasText: "apple → b" }).waitFor();
    await page.keyboard.press("e");
    await expect.poll(() => page.getByRole("textbox", { name: "Body" }).inputValue()).toBe("Second");
    await page.keyboard.press("Escape");
    await page.locator("body").click({ position: { x: 2, y: 300 } });
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    // Whoever reads the list of keys does not send with it.
    await page.keyboard.press("r");
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("audience:b");
    await expect.poll(() => page.locator(".call").count()).toBe(1);
    await page.locator("body").click({ position: { x: 2, y: 300 } });
    // A key that is held sends once.
    for (let held = 0; held < 5; held++) await page.keyboard.down("r");
    await page.keyboard.up("r");
    // The browser reports its requests in their order, so none of a held key comes after this one.
    await page.evaluate(() => fetch("/_nh/clock"));
    expect(replays).toHaveLength(2);
    await expect.poll(() => page.locator(".call").count()).toBe(2);
    expect(other.hub.requests.list()).toHaveLength(4);
    await close();
    await other.close();
  });

  it("has its keys also in a browser that does not know :popover-open", async () => {
    const { page, close, complaints } = await stage.visit(hub);
    await page.addInitScript(`const { querySelector } = Document.prototype;
      Document.prototype.querySelector = function (selector) {
        return querySelector.call(this, selector.replace(":popover-open", ":not-known-here"));
      };`);
    await page.reload();
    await page.getByText("Live", { exact: true }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it("links every id to what it is about, and keeps the draft on the way", async () => {
    const other = await stage.start();
    const client = program(other);
    await client.send(apple({ alert: "Linked" }), "finance");
    await client.close();
    const { page, close } = await stage.visit(other);
    await row(page, "PUT installation hugo-iphone").click();
    await page.getByRole("textbox", { name: "Title" }).fill("Kept");
    await page.getByRole("article").getByRole("link", { name: "hugo-iphone" }).click();
    const detail = page.getByRole("region", { name: "Hugo's iPhone", exact: true });
    await detail.getByRole("link", { name: /^request \d+$/ }).click();
    await verdict(page).filter({ hasText: "Reached 1 device." }).waitFor();
    await expect.poll(() => page.getByRole("textbox", { name: "Title" }).inputValue()).toBe("Kept");
    await page.getByRole("tab", { name: "HTTP" }).click();
    const [request] = other.hub.requests.list().filter(({ operation }) => operation === "send");
    const notificationId = request?.send?.notificationId ?? "";
    const link = page.getByRole("region", { name: "Response" }).getByRole("link", { name: notificationId }).first();
    expect(await link.getAttribute("href")).toBe(`#/activity/${request?.id}`);
    await row(page, "PUT installation hugo-iphone").click();
    await page.getByRole("tab", { name: "HTTP" }).click();
    await page.getByRole("region", { name: "Request" }).getByRole("link", { name: "hugo-iphone" }).first().click();
    await detail.waitFor();
    await close();
    await other.close();
  });

  it("keeps the focus where it is when a push arrives", async () => {
    const { page, close } = await stage.visit(hub, "#/activity");
    await page.locator(".call").first().waitFor();
    await page.getByRole("tab", { name: "HTTP" }).focus();
    const client = program(hub);
    await client.send(apple({ alert: "Meanwhile" }), "lang:fr");
    await client.close();
    await row(page, "apple → lang:fr").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement?.id")).toBe("tab-http");
    await close();
  });

  it("shows hostile text as text, and loads a picture only on a click", async () => {
    const { page, close, complaints } = await stage.visit(hub, "#/devices");
    const hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    const client = program(hub);
    await client.send(
      rawNotification({
        platform: "browser",
        body: JSON.stringify({ title: hostile, body: "\u202e evil", icon: "https://tracker.example/i.png" }),
      }),
      everyone(),
    );
    await client.close();
    const ada = card(page, "Ada's Firefox");
    await ada.getByText(hostile).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
    await ada.getByRole("button", { name: /^Load the icon/ }).click();
    await expect.poll(() => complaints.length).toBeGreaterThan(0);
    expect(complaints[0]).toBe("requested https://tracker.example/i.png");
    await close();
  });

  it("teaches: every lesson does what it says", async () => {
    const other = await stage.start({ empty: true });
    const { page, close } = await stage.visit(other, "");
    await page.waitForURL(/#\/learn$/);
    // What a screen reader hears goes away by itself.
    await page.evaluate(`globalThis.heard = [];
      const place = document.querySelector(".said-place");
      new MutationObserver(() => heard.push(place.textContent)).observe(place, { childList: true, characterData: true, subtree: true });`);
    const lesson = (name: string) => page.locator(".lesson", { has: page.getByRole("heading", { name, exact: true }) });
    const expected: [string, string][] = [
      ["Send to everyone", "Reached 2 devices."],
      ["Send to one tag", "Reached 1 device."],
      ["Combine tags", "Reached 2 devices."],
      ["One send, every language", "Reached 5 devices."],
      ["Send to a user", "Reached 1 device."],
      ["A typo in a tag", "Did you mean sports?"],
      ["A missing property", "Accepted, and 2 of 5 devices show nothing."],
      ["An expired handle", "refused by every push platform: the handle has expired"],
    ];
    for (const [name, sentence] of expected) {
      await page.getByRole("link", { name: "Learn" }).click();
      await lesson(name)
        .getByRole("button", { name: /^Do it/ })
        .click();
      await verdict(page).filter({ hasText: sentence }).waitFor();
      const note = page.locator(".call-pointed .pointer");
      await note.waitFor();
      await expect.poll(() => page.locator(".call-pointed .call:focus").count()).toBe(1);
      const [text = ""] = await note.locator("p").allTextContents();
      await expect.poll(() => page.evaluate("heard")).toContain(text.replace("▲ ", ""));
      await note.getByRole("button", { name: "Got it" }).click();
      await expect.poll(() => note.count()).toBe(0);
    }
    await page.getByRole("link", { name: "Learn" }).click();
    await page.getByRole("button", { name: "Close for good" }).click();
    await page.goto("about:blank");
    await page.goto(`${other.url}/`);
    await page.getByText("Live", { exact: true }).waitFor();
    expect(new URL(page.url()).hash).not.toContain("learn");
    await close();
    await other.close();
  });

  describe("devices", () => {
    it("are searched, grouped, looked at, changed and removed", async () => {
      const other = await stage.start();
      const { page, close, complaints } = await stage.visit(other, "#/devices");
      await expect.poll(() => page.locator(".device").count()).toBe(12);
      await page.getByRole("searchbox", { name: "Search devices" }).fill("finance");
      await expect
        .poll(() => page.locator(".device h3").allTextContents())
        .toEqual(["Hugo's iPhone", "Warehouse", "Jin's phone"]);
      await page.getByRole("combobox", { name: "Group by" }).selectOption("platform");
      await expect
        .poll(() => page.locator(".group-title").allTextContents())
        .toEqual(["Apple 1", "Windows 1", "Xiaomi 1"]);
      await page.getByRole("link", { name: "Hugo's iPhone" }).click();
      const detail = page.getByRole("region", { name: "Hugo's iPhone", exact: true });
      await detail.locator(".template-list").getByText("$(greeting_fr)", { exact: true }).first().waitFor();
      await detail.getByRole("button", { name: "Would the draft reach it?" }).click();
      await detail.locator(".steps").first().getByText("The platform accepts the push.").waitFor();
      // What another program changes is shown.
      const client = program(other);
      const hugo = await client.installations.get("hugo-iphone");
      await client.installations.put({ ...hugo, tags: ["finance", "late"] });
      await client.close();
      await detail.locator(".code").first().getByText('"late"').waitFor();
      await detail.getByRole("button", { name: "Edit" }).click();
      const text = detail.getByRole("textbox", { name: "Installation as JSON" });
      await text.fill((await text.inputValue()).replace('"finance"', '"racing"'));
      await detail.getByRole("button", { name: "Store it" }).click();
      await expect.poll(() => other.hub.devices.list({ tag: "racing" }).length).toBe(1);
      // The first click only asks, and whoever goes elsewhere has not meant it.
      await detail.getByRole("button", { name: "Remove", exact: true }).click();
      await detail.getByRole("button", { name: "Remove for good" }).waitFor();
      await detail.getByRole("button", { name: "Edit" }).focus();
      await detail.getByRole("button", { name: "Remove", exact: true }).click();
      expect(other.hub.devices.list({ limit: 100 })).toHaveLength(12);
      await detail.getByRole("button", { name: "Remove for good" }).click();
      await expect.poll(() => other.hub.devices.list({ limit: 100 }).length).toBe(11);
      await page.getByRole("button", { name: "Add a device" }).click();
      await page.getByRole("button", { name: "Store it" }).click();
      await expect.poll(() => other.hub.devices.list({ limit: 100 }).length).toBe(12);
      expect(complaints).toEqual([]);
      await close();
      await other.close();
    });

    it("are opened and closed with the keyboard where one looks, also far down the list", async () => {
      const other = await stage.start();
      const { page, close } = await stage.visit(other, "#/devices", { viewport: { width: 390, height: 844 } });
      const ada = card(page, "Ada's Firefox").getByRole("link", { name: "Ada's Firefox" });
      await ada.press("Enter");
      const title = page.getByRole("region", { name: "Ada's Firefox", exact: true }).getByRole("heading", { level: 2 });
      await expect.poll(() => title.evaluate((element) => element === document.activeElement)).toBe(true);
      const top = await title.evaluate((element) => element.getBoundingClientRect().top);
      const bar = await page.locator(".header").evaluate((element) => element.getBoundingClientRect().bottom);
      expect(top).toBeGreaterThanOrEqual(bar);
      expect(top).toBeLessThan(844);
      await page
        .getByRole("region", { name: "Ada's Firefox", exact: true })
        .getByRole("button", { name: "Close" })
        .press("Enter");
      await expect.poll(() => ada.evaluate((element) => element === document.activeElement)).toBe(true);
      const add = page.getByRole("button", { name: "Add a device" });
      await add.press("Enter");
      await page.getByRole("region", { name: "Add a device" }).getByRole("button", { name: "Close" }).press("Enter");
      await expect.poll(() => add.evaluate((element) => element === document.activeElement)).toBe(true);
      await close();
      await other.close();
    });

    it("say why it is not known what they received, rather than that they received nothing", async () => {
      const other = await stage.start();
      const { page, close } = await stage.visit(other, "#/devices");
      await page.route("**/_nh/deliveries?*", (route) =>
        route.fulfill({ status: 500, json: { error: "The disk is full." } }),
      );
      await card(page, "Hugo's iPhone").getByRole("link").click();
      const detail = page.getByRole("region", { name: "Hugo's iPhone", exact: true });
      await detail.getByText("The disk is full.").waitFor();
      expect(await detail.getByText("No push to it is on record.").count()).toBe(0);
      await close();
      await other.close();
    });

    it("turn back to a page that is there when devices are removed", async () => {
      const other = await stage.start();
      const client = program(other);
      const ids = Array.from({ length: 13 }, (_, index) => `extra-${index}`);
      for (const installationId of ids) {
        await client.installations.put({
          installationId,
          platform: "apns",
          pushChannel: `AAA${1_000 + Number(installationId.slice(6))}A`,
        });
      }
      const { page, close } = await stage.visit(other, "#/devices");
      await page.getByRole("button", { name: "Next →" }).click();
      await page.getByText("Page 2 of 2").waitFor();
      for (const id of ids) await client.installations.delete(id);
      await client.close();
      await expect.poll(() => page.locator(".device").count()).toBe(12);
      await close();
      await other.close();
    });

    it("cost five requests at most while 2,000 register, and all are counted", async () => {
      const other = await stage.start({ empty: true });
      const { page, close } = await stage.visit(other, "#/devices");
      let loads = 0;
      page.on("request", (request) => {
        if (request.url().includes("/_nh/")) loads++;
      });
      const client = program(other);
      const ids = Array.from({ length: 2_000 }, (_, index) => index);
      const register = async () => {
        for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
          await client.installations.put({
            installationId: `i${id}`,
            platform: "apns",
            pushChannel: `AAA${id + 10_000}`,
          });
        }
      };
      await Promise.all(Array.from({ length: 8 }, register));
      await client.close();
      await page.getByText("2,000", { exact: true }).waitFor();
      expect(loads).toBeLessThanOrEqual(5);
      await expect.poll(() => page.locator(".device").count()).toBe(24);
      await page.getByText("Page 1 of 84").waitFor();
      await close();
      await other.close();
    });

    it("show a push that only the hub still holds, and Nothing received only where that is true", async () => {
      const other = await stage.start();
      const client = program(other);
      await client.send(
        rawNotification({ platform: "adm", body: '{"notification":{"title":"Long ago"}}' }),
        everyone(),
      );
      for (let count = 0; count < 1_100; count++) await client.send(apple({ alert: `${count}` }), everyone());
      await client.close();
      const { page, close } = await stage.visit(other, "#/devices");
      await card(page, "Kindle Fire").getByText("Long ago").waitFor();
      await card(page, "Jin's phone").getByText("Nothing received").waitFor();
      await card(page, "Lena's iPhone").getByText("1099").waitFor();
      await close();
      await other.close();
    });
  });

  it("says of a device that the hub may have forgotten its pushes, once older ones were dropped", async () => {
    const other = await stage.start({ keepDeliveries: 3 });
    const client = program(other);
    const { page, close } = await stage.visit(other, "#/devices");
    await card(page, "Kindle Fire").getByText("No push to it is on record.").waitFor();
    for (let count = 0; count < 5; count++) await client.send(apple({ alert: `${count}` }), everyone());
    await client.close();
    await page.reload();
    await card(page, "Kindle Fire").getByText("Older pushes are no longer kept.").waitFor();
    expect(await page.getByText("No push to it is on record.").count()).toBe(0);
    await card(page, "Kindle Fire").getByRole("link").click();
    await page.locator(".device-detail").getByText("Older pushes are no longer kept.").waitFor();
    await close();
    await other.close();
  });

  it("gives a device a heading that shows, whatever its id is", async () => {
    const other = await stage.start({ empty: true });
    const client = program(other);
    const long = "x".repeat(3_000);
    for (const [index, installationId] of [" ", long].entries()) {
      await client.installations.put({ installationId, platform: "apns", pushChannel: `AA${index + 1_000}` });
    }
    await client.close();
    const { page, close } = await stage.visit(other, "#/devices");
    await card(page, '" "').waitFor();
    const overflow = () => page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    const heading = page.locator(".device .card-title", { hasText: "xxx" });
    expect((await heading.boundingBox())?.height).toBeLessThan(150);
    expect(await overflow()).toBe(0);
    await heading.getByRole("link").click();
    await page.locator(".device-detail").getByText(long, { exact: true }).first().waitFor();
    expect(await overflow()).toBe(0);
    await close();
    await other.close();
  });

  describe("while 10,000 deliveries arrive", () => {
    let other: StartedHub;
    beforeAll(async () => {
      other = await stage.start({ empty: true });
      const client = program(other);
      for (let id = 0; id < 100; id++) {
        await client.installations.put({ installationId: `i${id}`, platform: "apns", pushChannel: `AA${id + 1_000}` });
      }
      await client.close();
    });
    afterAll(() => other?.close());
    const sendBurst = async () => {
      const client = program(other);
      for (let count = 0; count < 100; count++) await client.send(apple({ alert: `push ${count}` }), everyone());
      await client.close();
    };

    it("shows the newest on each device", async () => {
      const { page, close, complaints } = await stage.visit(other, "#/devices");
      await sendBurst();
      await page.locator(".device").first().getByText("push 99", { exact: true }).waitFor();
      expect(other.hub.deliveries.list({ limit: 20_000 })).toHaveLength(10_000);
      expect(complaints).toEqual([]);
      await close();
    });

    it("draws in many short steps, and no more rows than before", async () => {
      const { page, close, complaints } = await stage.visit(other, "#/activity");
      const known = other.hub.requests.list({ limit: 1_000 }).length;
      await page.locator(".count", { hasText: `${known} · ` }).waitFor();
      const rows = () => page.locator(".call").count();
      const before = await rows();
      await page.evaluate(`globalThis.steps = new Set();
        new MutationObserver(() => steps.add(document.querySelector(".calls .count").textContent))
          .observe(document.querySelector(".calls"), { childList: true, characterData: true, subtree: true });`);
      await sendBurst();
      await page.locator(".count", { hasText: `${known + 100} · ` }).waitFor();
      // The stream is read in slices, so a slow machine draws as often as a quick one.
      expect(await page.evaluate("steps.size")).toBeGreaterThanOrEqual(10);
      expect([before, await rows()]).toEqual([50, 50]);
      expect(complaints).toEqual([]);
      await close();
    });
  });

  it("is live again after one load that failed", async () => {
    const other = await stage.start();
    const { page, close } = await stage.visit(other, "#/devices");
    let failures = 1;
    await page.route("**/_nh/devices?*", (route) => (failures-- > 0 ? route.abort() : route.continue()));
    const client = program(other);
    await client.installations.delete("jin-phone");
    await client.close();
    await page.getByText("Connection lost").waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
    await expect.poll(() => page.locator(".device").count()).toBe(11);
    await close();
    await other.close();
  });

  it("says that the link is lost, and comes back by itself when the hub does", async () => {
    const first = await stage.start();
    const port = Number(new URL(first.url).port);
    const { page, close } = await stage.visit(first);
    await first.close();
    await page.getByText("Connection lost").waitFor();
    const second = await stage.start({ port });
    await page.getByText("Live", { exact: true }).waitFor();
    const client = program(second);
    await client.send(apple({ alert: "Back again" }), "lang:en");
    await client.close();
    await row(page, "apple → lang:en").waitFor();
    await close();
    await second.close();
  });

  it("works where the browser blocks storage", async () => {
    const { page, close, complaints } = await stage.visit(hub);
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get: () => {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    });
    await page.reload();
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(complaints).toEqual([]);
    await close();
  });

  it("keeps the chosen theme", async () => {
    const { page, close } = await stage.visit(hub);
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.reload();
    await page.getByText("Live", { exact: true }).waitFor();
    await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
    await close();
  });

  it("takes a snapshot that is dropped on it", async () => {
    const other = await stage.start({ empty: true });
    const snapshot = await new Response(hub.hub.snapshot.export()).text();
    const { page, close } = await stage.visit(other, "#/devices");
    await page.evaluate((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "hub.json", { type: "application/json" }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, snapshot);
    await page.getByText(/^hub\.json replaced what the hub held/).waitFor();
    await card(page, "Lena's iPhone").waitFor();
    await close();
    await other.close();
  });

  it.each([1200, 1280, 1366])("cuts nothing off beside the composer in a window %i pixels wide", async (width) => {
    const { page, close } = await stage.visit(hub, "#/activity", { viewport: { width, height: 800 } });
    for (const platform of ["Apple", "Android", "Windows", "Browser"]) {
      await page.getByRole("radio", { name: platform, exact: true }).check({ force: true });
      const room = await page.locator("select.more-fields").evaluate((select) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(select);
        const pen = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
        pen.font = font;
        const text = pen.measureText((select as HTMLSelectElement).options[0]?.text ?? "").width;
        const arrow = 20;
        return select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - arrow - text;
      });
      expect(room, platform).toBeGreaterThanOrEqual(0);
    }
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const table = page.getByRole("region", { name: "Who and why" });
    await table.getByRole("link").first().waitFor();
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await close();
  });

  describe.each([
    "activity",
    "activity/1",
    "devices",
    "compose",
    `compose?draft=${btoa('{"platform":"every"}')}`,
    "learn",
  ])("the view %s", (view) => {
    it.each([320, 390, 640, 800, 1200, 1600])(
      "fits a window %i pixels wide without scrolling sideways",
      async (width) => {
        const { page, close } = await stage.visit(hub, `#/${view}`, { viewport: { width, height: 800 } });
        await page.locator("#main").waitFor();
        const overflow = await page.evaluate(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        expect(overflow).toBe(0);
        const low = await page.evaluate(
          `[...document.querySelectorAll("button, .nav-link, .call")].filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML.slice(0, 120))`,
        );
        expect(low).toEqual([]);
        await close();
      },
    );
  });
}

if (installed) {
  describe("the page in a browser", testThePage);
} else {
  it(`skips the tests of the page in a browser because ${executablePath} is not installed`, () => {
    expect(installed).toBe(false);
  });
}
