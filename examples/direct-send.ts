// Pushes to devices by their handles, one and many, without any registration.
import { device, devices, NotificationHubClient } from "@nh/client";
import { startHub } from "@nh/hub/node";
import { apple } from "@nh/payloads";

const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
const client = new NotificationHubClient(connectionString, "myhub");

const phone = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const tablet = "11fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f1";
const notification = apple({ alert: { title: "Your table is ready", body: "We hold it for ten minutes." } });

await client.send(notification, device(phone));
await client.send(notification, devices([phone, tablet]));

for (const { handle, headers } of hub.deliveries.list()) {
  console.log(`${handle.slice(0, 6)}…: push type ${headers["apns-push-type"]}`);
}

await client.close();
await close();
