import type { AddressInfo } from "node:net";
import { NotificationHubClient } from "@nh/client";
import { useHub } from "@nh/hub/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createApi } from "./express-api.js";

const hub = useHub({ hooks: { afterAll, afterEach, beforeAll } });
const phone = { platform: "apns", pushChannel: "a1".repeat(32), tags: ["news"] };

/** Sends a request to the API, over a port of its own. */
async function call(method: string, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const client = new NotificationHubClient(hub.connectionString, hub.hubName, {
    fetch: hub.fetch,
    platforms: ["apple", "fcmv1"],
    retry: false,
  });
  const server = createApi(client).listen(0);
  try {
    const { port } = server.address() as AddressInfo;
    const headers = { "Content-Type": "application/json", "x-user": "lena" };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
  } finally {
    server.close();
  }
}

it("registers a device for the signed-in user and notifies that user", async () => {
  expect((await call("PUT", "/devices/phone", phone)).status).toBe(204);
  const message = { title: "Goal!", body: "1 : 0" };
  expect(await call("POST", "/users/lena/notifications", message)).toEqual({
    status: 202,
    body: { state: "enqueued", failed: [] },
  });
  const { body } = await hub.deliveries.waitFor({ installationId: "phone" });
  expect(JSON.parse(body)).toEqual({ aps: { alert: message } });
});

it.each<[string, string, string, object]>([
  ["an unknown member", "PUT", "/devices/phone", { ...phone, tag: "news" }],
  ["no handle", "PUT", "/devices/phone", { platform: "apns" }],
  ["a tag with a comma", "PUT", "/devices/phone", { ...phone, tags: ["a,b"] }],
  ["a badge that is not a number", "POST", "/users/lena/notifications", { title: "Goal!", badge: "1" }],
])("responds with 422 to %s", async (_title, method, path, body) => {
  const response = await call(method, path, body);
  expect(response).toMatchObject({ status: 422, body: { code: expect.stringMatching(/^NH_/) } });
});

it("responds with 503 when the service fails and the caller may try again", async () => {
  hub.faults.add({ match: { operation: "putInstallation" }, answer: { status: 500 } });
  expect((await call("PUT", "/devices/phone", phone)).status).toBe(503);
  hub.faults.add({ match: { operation: "send" }, answer: { status: 429 } });
  expect(await call("POST", "/users/lena/notifications", { title: "Goal!" })).toMatchObject({
    status: 503,
    body: { state: "failed", failed: ["apple", "fcmv1"] },
  });
});

it("responds with 502 when a second try would fail too, or could push twice", async () => {
  hub.faults.add({ match: { operation: "putInstallation" }, answer: { status: 403 } });
  expect((await call("PUT", "/devices/phone", phone)).status).toBe(502);
  hub.faults.add({ match: { operation: "send" }, answer: { status: 500 } });
  expect(await call("POST", "/users/lena/notifications", { title: "Goal!" })).toMatchObject({
    status: 502,
    body: { state: "failed", failed: ["apple", "fcmv1"] },
  });
});
