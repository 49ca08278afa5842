import { parseTagExpression, type TagExpression } from "@nh/wire";
import { sampleChannel } from "../../devices/sample-devices.js";
import type { SendSample } from "./send-sample.js";

/** A whole program with `@nh/client`. */
export function typescriptSample(sample: SendSample): string {
  const { name, code } = audienceCode(sample);
  return `import { ${clientImports(name)} } from "@nh/client";
import { rawNotification } from "@nh/payloads";

const client = new NotificationHubClient(process.env.NH_CONNECTION_STRING ?? "", ${quote(sample.hub)});
const notification = ${notificationCode(sample, "")};
const result = await client.send(notification, ${code}${sample.test ? ", { test: true }" : ""});
console.log(result);
await client.close();
`;
}

/** A test of Vitest: a hub of its own, a device that the send is for, and the push that arrives. */
export function vitestSample(sample: SendSample): string {
  const { name, code } = audienceCode(sample);
  return `import { ${clientImports(name)} } from "@nh/client";
import { useHub } from "@nh/hub/testing";
import { rawNotification } from "@nh/payloads";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

const hub = useHub({ hubs: [${quote(sample.hub)}], hooks: { afterAll, afterEach, beforeAll } });

it("reaches the device that it is for", async () => {
  const client = new NotificationHubClient(hub.connectionString, ${quote(sample.hub)}, { fetch: hub.fetch });
  await client.installations.put(${installationCode(sample)});
  const notification = ${notificationCode(sample, "  ")};
  await client.send(notification, ${code}${sample.test ? ", { test: true }" : ""});
  const delivery = await hub.deliveries.waitFor();
  expect(delivery.outcome).toBe("Success");
});
`;
}

function clientImports(name: string | undefined): string {
  return name === undefined || name > "NotificationHubClient".toLowerCase()
    ? ["NotificationHubClient", name].filter(Boolean).join(", ")
    : `${name}, NotificationHubClient`;
}

function notificationCode({ platform, contentType, headers, body }: SendSample, indent: string): string {
  const lines = [
    `platform: ${quote(platform)},`,
    `contentType: ${quote(contentType)},`,
    ...(Object.keys(headers).length === 0 ? [] : [`headers: ${quote(headers)},`]),
    `body: ${template(body)},`,
  ];
  return `rawNotification({\n${lines.map((line) => `${indent}  ${line}`).join("\n")}\n${indent}})`;
}

/** An installation that the audience matches, with a template where the send fills in templates. */
function installationCode({ platform, body, audience, handle }: SendSample): string {
  const { tags, userId, installationId } = audienceParts(audience);
  const native = platform === "template" ? "apple" : platform;
  const channel = sampleChannel(native, "Test device");
  const property = firstProperty(body);
  const installation = {
    installationId: installationId ?? "test-device",
    ...(userId === undefined ? {} : { userId }),
    platform: channel.platform,
    pushChannel: handle ?? channel.pushChannel,
    ...(tags.length === 0 ? {} : { tags }),
    ...(platform === "template" ? { templates: { text: { body: `{"aps":{"alert":"$(${property})"}}` } } } : {}),
  };
  return JSON.stringify(installation, null, 2)
    .replace(/^(\s*)"([A-Za-z]\w*)":/gm, "$1$2:")
    .replaceAll("\n", "\n  ");
}

function firstProperty(body: string): string {
  try {
    return Object.keys(JSON.parse(body) as object)[0] ?? "message";
  } catch {
    return "message";
  }
}

function audienceParts(audience: string | undefined): { tags: string[]; userId?: string; installationId?: string } {
  const named = audience === undefined ? [] : wantedTags(parseTagExpression(audience, { limits: false }));
  const inside = (name: string) =>
    named.flatMap((tag) => new RegExp(`^\\$${name}:\\{(.*)\\}$`, "i").exec(tag)?.[1] ?? [])[0];
  const userId = inside("UserId");
  const installationId = inside("InstallationId");
  return {
    tags: named.filter((tag) => !tag.startsWith("$")),
    ...(userId === undefined ? {} : { userId }),
    ...(installationId === undefined ? {} : { installationId }),
  };
}

/** The tags that a device must have; those behind a `!` it must not. */
function wantedTags(expression: TagExpression): string[] {
  if (expression.type === "tag") return [expression.tag];
  return expression.type === "not" ? [] : expression.operands.flatMap(wantedTags);
}

function audienceCode({ audience, handle }: SendSample): { name?: string; code: string } {
  if (handle !== undefined) return { name: "device", code: `device(${quote(handle)})` };
  if (audience === undefined) return { name: "everyone", code: "everyone()" };
  const user = /^\$UserId:\{([^}]*)\}$/i.exec(audience)?.[1];
  return user === undefined ? { code: quote(audience) } : { name: "user", code: `user(${quote(user)})` };
}

function quote(value: unknown): string {
  return JSON.stringify(value);
}

/** A template literal, in which line breaks stay readable. */
function template(text: string): string {
  const escaped = text.replace(/[\\`]|\$\{/g, "\\$&").replaceAll("\r", "\\r");
  return `\`${escaped}\``;
}
