// Azure's tutorial "Notification Hubs from a back end" in TypeScript, on a hub of this machine.
// Run it: node examples/tutorial.ts (Node 22.18 or newer; after `pnpm build`).
import { everyone, NotificationHubClient } from "@nh/client";
import { startHub } from "@nh/hub/node";
import { template, windows } from "@nh/payloads";

// With a hub on Azure, take its connection string and leave startHub out.
const local = await startHub({ port: 0, httpsPort: false });
const hub = new NotificationHubClient(local.connectionString, "myhub");

// Devices register themselves. Here are two, each with a template in its own language.
const greeting = (property: string) =>
  `<toast><visual><binding template="ToastText01"><text id="1">$(${property})</text></binding></visual></toast>`;
await hub.installations.put({
  installationId: "kitchen",
  platform: "wns",
  pushChannel: "https://db5.notify.windows.com/?token=kitchen",
  tags: ["sports"],
  templates: { greeting: { body: greeting("greeting_en"), headers: { "X-WNS-Type": "wns/toast" } } },
});
await hub.installations.put({
  installationId: "office",
  platform: "wns",
  pushChannel: "https://db5.notify.windows.com/?token=office",
  tags: ["headlines"],
  templates: { greeting: { body: greeting("greeting_fr"), headers: { "X-WNS-Type": "wns/toast" } } },
});

const toast = windows(
  `<toast><visual><binding template="ToastText01"><text id="1">Hello world!</text></binding></visual></toast>`,
);

// Debug: the answer already says what became of it on each device.
const debug = await hub.send(toast, everyone(), { test: true });
if (debug.state === "detailed")
  console.log("debug:", debug.outcome.success, "delivered,", debug.outcome.failure, "failed");

// Broadcast to every Windows device.
await hub.send(toast, everyone());

// One tag, several tags (any of them), an expression.
await hub.send(toast, "sports");
await hub.send(toast, ["sports", "headlines"]);
await hub.send(toast, "sports && !headlines");

// Templates: each device gets its own language.
await hub.send(template({ greeting_en: "Hello", greeting_fr: "Salut" }), everyone());

for (const { installationId, body } of local.hub.deliveries.list()) {
  console.log(`${installationId}: ${/<text id="1">(.*?)<\/text>/.exec(body)?.[1]}`);
}

await hub.close();
await local.close();
