import type { AddressInfo } from "node:net";
import { NotificationHubClient } from "@nh/client";
import { startHub } from "@nh/hub/node";
import { generateVapidKeys } from "@nh/platforms";
import { afterEach, describe, expect, it, vi } from "vitest";
import { push } from "./azure-function.js";
import { POST } from "./next-route.js";
import { createSite } from "./web-push.js";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs a program of this folder and returns what it prints. */
async function run(start: () => Promise<unknown>): Promise<string[]> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await start();
  return log.mock.calls.map((values) => values.join(" "));
}

it("the tutorial reaches the right devices", async () => {
  expect(await run(() => import("./tutorial.js"))).toEqual([
    "debug: 2 delivered, 0 failed",
    "kitchen: Hello world!",
    "office: Hello world!",
    "kitchen: Hello world!",
    "office: Hello world!",
    "kitchen: Hello world!",
    "kitchen: Hello world!",
    "office: Hello world!",
    "kitchen: Hello world!",
    "kitchen: Hello",
    "office: Salut",
  ]);
});

it("the direct sends reach the handles", async () => {
  expect(await run(() => import("./direct-send.js"))).toEqual([
    "00fc13…: push type alert",
    "00fc13…: push type alert",
    "11fc13…: push type alert",
  ]);
});

it("the localized template uses the language of each device", async () => {
  expect(await run(() => import("./localized-template.js"))).toEqual([
    'lena: {"aps":{"alert":"Köln against Leeds: 2:1"}}',
    'mila: {"aps":{"alert":"Köln gegen Leeds: 2:1"}}',
  ]);
});

it("the migration takes the templates of every language along", async () => {
  const [plan, moved, ...delivered] = await run(() => import("./fcm-migration.js"));
  expect([plan, moved]).toEqual(["3 to move, 0 problems", "3 moved, 0 failed"]);
  expect(delivered.sort()).toEqual([
    'fcmv1: {"message":{"notification":{"title":"Köln against Leeds","body":"Goal!"}}}',
    'fcmv1: {"message":{"notification":{"title":"Köln contre Leeds","body":"But !"}}}',
    'fcmv1: {"message":{"notification":{"title":"Köln gegen Leeds","body":"Tor!"}}}',
  ]);
});

it("the bulk sender reaches every device although its first run ends early", async () => {
  expect(await run(() => import("./bulk-with-resume.js"))).toEqual(["5000 devices reached"]);
});

it("the worker reaches the customer on every platform", async () => {
  const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
  const { default: worker } = await import("./worker.js");
  const body = JSON.stringify({ customer: "lena", order: 7 });
  const request = new Request("https://shop.example/orders", { method: "POST", body });
  const response = await worker.fetch(request, { NH_CONNECTION_STRING: connectionString });
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 202,
    body: { state: "enqueued" },
  });
  const formats = hub.requests.list().map(({ requestHeaders }) => requestHeaders["servicebusnotification-format"]);
  expect(formats.sort()).toEqual(["apple", "browser", "fcmv1"]);
  expect((await worker.fetch(new Request("https://shop.example/"), { NH_CONNECTION_STRING: "" })).status).toBe(405);
  const statusOf = async (body: string) => {
    const wrong = new Request("https://shop.example/orders", { method: "POST", body });
    return (await worker.fetch(wrong, { NH_CONNECTION_STRING: connectionString })).status;
  };
  expect(await statusOf("not json")).toBe(400);
  expect(await statusOf('{"order":7}')).toBe(400);
  expect(await statusOf('{"customer":"","order":7}')).toBe(422);
  await close();
});

describe("programs that run elsewhere", () => {
  it("the route of Next.js and the Azure Function push to the devices of a user", async () => {
    const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
    vi.stubEnv("NH_CONNECTION_STRING", connectionString);
    vi.stubEnv("NH_HUB", "hub");
    const client = new NotificationHubClient(connectionString, "hub");
    const phone = { installationId: "a", platform: "apns", pushChannel: "00fc13adff785122", userId: "ann" } as const;
    await client.installations.put(phone);

    const body = JSON.stringify({ userId: "ann", title: "Hello" });
    const response = await POST(new Request("http://localhost/api/notify", { method: "POST", body }));
    expect([response.status, await response.json()]).toEqual([202, { state: "enqueued" }]);
    const statusOf = async (body: string) =>
      (await POST(new Request("http://localhost/api/notify", { method: "POST", body }))).status;
    expect(await statusOf("not json")).toBe(400);
    expect(await statusOf("null")).toBe(400);
    expect(await statusOf('{"userId":"ann","title":""}')).toBe(422);
    expect(await statusOf('{"title":"Hello"}')).toBe(422);
    hub.faults.add({ match: { operation: "send" }, answer: { status: 403 } });
    expect(await statusOf(body)).toBe(502);
    hub.faults.clear();

    const context = { log: vi.fn(), error: vi.fn() };
    await push({ userId: "ann", title: "From a queue" }, context);
    expect(context.log).toHaveBeenCalledOnce();
    hub.faults.add({ match: { operation: "send" }, answer: { status: 500 } });
    await push({ userId: "ann", title: "Lost" }, context);
    expect(context.error).toHaveBeenCalledOnce();

    const alerts = hub.deliveries.list().map((delivery) => JSON.parse(delivery.body).aps.alert.title);
    expect(alerts).toEqual(["Hello", "From a queue"]);
    await client.close();
    await close();
  });

  it("the site with Web Push registers a browser and pushes to it", async () => {
    const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
    const { publicKey } = await generateVapidKeys();
    const client = new NotificationHubClient(connectionString, "hub");
    const site = createSite(client, publicKey).listen(0, "localhost");
    await new Promise((resolve) => site.once("listening", resolve));
    const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
    expect(await (await fetch(origin)).text()).toContain(publicKey);
    expect(await (await fetch(`${origin}/worker.js`)).text()).toContain("showNotification");
    const subscription = {
      endpoint: "https://push.example.com/send/1",
      keys: { p256dh: publicKey, auth: "8eDyX_uCN0XRhSbY5hs7Hg" },
    };
    const posted = await fetch(`${origin}/subscriptions`, { method: "POST", body: JSON.stringify(subscription) });
    expect(posted.status).toBe(204);
    expect(hub.deliveries.list()).toMatchObject([{ platform: "browser", installationId: "anns-browser" }]);
    const statusOf = async (body: string) => (await fetch(`${origin}/subscriptions`, { method: "POST", body })).status;
    expect(await statusOf("not json")).toBe(400);
    expect(await statusOf("null")).toBe(422);
    expect(await statusOf('{"endpoint":"http://push.example.com/"}')).toBe(422);
    hub.faults.add({ match: { operation: "putInstallation" }, answer: { status: 403 } });
    expect(await statusOf(JSON.stringify(subscription))).toBe(502);
    site.close();
    await client.close();
    await close();
  });
});
