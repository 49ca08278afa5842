// The migration of ../fcm-migration.ts over the official SDK, for comparison. It knows only the two
// keys that these templates have; the library converts every key of the legacy format.
import {
  createTemplateNotification,
  type Installation,
  type InstallationTemplate,
  type NotificationHubsClient,
} from "@azure/notification-hubs";

const goals = {
  en: `{"notification":{"title":"{$(home) + ' against ' + $(away)}","body":"Goal!"}}`,
  de: `{"notification":{"title":"{$(home) + ' gegen ' + $(away)}","body":"Tor!"}}`,
  fr: `{"notification":{"title":"{$(home) + ' contre ' + $(away)}","body":"But !"}}`,
};

/** Installations are not listed by the SDK. Their registrations carry the id in a tag. */
async function findLegacy(client: NotificationHubsClient): Promise<string[]> {
  const ids = new Set<string>();
  for await (const { kind, tags = [] } of client.listRegistrations()) {
    if (!kind.startsWith("Gcm") && !kind.startsWith("FcmLegacy")) continue;
    for (const tag of tags) {
      const id = /^\$InstallationId:\{(.*)\}$/i.exec(tag)?.[1];
      if (id !== undefined) ids.add(id);
    }
  }
  return [...ids];
}

function convertTemplate(template: InstallationTemplate): InstallationTemplate {
  const { notification, data, ...others } = JSON.parse(template.body) as Record<string, unknown>;
  if (Object.keys(others).length > 0) throw new Error(`Cannot convert ${Object.keys(others).join(", ")}`);
  return { ...template, body: JSON.stringify({ message: { notification, data } }) };
}

function convert({ templates = {}, ...installation }: Installation): Installation {
  const converted = Object.entries(templates).map(([name, one]) => [name, convertTemplate(one)] as const);
  return { ...installation, platform: "fcmv1", templates: Object.fromEntries(converted) } as Installation;
}

export async function migrate(client: NotificationHubsClient): Promise<void> {
  for (const [language, body] of Object.entries(goals)) {
    await client.createOrUpdateInstallation({
      installationId: `phone-${language}`,
      platform: "gcm",
      pushChannel: `legacy-token-${language}`,
      templates: { goal: { body, headers: {}, tags: [language] } },
    });
  }

  const plan: Installation[] = [];
  const problems: unknown[] = [];
  for (const id of await findLegacy(client)) {
    try {
      plan.push(convert(await client.getInstallation(id)));
    } catch (error) {
      problems.push(error);
    }
  }
  console.log(`${plan.length} to move, ${problems.length} problems`);
  const results = await Promise.allSettled(plan.map((one) => client.createOrUpdateInstallation(one)));
  const failed = results.filter(({ status }) => status === "rejected").length;
  console.log(`${plan.length - failed} moved, ${failed} failed`);

  const goal = createTemplateNotification({ body: JSON.stringify({ home: "Köln", away: "Leeds" }) });
  await client.sendNotification(goal, { tagExpression: "goal" });
}
