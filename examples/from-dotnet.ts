// Every method of .NET's NotificationHubClient and NamespaceManager, written with nh.
// docs/from-dotnet.md quotes these lines.

import { device, devices, everyone, NotificationHubClient, patch, type Registration } from "@nh/client";
import { generateKey, NamespaceClient } from "@nh/client/management";
import { createContext, send } from "@nh/client/operations";
import { startHub } from "@nh/hub/node";
import {
  adm,
  apple,
  baidu,
  fcmV1,
  gcm,
  rawNotification,
  template,
  windowsPhoneToast,
  windowsToast,
} from "@nh/payloads";
import { loadXmlCodecs } from "@nh/wire";

const { connectionString, close } = await startHub({ port: 0, httpsPort: false });
const hubName = "demo";
const fetch = globalThis.fetch;
const token = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const channel = "https://db3.notify.windows.com/?token=AgYAAAD";
const body = '{"aps":{"alert":"$(message)"}}';
const notification = apple({ alert: "Hello" });

// The client
const client = new NotificationHubClient(connectionString, hubName);
const tuned = new NotificationHubClient(connectionString, hubName, {
  fetch,
  timeoutMs: 60_000,
  retry: { maxRetries: 5 },
});
const address = client.endpoint;

// Sending
await client.send(notification, everyone());
await client.send(notification, "team_red && !muted");
await client.send(notification, ["team_red", "team_blue"]);
await client.send(apple({ alert: "Hello" }), everyone());
await client.send(gcm({ data: { message: "Hello" } }), everyone());
await client.send(fcmV1({ notification: { title: "Hello" } }), everyone());
await client.send(adm({ data: { message: "Hello" } }), everyone());
await client.send(baidu({ title: "Hello", description: "World" }), everyone());
await client.send(windowsToast({ texts: ["Hello"] }), everyone());
await client.send(windowsPhoneToast({ text1: "Hello" }), everyone());
await client.send(template({ message: "Hello" }), everyone());
const tested = await client.send(notification, everyone(), { test: true });
await client.send(notification, device(token));
await client.send(notification, devices([token]));
for await (const batch of client.sendToDevices(notification, [token])) console.assert(batch.state === "sent");
await client.send(
  rawNotification({ platform: "apple", body: "{}", contentType: "application/json;charset=utf-8" }),
  everyone(),
);
const scheduled = await client.schedule(notification, everyone(), new Date(Date.now() + 3_600_000));
await client.cancelScheduled(scheduled.notificationId ?? "");

// Telemetry and feedback
const { notificationId = "" } = await client.send(notification, everyone());
const details = await client.getNotificationDetails(notificationId);
const outcome = await client.waitForOutcome(notificationId);
const feedbackUrl = await client.getFeedbackContainerUrl();
for await (const record of client.feedback()) console.log(record.handle, record.notificationSystemError);

// Installations
await client.installations.put({ installationId: "phone", platform: "apns", pushChannel: token, tags: ["team_red"] });
await client.installations.patch("phone", [{ op: "add", path: "/tags", value: "vip" }]);
await client.installations.patch("phone", [...patch.addTag("vip"), ...patch.removeTag("team_red")]);
await client.installations.patch("phone", [{ op: "replace", path: "/pushChannel", value: token }]);
await client.installations.setTemplate("phone", "greeting", { body });
const phone = await client.installations.get("phone");
const known = await client.installations.exists("phone");
await client.installations.delete("phone");

// Registrations
const registrationId = await client.registrations.createId();
const registration = await client.registrations.upsert({ platform: "apple", handle: token, registrationId });
const updated = await client.registrations.update({ ...registration, tags: ["team_red"] });
const read = await client.registrations.get(registrationId);
const exists = await client.registrations.exists(registrationId);
await client.registrations.delete(registrationId, { etag: updated.etag });
await client.registrations.create({ platform: "apple", handle: token, tags: ["team_red"] });
await client.registrations.create({ platform: "apple", handle: token, template: { body, name: "greeting" } });
await client.registrations.create({ platform: "gcm", handle: "gcm-1" });
await client.registrations.create({
  platform: "gcm",
  handle: "gcm-1",
  template: { body: '{"data":{"m":"$(message)"}}' },
});
await client.registrations.create({ platform: "fcmv1", handle: "fcm-1" });
const fcmBody = '{"message":{"notification":{"title":"$(message)"}}}';
await client.registrations.create({ platform: "fcmv1", handle: "fcm-1", template: { body: fcmBody } });
await client.registrations.create({ platform: "adm", handle: "adm-1" });
await client.registrations.create({
  platform: "adm",
  handle: "adm-1",
  template: { body: '{"data":{"m":"$(message)"}}' },
});
await client.registrations.create({ platform: "windows", handle: channel });
const toast =
  '<toast><visual><binding template="ToastText01"><text id="1">$(message)</text></binding></visual></toast>';
