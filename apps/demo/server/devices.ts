import { createHash } from "node:crypto";
import type { NotificationHubClient } from "@nh/client";
import type { NativePlatform } from "@nh/payloads";
import { type Installation, platformFromInstallation, type Registration, registrationHandleText } from "@nh/wire";

/** A device of the demo: a readable name, and what is registered for it. */
export interface DemoDevice {
  readonly name: string;
  readonly installation?: Installation | undefined;
  /** For platforms without installations, and to show the older way. */
  readonly registrations?: readonly Registration[] | undefined;
}

const toastTemplate = `<toast><visual><binding template="ToastText01"><text id="1">$(greeting_en)</text></binding></visual></toast>`;
const omar = { platform: "gcm", handle: `fWx3:APA91b${token("Omar's Galaxy", 64)}` } as const;

/**
 * At least one device per platform. Five have a template named `greeting`, each in its own
 * language.
 */
export const demoDevices: readonly DemoDevice[] = [
  {
    name: "Lena's iPhone",
    installation: {
      installationId: "lena-iphone",
      userId: "lena",
      platform: "apns",
      pushChannel: token("Lena's iPhone", 64),
      tags: ["sports", "headlines", "lang:en"],
      templates: { greeting: { body: '{"aps":{"alert":"$(greeting_en)"}}' } },
    },
  },
  {
    name: "Hugo's iPhone",
    installation: {
      installationId: "hugo-iphone",
      userId: "hugo",
      platform: "apns",
      pushChannel: token("Hugo's iPhone", 64),
      tags: ["finance", "lang:fr"],
      templates: { greeting: { body: '{"aps":{"alert":"$(greeting_fr)"}}' } },
    },
  },
  {
    name: "Mila's Pixel",
    installation: {
      installationId: "mila-pixel",
      userId: "mila",
      platform: "fcmv1",
      pushChannel: `cQ7m:APA91b${token("Mila's Pixel", 64)}`,
      tags: ["sports", "lang:de"],
      templates: { greeting: { body: '{"message":{"notification":{"title":"$(greeting_de)"}}}' } },
    },
  },
  {
    name: "Omar's Galaxy",
    registrations: [
      { ...omar, tags: ["headlines", "lang:fr"] },
      {
        ...omar,
        tags: ["headlines", "lang:fr"],
        template: { name: "greeting", body: '{"notification":{"title":"$(greeting_fr)"}}' },
      },
    ],
  },
  {
    name: "Front desk",
    installation: {
      installationId: "front-desk",
      userId: "lena",
      platform: "wns",
      pushChannel: windowsChannel("Front desk"),
      tags: ["sports", "lang:en"],
      templates: { greeting: { body: toastTemplate, headers: { "X-WNS-Type": "wns/toast" } } },
    },
  },
  {
    name: "Meeting room",
    installation: {
      installationId: "meeting-room",
      platform: "wns",
      pushChannel: windowsChannel("Meeting room"),
      tags: ["headlines"],
    },
  },
  {
    name: "Warehouse",
    installation: {
      installationId: "warehouse",
      platform: "wns",
      pushChannel: windowsChannel("Warehouse"),
      tags: ["finance"],
    },
  },
  {
    name: "Old Lumia",
    registrations: [
      {
        platform: "windowsphone",
        handle: `http://db3.notify.live.net/throttledthirdparty/01.00/${token("Old Lumia", 32)}`,
        tags: ["sports"],
      },
    ],
  },
  {
    name: "Kindle Fire",
    installation: {
      installationId: "kindle-fire",
      platform: "adm",
      pushChannel: `amzn1.adm-registration.v3.${token("Kindle Fire", 64)}`,
      tags: ["headlines"],
    },
  },
  {
    name: "Wei's phone",
    registrations: [
      { platform: "baidu", handle: { userId: "921740356188203", channelId: "4437216650912" }, tags: ["sports"] },
    ],
  },
  {
    name: "Jin's phone",
    installation: {
      installationId: "jin-phone",
      platform: "xiaomi",
      pushChannel: `xm${token("Jin's phone", 42)}`,
      tags: ["finance"],
    },
  },
  {
    name: "Ada's Firefox",
    installation: {
      installationId: "ada-firefox",
      userId: "ada",
      platform: "browser",
      pushChannel: {
        // A reserved name, so that nothing is pushed to it.
        endpoint: `https://push.example.com/${token("Ada's Firefox", 64)}`,
        // An uncompressed point on P-256 and 16 random bytes, as in a browser's subscription.
        p256dh: "BKEk0mFoXr0sGd1nUDLgSw4FWOxL9MMpKYvKY6JtC4YD8b9zsgFZmNw5kLxYUZ7wrTLn8ZCKvVPTm1cUQjnTgHs",
        auth: "k8JV6sjdbhAi1n3_LDBLvA",
      },
      tags: ["sports", "lang:en"],
    },
  },
];

/** Registers every device over HTTP, installations with PUT and registrations with POST. */
export async function registerDevices(client: NotificationHubClient): Promise<void> {
  for (const { name, installation, registrations = [] } of demoDevices) {
    // The page calls a device by its variable `name`.
    const pushVariables = { name };
    if (installation !== undefined) await client.installations.put({ ...installation, pushVariables });
    for (const registration of registrations) await client.registrations.create({ ...registration, pushVariables });
  }
}

/** The demo's name for the device behind a handle. */
export function demoDeviceName(platform: string, handle: string): string | undefined {
  return names.get(`${platform} ${handle}`);
}

const identities = demoDevices.map((device) => ({ name: device.name, ...identityOf(device) }));

const names: ReadonlyMap<string, string> = new Map(
  identities.map(({ name, platform, handle }) => [`${platform} ${handle}`, name]),
);

/** The platforms of the demo's devices, each once. */
export const demoPlatforms: readonly NativePlatform[] = [...new Set(identities.map(({ platform }) => platform))];

function identityOf({ name, installation, registrations }: DemoDevice): { platform: NativePlatform; handle: string } {
  if (installation !== undefined) {
    const { pushChannel } = installation;
    const platform = platformFromInstallation(installation.platform);
    if (platform === undefined) throw new TypeError(`${name} has an unknown platform.`);
    return { platform, handle: typeof pushChannel === "string" ? pushChannel : pushChannel.endpoint };
  }
  const registration = registrations?.[0];
  if (registration === undefined) throw new TypeError(`${name} has neither an installation nor a registration.`);
  return { platform: registration.platform, handle: registrationHandleText(registration) };
}

/** Returns a string that looks like a handle and is the same on every start. */
function token(name: string, length: number): string {
  return createHash("sha256").update(name).digest("hex").repeat(2).slice(0, length);
}

function windowsChannel(name: string): string {
  return `https://db5p.notify.windows.com/?token=${token(name, 48)}`;
}
