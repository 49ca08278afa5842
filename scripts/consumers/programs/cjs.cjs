// The same in CommonJS, as far as it shows that each package can be required.
const assert = require("node:assert/strict");
const { parseConnectionString } = require("@nh/auth");
const { verifySasToken } = require("@nh/auth/verify");
const { NotificationHubClient } = require("@nh/client");
const { NamespaceClient } = require("@nh/client/management");
const { createContext, send } = require("@nh/client/operations");
const { createHub } = require("@nh/hub");
const { startHub } = require("@nh/hub/node");
const { page } = require("@nh/page");
const { apple } = require("@nh/payloads");
const { renderTemplate } = require("@nh/payloads/template");
const { createApns } = require("@nh/platforms");
const { decodeErrorBody } = require("@nh/wire");

async function main() {
  const hub = await startHub({ port: 0, httpsPort: false });
  const client = new NotificationHubClient(hub.connectionString, hub.hubName);
  const phone = { installationId: "a", platform: "apns", pushChannel: "00fc13adff785122", tags: ["t"] };
  await client.installations.put(phone);
  const result = await client.send(apple({ alert: "Hello" }), "t", { test: true });
  assert.equal(result.outcome.success, 1);
  const context = createContext(hub.connectionString, hub.hubName);
  assert.equal((await send(context, apple({ alert: "Hello" }), "t")).state, "enqueued");
  await context.close();
  const namespace = new NamespaceClient(hub.connectionString);
  assert.equal((await namespace.hubs.create("shop", { disabled: true })).disabled, true);
  await namespace.close();
  await client.close();
  await hub.close();
  assert.ok(parseConnectionString(hub.connectionString).endpoint.startsWith("http"));
  for (const value of [createApns, createHub, decodeErrorBody, renderTemplate, verifySasToken])
    assert.equal(typeof value, "function");
  assert.ok(page.length > 0);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
