import { everyone } from "@nh/client";
import { rawNotification } from "@nh/payloads";
import * as services from "@nh/platforms";
import { generateVapidKeys } from "@nh/platforms";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startWebPushDouble } from "../../platforms/test/doubles/web-push-double.js";
import { installed, PageStage, program, type Visit } from "./open-page.js";

const stage = new PageStage();
beforeAll(() => stage.open());
afterAll(() => stage.close());

/** What the browser shows of this page's notifications. */
const shownIn = (page: Page) =>
  page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title, body, data }) => ({ title, body, data }));
  });

const titlesIn = async (page: Page) => (await shownIn(page)).map(({ title }) => title).sort();

const makeDevice = async ({ page }: Visit) => {
  await page.getByRole("button", { name: "Make this browser a device" }).click();
  await page.getByRole("button", { name: "Remove this browser" }).waitFor();
};

const hello = rawNotification({ platform: "browser", body: '{"title":"Hello","body":"From the hub"}' });

describe.runIf(installed)("this browser as a device", () => {
  it("says that no push service can be reached, and shows what the hub delivers while the page is open", async () => {
    const keys = await generateVapidKeys();
    const vapid = { subject: "mailto:push@example.com", ...keys };
    const hub = await stage.start({ empty: true, deliver: { services, vapid } });
    const visit = await stage.visit(hub, "#/devices", { permissions: ["notifications"] });
    const { page } = visit;
    await makeDevice(visit);
    await page
      .getByText(/^No push service can be reached \(.*\)\. Notifications appear while this page is open\.$/)
      .waitFor();
    const client = program(hub);
    await client.send(hello, everyone());
    await client.close();
    await expect.poll(() => shownIn(page)).toMatchObject([{ title: "Hello", body: "From the hub" }]);
    // It was shown here, and left for nobody.
    expect(hub.hub.deliveries.list()).toMatchObject([{ outcome: "Success" }]);
    expect(hub.hub.deliveries.list()[0]).not.toHaveProperty("push");

    await page.reload();
    await page.getByRole("button", { name: "Remove this browser" }).waitFor();
    // What was shown before is not news. The page shows pushes in their order, so that one would
    // have come before this.
    const later = program(hub);
    await later.send(rawNotification({ platform: "browser", body: '{"title":"Later"}' }), everyone());
    await later.close();
    await expect.poll(() => titlesIn(page)).toContain("Later");
    expect(await titlesIn(page)).toEqual(["Hello", "Later"]);
    await page.getByRole("button", { name: "Remove this browser" }).click();
    await page.getByText("This browser is no longer a device.").waitFor();
    expect(hub.hub.devices.list()).toEqual([]);
    await visit.close();
    await hub.close();
  });

  it("shows what a hub that was started again delivers, whose ids begin anew", async () => {
    const hub = await stage.start({ empty: true });
    const visit = await stage.visit(hub, "#/devices", { permissions: ["notifications"] });
    await makeDevice(visit);
    const snapshot = hub.hub.snapshot.export();
    const first = program(hub);
    for (let count = 0; count < 3; count++) await first.send(hello, everyone());
    await first.close();
    await expect.poll(async () => (await shownIn(visit.page)).length).toBe(3);
    await hub.close();
    const again = await stage.start({ empty: true, port: Number(new URL(hub.url).port) });
    await again.hub.snapshot.import(snapshot);
    await visit.page.getByText("Live", { exact: true }).waitFor();
    const second = program(again);
    await second.send(rawNotification({ platform: "browser", body: '{"title":"Back"}' }), everyone());
    await second.close();
    await expect.poll(() => titlesIn(visit.page)).toContain("Back");
    await visit.close();
    await again.close();
  });

  it("says that a hub that only records does not push to browsers", async () => {
    const hub = await stage.start({ empty: true });
    const visit = await stage.visit(hub, "#/devices", { permissions: ["notifications"] });
    await makeDevice(visit);
    await visit.page
      .getByText("This hub does not push to browsers: start it with --deliver.", { exact: false })
      .waitFor();
    expect(visit.complaints).toEqual([]);
    await visit.close();
    await hub.close();
  });

  it("says what to do when notifications are blocked, and registers nothing", async () => {
    const hub = await stage.start({ empty: true });
    const visit = await stage.visit(hub, "#/devices");
    await visit.page.getByRole("button", { name: "Make this browser a device" }).click();
    await visit.page.getByText("Notifications are blocked for this page.", { exact: false }).waitFor();
    expect(hub.hub.devices.list()).toEqual([]);
    await visit.close();
    await hub.close();
  });

  it("shows what a push service got from the hub and decrypted, with the page closed", async () => {
    const double = await startWebPushDouble();
    onTestFinished(() => double.close());
    const keys = await generateVapidKeys();
    const subscriber = await double.subscribe(keys.publicKey);
    const vapid = { subject: "mailto:push@example.com", ...keys };
    const hub = await stage.start({ empty: true, deliver: { services, vapid, hosts: "loopback" } });
    const visit = await stage.visit(hub, "#/devices", { permissions: ["notifications"] });
    const { page } = visit;
    await makeDevice(visit);
    // The push service of the test takes the place of the browser's own, which is out of reach.
    const client = program(hub);
    const [device] = hub.hub.devices.list();
    const { endpoint, keys: pair } = subscriber.subscription;
    await client.installations.put({
      installationId: device?.installationId ?? "",
      platform: "browser",
      pushChannel: { endpoint, ...pair },
    });

    const devtools = await page.context().newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const [first] = registrations;
        if (first !== undefined) resolve(first.registrationId);
      });
    });
    await devtools.send("ServiceWorker.enable");
    const registrationId = await registered;
    await page.goto("about:blank");

    const body = '{"title":"Order 7","body":"It is on its way","data":{"url":"https://example.com/orders/7"}}';
    await client.send(rawNotification({ platform: "browser", body }), everyone());
    await client.close();
    await expect.poll(() => subscriber.pushes.map(({ text }) => text)).toEqual([body]);
    const [data = ""] = subscriber.pushes.map(({ text }) => text);
    await devtools.send("ServiceWorker.deliverPushMessage", { origin: hub.url, registrationId, data });

    await page.goto(`${hub.url}/_nh/#/devices`);
    await expect
      .poll(() => shownIn(page))
      .toEqual([{ title: "Order 7", body: "It is on its way", data: { url: "https://example.com/orders/7" } }]);
    await visit.close();
    await hub.close();
  });

  it("shows any payload, also one that the browser refuses in part", async () => {
    const hub = await stage.start({ empty: true });
    const visit = await stage.visit(hub, "#/devices", { permissions: ["notifications"] });
    await makeDevice(visit);
    const client = program(hub);
    for (const body of ['{"title":"A","renotify":true}', '{"sync":1}']) {
      await client.send(rawNotification({ platform: "browser", body }), everyone());
    }
    await client.close();
    // Each is given the time of its own: a browser on a busy machine is slow with its first.
    await expect.poll(() => titlesIn(visit.page)).toContain("A");
    await expect.poll(() => titlesIn(visit.page)).toEqual(["A", "A push without a title"]);
    await visit.close();
    await hub.close();
  });
});
