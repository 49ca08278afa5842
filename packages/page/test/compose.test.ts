import type { StartedHub } from "@nh/hub/node";
import { platforms } from "@nh/payloads";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { installed, PageStage, program } from "./open-page.js";

const composeWith = (draft: object) => `#/compose?draft=${Buffer.from(JSON.stringify(draft)).toString("base64url")}`;
const row = (page: Page, text: string) => page.locator(".call", { hasText: text }).first();
const card = (page: Page, name: string) => page.locator(".platform-cards").getByRole("listitem", { name, exact: true });

if (installed) {
  describe("the composer", () => {
    const stage = new PageStage();
    let hub: StartedHub;
    beforeAll(async () => {
      await stage.open();
      hub = await stage.start();
    });
    afterAll(async () => {
      await hub?.close();
      await stage.close();
    });
    afterEach(() => hub.hub.faults.clear());

    it("never says that a push was not sent when its response was lost", async () => {
      const { page, close } = await stage.visit(hub, "#/compose");
      await page.getByRole("textbox", { name: "Title" }).fill("Lost");
      hub.hub.faults.add({ match: { operation: "send" }, answer: { reset: true, after: "processing" } });
      await page.getByRole("button", { name: "Send", exact: true }).click();
      const outcome = page.locator(".outcome");
      await outcome.filter({ hasText: "No response, and the push may have arrived" }).waitFor();
      expect(await outcome.getAttribute("class")).toBe("outcome outcome-warn");
      await close();
    });

    it.each(platforms)("sends the sample of %s", async (platform) => {
      const { page, close, complaints } = await stage.visit(hub, composeWith({ platform }));
      await page.getByText(/^Reaches \d+ of \d+/).waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.locator(".outcome-quiet", { hasText: "Sent." }).waitFor();
      const sent = hub.hub.requests.list().filter(({ operation }) => operation === "send");
      expect(sent.at(-1)?.requestHeaders["servicebusnotification-format"]).toBe(platform);
      expect(sent.at(-1)?.status).toBe(201);
      expect(complaints).toEqual([]);
      await close();
    });

    it("keeps form, document, preview and address together", async () => {
      const { page, close } = await stage.visit(hub, "#/compose");
      await page.getByRole("textbox", { name: "Title" }).fill("From the form");
      await page.locator(".preview").getByText("From the form").waitFor();
      await page.getByRole("button", { name: "JSON" }).click();
      const json = page.getByRole("textbox", { name: "Payload as JSON" });
      expect(JSON.parse(await json.inputValue()).aps.alert.title).toBe("From the form");
      await page.reload();
      await page.locator(".preview").getByText("From the form").waitFor();
      await page.getByRole("button", { name: "JSON" }).click();
      await json.fill('{\n"aps": {\n"badge": "x"}}');
      await page.getByText(/^Line 3: aps\.badge/).waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText(/^Not sent: aps\.badge/).waitFor();
      await page.getByRole("button", { name: "Form" }).click();
      await expect.poll(() => page.getByRole("textbox", { name: "Badge" }).getAttribute("aria-invalid")).toBe("true");
      await close();
    });

    it("keeps every field of the form within the panel beside the list", async () => {
      const { page, close } = await stage.visit(hub, "#/activity", { viewport: { width: 1440, height: 900 } });
      await page.getByRole("textbox", { name: "Title" }).waitFor();
      const panel = await page.locator(".composer-fields").boundingBox();
      const right = (panel?.x ?? 0) + (panel?.width ?? 0);
      for (const field of await page.locator(".form-fields > *").all()) {
        const box = await field.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(right + 0.5);
      }
      await close();
    });

    it("sends with the keyboard alone, with the button in view on a small laptop", async () => {
      const { page, close } = await stage.visit(hub, "#/activity");
      await page.keyboard.press("c");
      await page.keyboard.press("Control+a");
      await page.keyboard.type("From the keyboard");
      await page.keyboard.press("Control+Enter");
      await row(page, "this page").getByText("2 / 2").waitFor();
      const box = await page.getByRole("button", { name: "Send", exact: true }).boundingBox();
      expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThanOrEqual(768);
      await close();
    });

    it("composes one message for several platforms, and sends it to the chosen ones", async () => {
      const { page, close, complaints } = await stage.visit(hub, "#/compose");
      await page.getByRole("radio", { name: "Several platforms" }).check({ force: true });
      await page.getByRole("textbox", { name: "Title" }).fill("Goal!");
      await page.getByRole("combobox", { name: "Add a field" }).selectOption("Badge");
      await page.getByRole("textbox", { name: "Badge" }).fill("x");
      await page.getByText("badge must be a whole number, 0 or more").waitFor();
      await page.getByRole("textbox", { name: "Badge" }).fill("3");
      await page.getByRole("combobox", { name: "Add a field" }).selectOption("Data");
      await expect.poll(() => page.evaluate("document.activeElement?.labels?.[0]?.textContent")).toBe("Data");
      await page.getByRole("textbox", { name: "Data" }).fill('{"from":"x"}');
      for (const name of ["Apple", "Windows", "Browser"]) await card(page, name).getByText("Goal!").first().waitFor();
      await card(page, "Windows").getByText("Left out: a toast sets no badge.").waitFor();
      await card(page, "Apple").getByText("Reaches 2 of 2 apple registrations.").waitFor();
      await card(page, "Apple").getByRole("region", { name: "Payload for Apple" }).getByText('"badge"').waitFor();
      await card(page, "Android").getByText("data.from is a key that FCM reserves").waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText(/^Not sent: Android: data\.from/).waitFor();
      await page.getByRole("checkbox", { name: "Android", exact: true }).uncheck();
      const before = hub.hub.requests.list().length;
      await page.keyboard.press("Control+Enter");
      const outcome = page.locator(".outcome-quiet", { hasText: "Sent. See the requests in Activity." });
      expect(await outcome.getByRole("link").getAttribute("href")).toBe("#/activity");
      const formats = hub.hub.requests
        .list()
        .slice(before)
        .map(({ requestHeaders }) => requestHeaders["servicebusnotification-format"]);
      expect(formats.sort()).toEqual(["apple", "browser", "windows"]);
      await expect.poll(() => card(page, "Apple").locator(".outcome-quiet").count()).toBe(1);
      expect(complaints).toEqual([]);
      await close();
    });

    it("leads from the outcome of a send to its request, and from Activity to the list beside it", async () => {
      const { page, close } = await stage.visit(hub, "#/compose");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      const link = page.locator(".outcome-quiet", { hasText: "Sent." }).getByRole("link");
      expect(await link.textContent()).toBe("See the request in Activity.");
      const { id } = hub.hub.requests.list().findLast(({ operation }) => operation === "send") ?? {};
      await expect.poll(() => link.getAttribute("href")).toBe(`#/activity/${id}`);
      await link.click();
      await page.locator(`.call[data-call="${id}"][aria-current]`).waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.locator(".outcome-quiet", { hasText: "Sent. The request is in the list." }).waitFor();
      expect(await page.locator(".outcome").getByRole("link").count()).toBe(0);
      await close();
    });

    it("leads from a refused send to its request, and from one without a response to the list", async () => {
      const { page, close } = await stage.visit(hub, "#/compose");
      const send = page.getByRole("button", { name: "Send", exact: true });
      const outcome = page.locator(".outcome");
      // A send of its own: an equal one that follows would count as its retry.
      await page.getByRole("textbox", { name: "Title" }).fill("Refused");
      hub.hub.faults.add({ match: { operation: "send" }, answer: { status: 400 }, count: 1 });
      await send.click();
      await outcome.filter({ hasText: "Not sent:" }).waitFor();
      const { id } = hub.hub.requests.list().findLast(({ status }) => status === 400) ?? {};
      await expect.poll(() => outcome.getByRole("link").getAttribute("href")).toBe(`#/activity/${id}`);
      // Not once only: the browser itself tries again where a connection that it kept is reset.
      hub.hub.faults.add({ match: { operation: "send" }, answer: { reset: true, after: "processing" } });
      await send.click();
      await outcome.filter({ hasText: "No response, and the push may have arrived" }).waitFor();
      expect(await outcome.getByRole("link").getAttribute("href")).toBe("#/activity");
      // What the client itself refuses makes no request.
      await page.getByRole("radio", { name: "Tags" }).check({ force: true });
      await page.getByRole("textbox", { name: "Tag expression" }).fill("a &&");
      await send.click();
      await outcome.filter({ hasText: "Not sent:" }).waitFor();
      expect(await outcome.getByRole("link").count()).toBe(0);
      await close();
    });

    it("says for each platform how one message ended", async () => {
      const { page, close } = await stage.visit(
        hub,
        composeWith({ platform: "every", platforms: ["apple", "windows"] }),
      );
      hub.hub.faults.add({ match: { operation: "send" }, answer: { status: 400 }, count: 1 });
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.locator(".outcome-warn", { hasText: /^1 of 2 platforms failed: (Apple|Windows)\./ }).waitFor();
      const cards = page.locator(".platform-cards");
      await cards.locator(".outcome-bad", { hasText: "Not sent:" }).waitFor();
      await cards.locator(".outcome-quiet", { hasText: "Sent." }).waitFor();
      await close();
    });

    it("says whom an expression misses and why, as the hub explains it", async () => {
      const { page, close } = await stage.visit(hub, "#/compose");
      await page.getByRole("radio", { name: "Tags" }).check({ force: true });
      await page.getByRole("textbox", { name: "Tag expression" }).fill("sports && lang:en");
      await page.getByText("Reaches 1 of 2 apple registrations.").waitFor();
      await page.getByRole("button", { name: "Who does not, and why?" }).click();
      await page.getByText("the tag sports is missing and the tag lang:en is missing").waitFor();
      const missed = page.locator(".missed").getByRole("link", { name: "Hugo's iPhone" });
      expect(await missed.getAttribute("href")).toMatch(/^#\/devices\/apple%3A/);
      await page.getByRole("textbox", { name: "Tag expression" }).fill("sports &&");
      await page.locator(".reach-bad").filter({ hasText: "The tag expression is invalid." }).waitFor();
      await close();
    });

    it("makes a test send, and reads its outcome: green only when every push was accepted", async () => {
      const { page, close, complaints } = await stage.visit(hub, "#/compose");
      await page.getByRole("checkbox", { name: "Test send" }).check();
      const press = () => page.getByRole("button", { name: "Send", exact: true }).click();
      await press();
      await page.locator(".outcome-good", { hasText: "Sent. 2 accepted." }).waitFor();
      expect(hub.hub.requests.list().at(-1)?.url).toContain("test");
      hub.hub.faults.scenario("platform-outage");
      await press();
      await page.locator(".outcome-bad", { hasText: "Sent: 0 accepted, 2 refused." }).waitFor();
      hub.hub.faults.clear();
      await page.getByRole("radio", { name: "Tags" }).check({ force: true });
      await page.getByRole("textbox", { name: "Tag expression" }).fill("sprots");
      await press();
      await page.locator(".outcome-warn", { hasText: "Sent, and nobody got it." }).waitFor();
      expect(complaints).toEqual([]);
      await close();
    });

    it("shows one picture for each language of a template send, and what is missing in red", async () => {
      const bodies = { template: '{"greeting_en":"Hello"}' };
      const { page, close } = await stage.visit(hub, composeWith({ platform: "template", bodies }));
      await page.locator(".preview .problem", { hasText: "greeting_fr is missing" }).first().waitFor();
      await page.locator(".preview").getByText("Hello", { exact: true }).first().waitFor();
      await page.getByRole("button", { name: "Add greeting_fr" }).click();
      await page.getByRole("textbox", { name: "Value of greeting_fr" }).fill("Salut");
      await page.locator(".preview").getByText("Salut", { exact: true }).first().waitFor();
      await expect.poll(() => page.getByText("greeting_fr is missing").count()).toBe(0);
      await page.getByText("greeting_de is missing").first().waitFor();
      await close();
    });

    it("schedules by the hub's clock, and the clock makes it fire", async () => {
      const other = await stage.start();
      const { page, close } = await stage.visit(other, "#/compose");
      // Further ahead than a send can be scheduled by the real time.
      await page.getByRole("button", { name: /^Clock/ }).click();
      await page.getByRole("button", { name: "+ 1 week" }).click();
      await page.getByText("The clock moved forward by 1 week.").waitFor();
      await page.getByRole("button", { name: "+ 1 week" }).click();
      await expect.poll(() => other.hub.clock.now() - Date.now()).toBeGreaterThan(13 * 86_400_000);
      await page.keyboard.press("Escape");
      await page.getByText("Later", { exact: true }).click();
      await page.getByRole("button", { name: "Schedule" }).click();
      await page
        .locator(".outcome-quiet", { hasText: /^Scheduled for \w+ \d+, \d{4}, \d\d:\d\d:\d\d\. Jump/ })
        .waitFor();
      expect(other.hub.deliveries.list()).toEqual([]);
      await page.getByRole("button", { name: /^Clock/ }).click();
      await page.getByRole("button", { name: "+ 1 hour" }).click();
      await expect.poll(() => other.hub.deliveries.list().length).toBe(2);
      await page.getByRole("button", { name: /^Clock: \d/ }).waitFor();
      await close();
      await other.close();
    });

    describe("for several platforms", () => {
      it("takes what only one platform has, shows it in the card of that platform, and sends it", async () => {
        const { page, close, complaints } = await stage.visit(hub, composeWith({ platform: "every" }));
        const apple = card(page, "Apple");
        await apple.getByText("Only for Apple", { exact: true }).click();
        await apple.getByRole("combobox", { name: "Add a field" }).selectOption("Interruption level");
        await apple.getByRole("combobox", { name: "Interruption level" }).selectOption("time-sensitive");
        await apple.locator(".frame-ios").getByText("Time sensitive").waitFor();
        await apple.getByRole("region", { name: "Payload for Apple" }).getByText('"interruption-level"').waitFor();
        const android = card(page, "Android");
        await android.getByText("Only for Android", { exact: true }).click();
        await android.getByRole("button", { name: "JSON" }).click();
        const json = android.getByRole("textbox", { name: "Only for Android as JSON" });
        await json.fill('{"android":{"notification":{"channelId":"news"}}}');
        await android.locator(".frame-android").getByText("App · news").waitFor();
        await page.reload();
        await apple.locator(".frame-ios").getByText("Time sensitive").waitFor();
        const before = hub.hub.requests.list().length;
        await page.getByRole("button", { name: "Send", exact: true }).click();
        await page.locator(".send-row + .outcome-quiet").waitFor();
        const bodies = hub.hub.requests
          .list()
          .slice(before)
          .map(({ requestBody }) => requestBody);
        expect(bodies.filter((body) => body.includes('"interruption-level":"time-sensitive"')).length).toBe(1);
        expect(bodies.filter((body) => body.includes('"channel_id":"news"')).length).toBe(1);
        expect(complaints).toEqual([]);
        await close();
      });

      it("says what is wrong with it at its field, and sends nothing", async () => {
        const own = { apple: '{"badge":"many"}', windows: "{" };
        const { page, close } = await stage.visit(hub, composeWith({ platform: "every", own }));
        const badge = card(page, "Apple").getByRole("textbox", { name: "Badge" });
        await expect.poll(() => badge.getAttribute("aria-invalid")).toBe("true");
        const problem = page.locator(`#${await badge.getAttribute("aria-describedby")}`);
        expect(await problem.textContent()).toContain("aps.badge must be");
        await card(page, "Windows")
          .locator(".problem", { hasText: /^Line 1: / })
          .waitFor();
        // What is wrong with one platform leaves the others, and their pictures, alone.
        await card(page, "Android").locator(".frame-android").getByText("Your table is ready").waitFor();
        const before = hub.hub.requests.list().length;
        await page.getByRole("button", { name: "Send", exact: true }).click();
        await page.locator(".outcome-bad", { hasText: "Not sent: Apple: aps.badge must be" }).waitFor();
        expect(hub.hub.requests.list().length).toBe(before);
        await close();
      });
    });

    it.each([
      ["one message for several platforms", "every", '{"title":"bell \\u0007 x"}'],
      ["a toast", "windows", "<toast"],
      ["a payload of Apple", "apple", "{"],
      ["a template send", "template", "{"],
    ])("says below the button, in view, why it did not send %s", async (_, platform, body) => {
      const viewport = { width: 1300, height: 900 };
      const { page, close } = await stage.visit(hub, composeWith({ platform, bodies: { [platform]: body } }), {
        viewport,
      });
      await page.getByRole("button", { name: "Send", exact: true }).click();
      const outcome = page.getByRole("status").filter({ hasText: "Not sent: " });
      await outcome.waitFor();
      const [at, button] = await Promise.all([
        outcome.boundingBox(),
        page.getByRole("button", { name: "Send", exact: true }).boundingBox(),
      ]);
      const top = at?.y ?? 0;
      const bottom = top + (at?.height ?? 9_999);
      expect(bottom).toBeLessThanOrEqual(viewport.height);
      // Below the button, not elsewhere on the page.
      const gap = top - ((button?.y ?? 0) + (button?.height ?? 0));
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThan(20);
      await close();
    });

    it("says how many requests one message is", async () => {
      const platforms = ["apple", "fcmv1", "windows"];
      const { page, close } = await stage.visit(hub, composeWith({ platform: "every", platforms }));
      await page.getByText("Sends 3 requests, one for each platform", { exact: true }).waitFor();
      await page.getByRole("checkbox", { name: "Android", exact: true }).uncheck({ force: true });
      await page.getByRole("checkbox", { name: "Windows", exact: true }).uncheck({ force: true });
      await page.getByText("Sends 1 request", { exact: true }).waitFor();
      await page.getByRole("checkbox", { name: "Apple", exact: true }).uncheck({ force: true });
      await page.getByText("No platform is chosen", { exact: true }).waitFor();
      await close();
    });

    it.each([
      ["Later", { later: { kind: "in", amount: 10, unit: "minutes" } }, "Schedule"],
      ["Test send", { test: true }, "Send"],
    ])(
      "lets somebody switch off %s for one device, to which the service has no such send",
      async (name, draft, button) => {
        const { page, close } = await stage.visit(hub, composeWith(draft));
        await page.getByRole("radio", { name: "One device" }).check({ force: true });
        await page.getByRole("button", { name: button, exact: true }).click();
        await page.locator(".outcome-bad", { hasText: "Not sent:" }).waitFor();
        const checkbox = page.getByRole("checkbox", { name });
        await checkbox.uncheck();
        expect(await checkbox.isDisabled()).toBe(true);
        await page.getByRole("button", { name: "Send", exact: true }).click();
        await page.locator(".outcome-quiet", { hasText: "Sent." }).waitFor();
        await close();
      },
    );

    describe("for later", () => {
      it("takes a date and a time of the zone it names, by the hub's clock", async () => {
        const other = await stage.start();
        const { page, close } = await stage.visit(other, "#/compose", { timezoneId: "Asia/Kolkata" });
        await page.getByRole("button", { name: /^Clock/ }).click();
        await page.getByRole("button", { name: "+ 1 week" }).click();
        await page.getByText("The clock moved forward by 1 week.").waitFor();
        await page.keyboard.press("Escape");
        await page.getByText("Later", { exact: true }).click();
        await page.getByRole("combobox", { name: "How the time is given" }).selectOption("at");
        const due = Math.floor(other.hub.clock.now() / 60_000) * 60_000 + 90 * 60_000;
        const local = new Date(due + 5.5 * 3_600_000).toISOString().slice(0, 16);
        await page.getByLabel("Date and time").fill(local);
        await page.getByText(/^Goes out .+ \(Asia\/(Kolkata|Calcutta)\)\. The hub's clock shows .+\.$/).waitFor();
        await page.getByRole("button", { name: "Schedule" }).click();
        await page.locator(".outcome-quiet", { hasText: "Scheduled for" }).waitFor();
        const { requestHeaders } = other.hub.requests.list().at(-1) ?? {};
        const scheduled = requestHeaders?.["servicebusnotification-scheduletime"] ?? "";
        expect(Date.parse(`${scheduled.replace(/Z?$/, "Z")}`)).toBe(due);
        await close();
        await other.close();
      });

      it("takes hours and days from now, also while the hub's clock is frozen", async () => {
        const other = await stage.start();
        const { page, close } = await stage.visit(other, "#/compose");
        await page.getByRole("button", { name: /^Clock/ }).click();
        await page.getByRole("button", { name: "Stop it" }).click();
        await page.getByText("The clock is frozen.").waitFor();
        const stopped = other.hub.clock.now();
        await page.keyboard.press("Escape");
        await page.getByText("Later", { exact: true }).click();
        await page.getByRole("spinbutton", { name: "How long from now" }).fill("3");
        await page.getByText("A notification can be scheduled 5 minutes to 7 days ahead by the hub's clock.").waitFor();
        await page.getByRole("combobox", { name: "Unit of the time" }).selectOption("hours");
        await page.getByText(/^Goes out /).waitFor();
        await page.getByRole("button", { name: "Schedule" }).click();
        await page.locator(".outcome-quiet", { hasText: "Scheduled for" }).waitFor();
        const { requestHeaders } = other.hub.requests.list().at(-1) ?? {};
        const scheduled = requestHeaders?.["servicebusnotification-scheduletime"] ?? "";
        const due = Date.parse(`${scheduled.replace(/Z?$/, "Z")}`);
        expect(Math.abs(due - stopped - 3 * 3_600_000)).toBeLessThan(1_000);
        await close();
        await other.close();
      });

      it("refuses the past with a sentence, at the field and at the button", async () => {
        const later = { kind: "at", time: "2020-02-03T04:05:00Z" };
        const { page, close } = await stage.visit(hub, composeWith({ later }), { timezoneId: "UTC" });
        const sentence = /The time is in the past: the hub's clock shows .+\. Choose a later one\./;
        await page.locator("#due.problem", { hasText: sentence }).waitFor();
        expect(await page.getByLabel("Date and time").inputValue()).toBe("2020-02-03T04:05");
        expect(await page.getByLabel("Date and time").getAttribute("aria-invalid")).toBe("true");
        const before = hub.hub.requests.list().length;
        await page.getByRole("button", { name: "Schedule" }).click();
        await page.locator(".outcome-bad", { hasText: /^Not sent: The time is in the past/ }).waitFor();
        expect(hub.hub.requests.list().length).toBe(before);
        await close();
      });
    });

    it.each([
      ["a time that is no date", { later: { kind: "at", time: "soon" } }],
      ["values of other types", { platforms: [7, {}], target: { kind: "device" }, own: [], headers: "x", later: [] }],
    ])("opens with %s in the address", async (_, draft) => {
      const { page, close, complaints } = await stage.visit(hub, composeWith(draft));
      await page.getByRole("heading", { name: "Compose" }).waitFor();
      expect(complaints).toEqual([]);
      await close();
    });

    it("goes from any amount to a date, also from one that no date can hold", async () => {
      const later = { kind: "in", amount: 1e300, unit: "days" };
      const { page, close, complaints } = await stage.visit(hub, composeWith({ later }));
      await page.getByRole("combobox", { name: "How the time is given" }).selectOption("at");
      await page.locator("#due.problem", { hasText: "The time is incomplete. Fill in all of it." }).waitFor();
      await page.reload();
      await page.locator("#due.problem", { hasText: "The time is incomplete. Fill in all of it." }).waitFor();
      expect(complaints).toEqual([]);
      await close();
    });

    it("names the pictures of a template send by language, with how many devices share one", async () => {
      const other = await stage.start();
      const client = program(other);
      const installation = await client.installations.get("lena-iphone");
      if (installation.platform === "browser") throw new Error("Lena has an iPhone.");
      await client.installations.put({ ...installation, installationId: "lena-second", pushChannel: "ab".repeat(32) });
      await client.close();
      const bodies = { template: '{"greeting_en":"Hello"}' };
      const { page, close } = await stage.visit(other, composeWith({ platform: "template", bodies }));
      const titles = page.locator(".preview-list .card-title");
      await expect
        .poll(async () => (await titles.allTextContents()).map((title) => title.replace(/ and 1 more$/, " + 1")))
        .toEqual([
          "English · Apple · Lena's iPhone + 1",
          "English · Windows · Front desk",
          "French · Apple · Hugo's iPhone",
          "French · Android (legacy) · Omar's Galaxy",
          "German · Android · Mila's Pixel",
        ]);
      const french = page.locator(".preview-list .card", { hasText: "French" });
      await expect.poll(() => french.locator(".problem", { hasText: "greeting_fr is missing" }).count()).toBe(2);
      await close();
      await other.close();
    });

    it("says below the picture what no frame draws", async () => {
      const bodies = { apple: '{"aps":{"alert":"Hi","sound":"bell.caf"},"order":7}' };
      const { page, close } = await stage.visit(hub, composeWith({ bodies }));
      await page.locator(".preview").getByText("Sound: bell.caf.", { exact: true }).waitFor();
      await page.locator(".preview").getByText("The app gets order.", { exact: true }).waitFor();
      await close();
    });

    it("warns of what the platform accepts but the author probably did not mean", async () => {
      const bodies = { apple: '{"aps":{"alert":"Hi","soud":"default"}}' };
      const { page, close } = await stage.visit(hub, composeWith({ bodies }));
      await page.locator(".preview .notes", { hasText: "aps.soud is not a known key; did you mean sound?" }).waitFor();
      await close();
    });
  });
} else {
  it("skips the tests of the composer because Chromium is not installed", () => {
    expect(installed).toBe(false);
  });
}
