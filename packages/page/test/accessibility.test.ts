import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { StartedHub } from "@nh/hub/node";
import { apple, template } from "@nh/payloads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installed, PageStage, program, type Visit } from "./open-page.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * A draft with a problem at a field of one platform, pictures of templates, and a time that is
 * incomplete.
 */
const detailed = {
  platform: "every",
  platforms: ["apple", "template"],
  own: { apple: '{"badge":"x"}' },
  later: { kind: "at", time: "" },
};
/** Where the hub's explanation of a send, and of the draft, is to be seen. */
const explained = 'td:has-text("matches")';
const reach = "#reach b";
const everyReach = ".platform-cards:not(:has(.reach:empty)) .reach b";
const views: readonly [name: string, fragment: string, clicks: readonly string[], last: readonly string[]][] = [
  ["the list of activity", "#/activity", [], [explained, reach]],
  ["who and why", "#/activity/14", [], [explained, reach]],
  ["what arrived", "#/activity/14", ["#tab-arrived"], [".picture-grid li", reach]],
  ["HTTP", "#/activity/14", ["#tab-http"], [".code", reach]],
  ["attempts", "#/activity/14", ["#tab-attempts"], [".who tbody tr", reach]],
  ["code", "#/activity/14", ["#tab-code"], [".code", reach]],
  ["devices", "#/devices", [], [".device .frame"]],
  ["a device", "#/devices", [".device a"], [".device-detail .code", ".history li"]],
  ["adding a device", "#/devices", ["text=Add a device"], [".device-editor"]],
  ["composing", "#/compose", [], [reach]],
  ["composing for several platforms", `#/compose?draft=${btoa('{"platform":"every"}')}`, [], [everyReach]],
  [
    "composing what only one platform has, for later",
    `#/compose?draft=${btoa(JSON.stringify(detailed))}`,
    [],
    [everyReach],
  ],
  ["the document", "#/compose", ["text=JSON"], [".document", reach]],
  ["learning", "#/learn", [], [".lesson"]],
  ["faults", "#/activity", ["[popovertarget=faults] >> nth=0"], [".scenario", reach]],
  ["the clock", "#/activity", ["[popovertarget=clock] >> nth=0"], [".clock-now", reach]],
  ["connecting", "#/activity", ["[popovertarget=connect] >> nth=0"], [".connect-line", reach]],
];
const screens = { phone: { width: 390, height: 844 }, desktop: { width: 1366, height: 768 } } as const;

if (installed) {
  describe("the page for everybody", () => {
    const stage = new PageStage();
    let hub: StartedHub;
    beforeAll(async () => {
      await stage.open();
      hub = await stage.start();
      const client = program(hub);
      await client.send(
        apple({ alert: { title: "T", body: "B" }, badge: 3, interruptionLevel: "time-sensitive" }),
        "sports",
      );
      await client.send(template({ greeting_en: "Hello" }), "lang:en || lang:fr");
      hub.hub.faults.scenario("platform-outage");
      await client.send(apple({ alert: "refused" }), "finance");
      await client.close();
      hub.hub.faults.clear();
    });
    afterAll(async () => {
      await hub?.close();
      await stage.close();
    });

    describe.each(views)("%s", (_, fragment, clicks, last) => {
      describe.each(Object.entries(screens))("on a %s", (screen, viewport) => {
        let visit: Visit;
        beforeAll(async () => {
          visit = await stage.visit(hub, fragment, { viewport, bypassCSP: true });
          await visit.page.locator("#main").waitFor();
          for (const selector of clicks) await visit.page.locator(selector).first().click();
          // What the hub responds, such as whom a draft reaches, is checked too, also where a phone
          // hides it at first.
          for (const selector of last) await visit.page.locator(selector).first().waitFor({ state: "attached" });
          await visit.page.evaluate(axe);
        });
        afterAll(() => visit?.close());

        it.each(["light", "dark"] as const)(
          `has no violation that axe finds on a ${screen} in %s`,
          async (colorScheme) => {
            const { page } = visit;
            await page.emulateMedia({ colorScheme });
            const { violations } = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
              violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
            };
            const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
            expect(found).toEqual([]);
          },
        );
      });
    });
  });
} else {
  it("skips the checks of accessibility because Chromium is not installed", () => {
    expect(installed).toBe(false);
  });
}
