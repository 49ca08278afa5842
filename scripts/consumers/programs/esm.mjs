// A program of ES modules that uses every package.
import assert from "node:assert/strict";
import { parseConnectionString } from "@nh/auth";
import { verifySasToken } from "@nh/auth/verify";
import { NotificationHubClient } from "@nh/client";
import { createContext, send } from "@nh/client/operations";
import { createHub } from "@nh/hub";
import { startHub } from "@nh/hub/node";
import { page } from "@nh/page";
import { apple } from "@nh/payloads";
import { renderTemplate } from "@nh/payloads/template";
import { createApns } from "@nh/platforms";
import { decodeErrorBody } from "@nh/wire";

const hub = await startHub({ port: 0, httpsPort: false });
const client = new NotificationHubClient(hub.connectionString, hub.hubName);
const hello = apple({ alert: "Hello" });
await client.installations.put({ installationId: "a", platform: "apns", pushChannel: "00fc13adff785122", tags: ["t"] });
const result = await client.send(hello, "t", { test: true });
assert.equal(result.outcome.success, 1);
const context = createContext(hub.connectionString, hub.hubName);
assert.equal((await send(context, hello, "t")).state, "enqueued");
await context.close();
await client.close();
await hub.close();
assert.equal(renderTemplate('{"aps":{"alert":"$(word)"}}', { word: "Hello" }), hello.body);
assert.ok(parseConnectionString(hub.connectionString).endpoint.startsWith("http"));
for (const value of [createApns, createHub, decodeErrorBody, verifySasToken]) assert.equal(typeof value, "function");
assert.ok(page.length > 0);
