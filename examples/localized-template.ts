// One send reaches every device in its own language, since each registered a template. The compiler
// knows the properties of the template.
import { NotificationHubClient, withTemplate } from "@nh/client";
import { startHub } from "@nh/hub/node";
import { defineTemplate } from "@nh/payloads/template";

interface Score {
  home: string;
  away: string;
  result: string;
}

const english = defineTemplate<Score>(
  "score",
  '{"aps":{"alert":"{$(home) + \' against \' + $(away) + \': \' + $(result)}"}}',
);
const german = defineTemplate<Score>(
  "score",
  '{"aps":{"alert":"{$(home) + \' gegen \' + $(away) + \': \' + $(result)}"}}',
);

const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
const client = new NotificationHubClient(connectionString, "myhub");

for (const [installationId, { name, body }] of Object.entries({ lena: english, mila: german })) {
  await client.installations.put({
    installationId,
    platform: "apns",
    pushChannel: installationId === "lena" ? "a1".repeat(32) : "b2".repeat(32),
    templates: { [name]: { body } },
  });
}

// A missing or misspelled property is a compile-time error.
await client.send(english.notification({ home: "Köln", away: "Leeds", result: "2:1" }), withTemplate("score"));

for (const { installationId, body } of hub.deliveries.list()) console.log(`${installationId}: ${body}`);

await client.close();
await close();
