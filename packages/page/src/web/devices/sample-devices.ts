import type { NativePlatform } from "@nh/payloads";
import type { Installation } from "@nh/wire";

/** The platform of an installation and a channel that looks like one of it. */
export function sampleChannel(
  platform: NativePlatform,
  seed: string,
): { readonly platform: string; readonly pushChannel: string | object } {
  const token = (length: number) => hexOf(seed, length);
  switch (platform) {
    case "apple":
      return { platform: "apns", pushChannel: token(64) };
    case "fcmv1":
    case "gcm":
      return { platform, pushChannel: `c${token(6)}:APA91b${token(64)}` };
    case "windows":
      return { platform: "wns", pushChannel: `https://db5p.notify.windows.com/?token=${token(64)}` };
    case "windowsphone":
      return { platform: "mpns", pushChannel: `http://db3.notify.live.net/throttledthirdparty/01.00/${token(32)}` };
    case "adm":
      return { platform, pushChannel: `amzn1.adm-registration.v3.${token(64)}` };
    case "baidu":
      return { platform, pushChannel: `9${digitsOf(seed, 14)}-4${digitsOf(seed, 12)}` };
    case "xiaomi":
      return { platform, pushChannel: `xm${token(42)}` };
    case "browser":
      return {
        platform,
        pushChannel: {
          // A reserved name: a hub that pushes to real devices does not push to this one.
          endpoint: `https://push.example.com/${token(64)}`,
          // An uncompressed point on P-256 and 16 random bytes, as a browser's subscription gives
          // them.
          p256dh: "BKEk0mFoXr0sGd1nUDLgSw4FWOxL9MMpKYvKY6JtC4YD8b9zsgFZmNw5kLxYUZ7wrTLn8ZCKvVPTm1cUQjnTgHs",
          auth: "k8JV6sjdbhAi1n3_LDBLvA",
        },
      };
  }
}

/**
 * Numbers that a seed determines (FNV-1a, then xorshift): samples are the same on every machine,
 * and no secrets.
 */
function* numbersFrom(seed: string): Generator<number> {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

function hexOf(seed: string, length: number): string {
  let text = "";
  for (const number of numbersFrom(seed)) {
    text += number.toString(16).padStart(8, "0");
    if (text.length >= length) break;
  }
  return text.slice(0, length);
}

function digitsOf(seed: string, length: number): string {
  let text = "";
  for (const number of numbersFrom(seed)) {
    text += String(number % 1_000_000_000).padStart(9, "0");
    if (text.length >= length) break;
  }
  return text.slice(0, length);
}

interface Person {
  readonly name: string;
  readonly platform: NativePlatform;
  readonly tags: readonly string[];
  readonly userId?: string;
  /** The language of the template `greeting`. */
  readonly greets?: string;
}

const people: readonly Person[] = [
  { name: "Lena's iPhone", platform: "apple", tags: ["sports", "headlines", "lang:en"], userId: "lena", greets: "en" },
  { name: "Hugo's iPhone", platform: "apple", tags: ["finance", "lang:fr"], userId: "hugo", greets: "fr" },
  { name: "Mila's Pixel", platform: "fcmv1", tags: ["sports", "lang:de"], userId: "mila", greets: "de" },
  { name: "Omar's Galaxy", platform: "gcm", tags: ["headlines", "lang:fr"], userId: "omar", greets: "fr" },
  { name: "Front desk", platform: "windows", tags: ["sports", "lang:en"], userId: "lena", greets: "en" },
  { name: "Meeting room", platform: "windows", tags: ["headlines"] },
  { name: "Warehouse", platform: "windows", tags: ["finance"] },
  { name: "Old Lumia", platform: "windowsphone", tags: ["sports"] },
  { name: "Kindle Fire", platform: "adm", tags: ["headlines"] },
  { name: "Wei's phone", platform: "baidu", tags: ["sports"] },
  { name: "Jin's phone", platform: "xiaomi", tags: ["finance"] },
  { name: "Ada's Firefox", platform: "browser", tags: ["sports", "lang:en"], userId: "ada" },
];

/** Template bodies with the property of one language. */
const greetings: Partial<Record<NativePlatform, (property: string) => string>> = {
  apple: (property) => `{"aps":{"alert":"$(${property})"}}`,
  fcmv1: (property) => `{"message":{"notification":{"title":"$(${property})"}}}`,
  gcm: (property) => `{"notification":{"title":"$(${property})"}}`,
  windows: (property) =>
    `<toast><visual><binding template="ToastGeneric"><text>$(${property})</text></binding></visual></toast>`,
};

/** Twelve devices on nine platforms, to begin with. */
export function sampleDevices(): Installation[] {
  return people.map(toInstallation);
}

function toInstallation({ name, platform, tags, userId, greets }: Person): Installation {
  const body = greets === undefined ? undefined : greetings[platform]?.(`greeting_${greets}`);
  const headers = platform === "windows" ? { headers: { "X-WNS-Type": "wns/toast" } } : {};
  return {
    installationId: name.toLowerCase().replaceAll("'s", "").replaceAll(" ", "-"),
    ...(userId === undefined ? {} : { userId }),
    ...sampleChannel(platform, name),
    tags: [...tags],
    pushVariables: { name },
    ...(body === undefined ? {} : { templates: { greeting: { body, ...headers } } }),
  } as Installation;
}
