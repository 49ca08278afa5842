import type { AddressInfo } from "node:net";
import { NotificationHubsClient, type NotificationHubsClientOptions } from "@azure/notification-hubs";
import { type StartedHub, startHub } from "@nh/hub/node";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sendSale } from "./bulk-with-resume.js";
import { createApi } from "./express-api.js";
import { migrate } from "./fcm-migration.js";
import worker from "./worker.js";

/*
 * The programs that the table of lines compares with do what the examples do, as the examples' own
 * tests ask.
 */

let started: StartedHub;
let client: NotificationHubsClient;
let connectionString: string;

/** The SDK speaks HTTPS unless a policy allows more. */
const options: NotificationHubsClientOptions = {
  retryOptions: { maxRetries: 0 },
  additionalPolicies: [
    {
      position: "perCall",
      policy: {
        name: "allowInsecure",
        sendRequest: (request, next) => next(Object.assign(request, { allowInsecureConnection: true })),
      },
    },
  ],
};

beforeEach(async () => {
  started = await startHub({ port: 0, httpsPort: false });
  const key = /SharedAccessKeyName=[^;]+;SharedAccessKey=[^;]+/.exec(started.connectionString)?.[0];
  connectionString = `Endpoint=${started.url}/;${key}`;
  client = new NotificationHubsClient(connectionString, "hub", options);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await started.close();
});

async function call(method: string, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const server = createApi(client).listen(0, "127.0.0.1");
  try {
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const headers = { "Content-Type": "application/json", "x-user": "lena" };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
  } finally {
    server.close();
  }
}

it("the Express API registers, notifies, and tells the caller's mistakes from failures", async () => {
  const phone = { platform: "apns", pushChannel: "a1".repeat(32), tags: ["news"] };
  expect((await call("PUT", "/devices/phone", phone)).status).toBe(204);
  const message = { title: "Goal!", body: "1 : 0" };
  expect(await call("POST", "/users/lena/notifications", message)).toEqual({
    status: 202,
    body: { state: "enqueued", failed: [] },
  });
  const { body } = await started.hub.deliveries.waitFor({ installationId: "phone" });
  expect(JSON.parse(body)).toEqual({ aps: { alert: message } });
  for (const device of [{ ...phone, tag: "news" }, { platform: "apns" }, { ...phone, tags: ["a,b"] }]) {
    expect((await call("PUT", "/devices/phone", device)).status).toBe(422);
  }
  expect((await call("POST", "/users/lena/notifications", { title: "Goal!", badge: "1" })).status).toBe(422);
  started.hub.faults.add({ answer: { status: 500 } });
  expect((await call("PUT", "/devices/phone", phone)).status).toBe(502);
  expect(await call("POST", "/users/lena/notifications", { title: "Goal!" })).toMatchObject({
    status: 502,
    body: { state: "failed", failed: ["apple", "fcmv1"] },
  });
});

it("the migration takes the templates of every language along", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await migrate(client);
  expect(log.mock.calls).toEqual([["3 to move, 0 problems"], ["3 moved, 0 failed"]]);
  expect(
    started.hub.deliveries
      .list()
      .map(({ platform, body }) => `${platform}: ${body}`)
      .sort(),
  ).toEqual([
    'fcmv1: {"message":{"notification":{"title":"Köln against Leeds","body":"Goal!"}}}',
    'fcmv1: {"message":{"notification":{"title":"Köln contre Leeds","body":"But !"}}}',
    'fcmv1: {"message":{"notification":{"title":"Köln gegen Leeds","body":"Tor!"}}}',
  ]);
});

it("the bulk sender reaches every device although its first run ends early", async () => {
  await sendSale(client);
  const handles = started.hub.deliveries.list({ limit: 10_000 }).map(({ handle }) => handle);
  expect([handles.length, new Set(handles).size]).toEqual([5000, 5000]);
});

it("the worker reaches the customer on every platform", async () => {
  const body = JSON.stringify({ customer: "lena", order: 7 });
  const request = new Request("https://shop.example/orders", { method: "POST", body });
  const response = await worker.fetch(request, { NH_CONNECTION_STRING: connectionString, options });
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 202,
    body: { state: "enqueued" },
  });
  const formats = started.hub.requests
    .list()
    .map(({ requestHeaders }) => requestHeaders["servicebusnotification-format"]);
  expect(formats.sort()).toEqual(["apple", "browser", "fcmv1"]);
});
