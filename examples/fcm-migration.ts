// Moves devices from Google's legacy platform to FCM v1. Their templates are in three languages,
// and go with them.
import { isCallFailure, NotificationHubClient, withTemplate } from "@nh/client";
import { migrateGcmToFcmV1 } from "@nh/client/migration";
import { startHub } from "@nh/hub/node";
import { template } from "@nh/payloads";

const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
const client = new NotificationHubClient(connectionString, "myhub");

const templates = {
  en: `{"notification":{"title":"{$(home) + ' against ' + $(away)}","body":"Goal!"}}`,
  de: `{"notification":{"title":"{$(home) + ' gegen ' + $(away)}","body":"Tor!"}}`,
  fr: `{"notification":{"title":"{$(home) + ' contre ' + $(away)}","body":"But !"}}`,
};
for (const [language, body] of Object.entries(templates)) {
  await client.installations.put({
    installationId: `phone-${language}`,
    platform: "gcm",
    pushChannel: `legacy-token-${language}`,
    templates: { goal: { body, tags: [language] } },
  });
}

const plan = await migrateGcmToFcmV1(client, { dryRun: true });
console.log(`${plan.installations.length} to move, ${plan.problems.length} problems`);
const { migrated, failures } = await migrateGcmToFcmV1(client);
console.log(`${migrated} moved, ${failures.length} failed`);
const mayPass = failures.filter(({ error }) => isCallFailure(error) && error.retryable);
if (mayPass.length > 0) console.log(`Run it again: ${mayPass.length} may succeed then.`);

await client.send(template({ home: "Köln", away: "Leeds" }), withTemplate("goal"));
for (const { platform, body } of hub.deliveries.list()) console.log(`${platform}: ${body}`);

await client.close();
await close();
