import type { Platform } from "@nh/payloads";
import type { ComposedAudience, ComposedSend } from "./protocol.js";

const builderNames: Readonly<Record<Platform, string>> = {
  apple: "apple",
  fcmv1: "fcmV1",
  gcm: "gcm",
  windows: "windows",
  windowsphone: "windowsPhone",
  adm: "adm",
  baidu: "baidu",
  xiaomi: "xiaomi",
  browser: "browser",
  template: "template",
};

/** Writes a program that does what the composer is about to do. */
export function codeSample(send: ComposedSend, hubName: string): string {
  const raw =
    (send.platform === "windows" || send.platform === "windowsphone") && !send.payload.trimStart().startsWith("<");
  const builder = `${builderNames[send.platform]}${raw ? "Raw" : ""}`;
  const audience = audienceCode(send.audience);
  const clientImports = ["NotificationHubClient", ...(audience.imported === undefined ? [] : [audience.imported])];
  const options = send.test ? ", { test: true }" : "";
  return `import { ${clientImports.sort((left, right) => left.toLowerCase().localeCompare(right.toLowerCase())).join(", ")} } from "@nh/client";
import { ${builder} } from "@nh/payloads";

const client = new NotificationHubClient(process.env.NH_CONNECTION_STRING ?? "", ${JSON.stringify(hubName)});

const notification = ${builder}(${payloadCode(send.platform, send.payload)});
const result = await client.send(notification, ${audience.code}${options});
console.log(result);
`;
}

function audienceCode(audience: ComposedAudience): { code: string; imported?: string } {
  switch (audience.kind) {
    case "everyone":
      return { code: "everyone()", imported: "everyone" };
    case "tags":
      return { code: JSON.stringify(audience.tags) };
    case "expression":
      return { code: JSON.stringify(audience.text) };
    case "user":
      return { code: `user(${JSON.stringify(audience.id)})`, imported: "user" };
    case "device":
      return { code: `device(${JSON.stringify(audience.handle)})`, imported: "device" };
  }
}

/**
 * Every builder takes the platform's own document as a string, except `template`, which takes an
 * object.
 */
function payloadCode(platform: Platform, payload: string): string {
  if (platform === "template") {
    try {
      return JSON.stringify(JSON.parse(payload), null, 2).replace(/^(\s*)"([A-Za-z_]\w*)":/gm, "$1$2:");
    } catch {
      return payload;
    }
  }
  return `\`${payload.replace(/[\\`]|\$\{/g, "\\$&")}\``;
}