const headers = { "X-WNS-Type": "wns/toast" };
await client.registrations.create({ platform: "windows", handle: channel, template: { body: toast, headers } });
await client.registrations.create({ platform: "windowsphone", handle: "http://db3.notify.live.net/a" });
const phoneToast =
  '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>$(message)</wp:Text1></wp:Toast></wp:Notification>';
const phoneHeaders = { "X-NotificationClass": "2", "X-WindowsPhone-Target": "toast" };
const phoneTemplate = { body: phoneToast, headers: phoneHeaders };
await client.registrations.create({
  platform: "windowsphone",
  handle: "http://db3.notify.live.net/a",
  template: phoneTemplate,
});
await client.registrations.create({ platform: "baidu", handle: { userId: "u", channelId: "c" } });
const baiduTemplate = { body: '{"title":"$(message)","description":"d"}', messageType: "1" };
await client.registrations.create({
  platform: "baidu",
  handle: { userId: "u", channelId: "c" },
  template: baiduTemplate,
});
const all: Registration[] = [];
for await (const each of client.registrations.list()) all.push(each);
for await (const page of client.registrations.list({ top: 100 }).byPage()) console.assert(page.items.length > 0);
for await (const tagged of client.registrations.listByTag("team_red")) console.assert(tagged.platform === "apple");
for await (const same of client.registrations.listByHandle({ platform: "apple", handle: token }))
  console.assert(same.etag);
const gone = await client.registrations.deleteByHandle({ platform: "apple", handle: token });

// Jobs
const outputContainerUri = "https://account.blob.core.windows.net/out?sv=1&sp=rwl&sig=…";
const job = await client.jobs.submit({ type: "ExportRegistrations", outputContainerUri });
const current = await client.jobs.get(job.jobId ?? "");
for await (const listed of client.jobs.list()) console.assert(listed.jobId === job.jobId);
const finished = await client.jobs.wait(job, { onProgress: ({ progress }) => console.assert(progress >= 0) });
const { encodeRegistration } = await loadXmlCodecs();
const line = encodeRegistration({ platform: "apple", handle: token, tags: ["team_red"] });

// Hubs
const namespace = new NamespaceClient(connectionString);
await namespace.hubs.create("shop", { registrationTtl: { days: 90 } });
await namespace.hubs.update("shop", {
  authorizationRules: [{ name: "Backend", rights: ["Send"], primaryKey: generateKey() }],
  credentials: { adm: { clientId: "id", clientSecret: "secret" } },
});
await namespace.hubs.update("shop", (hub) => ({ ...hub, userMetadata: "web team" }));
const shop = await namespace.hubs.get("shop");
const names: (string | undefined)[] = [];
for await (const { name } of namespace.hubs.list()) names.push(name);
await namespace.hubs.delete("shop");
const isLeft = await namespace.hubs.exists("shop");

// Cancellation, and the smallest bundle
const stop = new AbortController();
await client.send(notification, everyone(), { signal: stop.signal });
const context = createContext(connectionString, hubName);
await send(context, notification, everyone());

console.log(
  `${new URL(address).hostname}: ${tested.outcome.success} tested, then ${details.state} and ${outcome.state}`,
);
console.log(`feedback at ${new URL(feedbackUrl).pathname.split("/").slice(0, 4).join("/")}`);
console.log(`${phone.tags}; known: ${known}; ${read.platform} ${exists}`);
console.log(`${all.length} registrations, ${gone.deleted} deleted, job ${current.type} ${finished.status}`);
console.log(`a line of ${line.length} characters`);
console.log(`hubs ${names.sort().join(" and ")}; ${shop.name} is of the ${shop.userMetadata}; left: ${isLeft}`);
await Promise.all([client.close(), tuned.close(), context.close(), namespace.close()]);
await close();
