// Azure's tutorial "Notification Hubs from a back end" in TypeScript, with a hub on this machine.
// Run it: node examples/tutorial.ts (Node 22.18 or newer; after `pnpm build`).
import { everyone, NotificationHubClient } from "@nh/client";
import { startHub } from "@nh/hub/node";
import { template, windows } from "@nh/payloads";

// To use a hub on Azure, use its connection string and remove startHub.
const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
const client = new NotificationHubClient(connectionString, "myhub");

// Devices register themselves. Here are two, each with a template in its own language.
const greeting = (property: string) =>
  `<toast><visual><binding template="ToastText01"><text id="1">$(${property})</text></binding></visual></toast>`;
await client.installations.put({
  installationId: "kitchen",
  platform: "wns",
  pushChannel: "https://db5.notify.windows.com/?token=kitchen",
  tags: ["sports"],
  templates: { greeting: { body: greeting("greeting_en"), headers: { "X-WNS-Type": "wns/toast" } } },
});
await client.installations.put({
  installationId: "office",
  platform: "wns",
  pushChannel: "https://db5.notify.windows.com/?token=office",
  tags: ["headlines"],
  templates: { greeting: { body: greeting("greeting_fr"), headers: { "X-WNS-Type": "wns/toast" } } },
});

const toast = windows(
  `<toast><visual><binding template="ToastText01"><text id="1">Hello world!</text></binding></visual></toast>`,
);

// Debug: the response says what happened on each device.
const debug = await client.send(toast, everyone(), { test: true });
if (debug.state === "detailed")
  console.log("debug:", debug.outcome.success, "delivered,", debug.outcome.failure, "failed");

// Broadcast to every Windows device.
await client.send(toast, everyone());

// One tag, any of several tags, an expression.
await client.send(toast, "sports");
await client.send(toast, ["sports", "headlines"]);
await client.send(toast, "sports && !headlines");

// Templates: each device gets its own language.
await client.send(template({ greeting_en: "Hello", greeting_fr: "Salut" }), everyone());

for (const { installationId, body } of hub.deliveries.list()) {
  console.log(`${installationId}: ${/<text id="1">(.*?)<\/text>/.exec(body)?.[1]}`);
}

await client.close();
await close();
