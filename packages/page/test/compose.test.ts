import type { StartedHub } from "@nh/hub/node";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installed, PageStage, program } from "./open-page.js";

const composeWith = (draft: object) => `#/compose?draft=${Buffer.from(JSON.stringify(draft)).toString("base64url")}`;
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

    describe("for several platforms", () => {
      it("takes what only one platform has, shows it beside, and sends it", async () => {
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

    it("says what the platform takes and was probably not meant", async () => {
      const bodies = { apple: '{"aps":{"alert":"Hi","soud":"default"}}' };
      const { page, close } = await stage.visit(hub, composeWith({ bodies }));
      await page.locator(".preview .notes", { hasText: "aps.soud is not a known key; did you mean sound?" }).waitFor();
      await close();
    });
  });
} else {
  it("leaves out the tests of the composer, since Chromium is not installed", () => {
    expect(installed).toBe(false);
  });
}
