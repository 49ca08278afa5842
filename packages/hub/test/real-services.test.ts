import * as services from "@nh/platforms";
import { expect, it, onTestFinished, vi } from "vitest";
import { startApnsDouble } from "../../platforms/test/doubles/apns-double.js";
import { serviceAccount, startFcmDouble } from "../../platforms/test/doubles/fcm-double.js";
import { startWebPushDouble } from "../../platforms/test/doubles/web-push-double.js";
import type { DeliverOptions } from "../src/index.js";
import { type StartedHub, startHub } from "../src/node.js";
import { broadcast, callHub, createHubWith, install } from "./delivery.js";

async function start(deliver: Omit<DeliverOptions, "services">): Promise<StartedHub> {
  const started = await startHub({ port: 0, httpsPort: false, deliver: { services, ...deliver } });
  onTestFinished(() => started.close());
  return started;
}

function closeAfterTest(double: { close(): Promise<void> }): void {
  onTestFinished(() => double.close());
}

const settled = ({ hub }: StartedHub, count: number) =>
  vi.waitFor(
    () => {
      const deliveries = hub.deliveries.list();
      expect(deliveries.filter(({ outcome }) => outcome !== "Pending")).toHaveLength(count);
      return deliveries;
    },
    { timeout: 30_000 },
  );

it("encrypts a push for a browser, which reads it", async () => {
  const double = await startWebPushDouble();
  closeAfterTest(double);
  const keys = await services.generateVapidKeys();
  const browser = await double.subscribe(keys.publicKey);
  const started = await start({ hosts: "loopback" });
  await createHubWith(started.url, "shop", { browser: { subject: "mailto:push@example.com", ...keys } });
  const { endpoint, keys: pair } = browser.subscription;
  const tab = { installationId: "tab", platform: "browser", pushChannel: { endpoint, ...pair } };
  await install(started.url, "shop", tab);
  await broadcast(started.url, "shop", "browser", '{"title":"Hello"}');
  expect(await settled(started, 1)).toMatchObject([{ outcome: "Success", push: { state: "delivered", status: 201 } }]);
  expect(browser.pushes.map(({ text }) => text)).toEqual(['{"title":"Hello"}']);

  browser.unsubscribe();
  await broadcast(started.url, "shop", "browser", '{"title":"Again"}');
  const [, gone] = await settled(started, 2);
  expect(gone).toMatchObject({ outcome: "ExpiredChannel", push: { state: "handleGone", status: 410 } });
  expect(started.hub.devices.list()).toMatchObject([{ expired: true }]);

  const released = await started.hub.deliveries.release(
    "1",
    JSON.stringify((await double.subscribe(keys.publicKey)).subscription),
  );
  expect(released).toMatchObject({ outcome: "Success", push: { state: "delivered" } });
});

it("posts to no endpoint in this machine or its network, unless a flag allows it", async () => {
  const double = await startWebPushDouble();
  closeAfterTest(double);
  const keys = await services.generateVapidKeys();
  const { subscription } = await double.subscribe(keys.publicKey);
  const started = await start({});
  await createHubWith(started.url, "shop", { browser: { subject: "mailto:push@example.com", ...keys } });
  const hostile = [
    subscription.endpoint,
    "https://127.0.0.1/admin",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "https://10.0.0.1/",
    "https://user:password@push.services.mozilla.com/",
  ];
  for (const [index, endpoint] of hostile.entries()) {
    const pushChannel = { endpoint, ...subscription.keys };
    await install(started.url, "shop", { installationId: `i${index}`, platform: "browser", pushChannel } as never);
  }
  await broadcast(started.url, "shop", "browser", '{"title":"Hello"}');
  for (const delivery of await settled(started, hostile.length))
    expect(delivery).toMatchObject({ outcome: "WrongChannel", push: { state: "notSent", mayHaveBeenPushed: false } });
  expect(double.connections).toBe(0);
});

it("pushes to APNs and FCM with the credentials of the hub", async () => {
  const apns = await startApnsDouble();
  const fcm = await startFcmDouble();
  fcm.keyId = undefined; // the description of a hub does not hold it
  closeAfterTest(apns);
  closeAfterTest(fcm);
  const started = await start({
    servers: { apple: { url: apns.url }, fcmv1: { url: fcm.url, tokenUrl: fcm.tokenUrl } },
  });
  // The service keeps a key without its frame.
  const key = apns.credential.key.replace(/-----[^-]+-----|\s/g, "");
  await createHubWith(started.url, "shop", {
    apns: { ...apns.credential, key, environment: "sandbox" },
    fcmV1: {
      privateKey: serviceAccount.private_key,
      projectId: serviceAccount.project_id,
      clientEmail: serviceAccount.client_email,
    },
  });
  const token = "ab".repeat(32);
  await install(started.url, "shop", { installationId: "a", platform: "apns", pushChannel: token } as never);
  await install(started.url, "shop", { installationId: "f", platform: "fcmv1", pushChannel: "gone-1" } as never);
  await broadcast(started.url, "shop", "apple", '{"aps":{"alert":"Hello"}}');
  await broadcast(started.url, "shop", "fcmv1", '{"message":{"notification":{"title":"Hello"}}}');
  expect(await settled(started, 2)).toMatchObject([
    { platform: "apple", outcome: "Success", push: { state: "delivered", status: 200 } },
    { platform: "fcmv1", outcome: "ExpiredChannel", push: { state: "handleGone", reason: "UNREGISTERED" } },
  ]);
  expect(apns.pushed).toMatchObject([{ token: expect.stringMatching(new RegExp(token, "i")) }]);
});

it("shows no secret of a credential that cannot be read", async () => {
  const started = await start({});
  const key = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";
  await createHubWith(started.url, "shop", {
    apns: { key, keyId: "ABC1234567", teamId: "DEF1234567", bundleId: "com.example.shop", environment: "production" },
  });
  await install(started.url, "shop", { installationId: "a", platform: "apns", pushChannel: "ab".repeat(32) } as never);
  await broadcast(started.url, "shop", "apple", '{"aps":{"alert":"Hello"}}');
  expect(await settled(started, 1)).toMatchObject([{ outcome: "InvalidCredentials", push: { state: "notSent" } }]);
  expect(await callHub(started.url, "GET", "/_nh/deliveries")).not.toContain(key);
});
