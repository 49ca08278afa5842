// One send, and every device gets its own language: each registered a template, and the type of its properties is known here.
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

const local = await startHub({ port: 0, httpsPort: false });
const hub = new NotificationHubClient(local.connectionString, "myhub");

for (const [installationId, { name, body }] of Object.entries({ lena: english, mila: german })) {
  await hub.installations.put({
    installationId,
    platform: "apns",
    pushChannel: installationId === "lena" ? "a1".repeat(32) : "b2".repeat(32),
    templates: { [name]: { body } },
  });
}

// A property that is missing or misspelt is an error of the compiler.
await hub.send(english.notification({ home: "Köln", away: "Leeds", result: "2:1" }), withTemplate("score"));

for (const { installationId, body } of local.hub.deliveries.list()) console.log(`${installationId}: ${body}`);

await hub.close();
await local.close();
