import { join } from "node:path";
import type { AllowedHosts, DeliverablePlatform, DeliverOptions, Delivery, VapidCredential } from "@nh/hub";
import type { StartedHub } from "@nh/hub/node";
import { shortenHandle } from "@nh/wire";
import { inputError, usageError } from "../../cli-error.js";
import { parseJsonObject } from "../../input/read-input.js";
import type { Io } from "../../io.js";
import type { Output } from "../../output/output.js";
import { terminalLine } from "../../output/terminal-text.js";
import { choice, grouped, type OptionValues, optionalText } from "../../program/option.js";

/** The options that make a hub push to real devices. */
export const deliverOptions = grouped("Real devices", {
  deliver: optionalText(
    "platforms",
    "push for real with the credentials of the hubs, to all platforms or to those named, such as apple,browser; default: off",
  ),
  deliverHosts: choice(
    "hosts",
    ["public", "loopback", "any"],
    "the hosts that the endpoint of a browser may name; default: public",
  ),
});

/** Where the pushes to a platform go. Those to the others go where the handle says. */
const servers: Readonly<Record<DeliverablePlatform, string | undefined>> = {
  apple: "APNs",
  fcmv1: "fcm.googleapis.com",
  browser: undefined,
  windows: undefined,
  adm: "api.amazon.com",
  xiaomi: "Xiaomi",
};
const platforms = Object.keys(servers) as DeliverablePlatform[];

/**
 * The option `deliver` of a hub. Undefined when it only records.
 *
 * @param dataDir Keeps the VAPID keys, so that browsers stay subscribed. Undefined: new keys each
 *   time.
 * @throws {CliError} when a platform is unknown, or the file with the keys is damaged.
 */
export async function readDeliver(
  { deliver, deliverHosts }: OptionValues<typeof deliverOptions>,
  dataDir: string | undefined,
  { files }: Pick<Io, "files">,
): Promise<DeliverOptions | undefined> {
  if (deliver === undefined) {
    if (deliverHosts === undefined) return undefined;
    throw usageError("--deliver-hosts needs --deliver.");
  }
  const named = deliver === "" ? undefined : deliver.split(",").map((name) => checkPlatform(name.trim()));
  // Loaded only here, since most hubs push nothing.
  const services = await import("@nh/platforms");
  const vapid = await readVapid(dataDir === undefined ? undefined : join(dataDir, "vapid.json"), files, () =>
    services.generateVapidKeys(),
  );
  return { services, platforms: named, hosts: deliverHosts satisfies AllowedHosts | undefined, vapid };
}

/**
 * The keys for hubs without a credential for browsers. A browser subscribes with the public one.
 */
async function readVapid(
  path: string | undefined,
  files: Io["files"],
  generate: () => Promise<Pick<VapidCredential, "publicKey" | "privateKey">>,
): Promise<VapidCredential> {
  if (path !== undefined && (await files.exists(path))) {
    const { subject, publicKey, privateKey } = parseJsonObject(await files.readText(path), path);
    if (typeof subject === "string" && typeof publicKey === "string" && typeof privateKey === "string")
      return { subject, publicKey, privateKey };
    throw inputError(
      `${path} must have subject, publicKey and privateKey.`,
      "Delete it: the next start writes it anew.",
    );
  }
  const vapid = { subject: "mailto:local-hub@example.com", ...(await generate()) };
  if (path !== undefined) await files.writeText(path, `${JSON.stringify(vapid, null, 2)}\n`, 0o600);
  return vapid;
}

function checkPlatform(name: string): DeliverablePlatform {
  const platform = platforms.find((known) => known === name);
  if (platform !== undefined) return platform;
  throw usageError(`--deliver must be a list of ${platforms.join(", ")}, not "${terminalLine(name)}".`);
}

/** Says what leaves this machine. */
export function describeDeliver({ platforms: named = platforms }: DeliverOptions): string {
  const credentials = named.filter((platform) => platform !== "browser");
  return [
    ...(named.includes("browser")
      ? ["Pushes to browsers leave this machine for the push service that each one names."]
      : []),
    ...(credentials.length > 0
      ? [`Pushes to ${credentials.join(", ")} leave it when the hub has a credential for the platform.`]
      : []),
  ].join(" ");
}

/** One line for each push that left. Returns a function that ends this. */
export function showPushes({ hub }: StartedHub, output: Output): () => void {
  return hub.events.subscribe((event) => {
    if (event.type !== "delivery") return;
    const line = pushLine(event.delivery);
    // Nobody may be reading stderr any more, which is no reason to stop.
    if (line !== undefined) output.note(line).catch(() => {});
  });
}

function pushLine({ id, platform, handle, push }: Delivery): string | undefined {
  // Without a reason it waits for its turn. With one it failed, and is queued again.
  if (push === undefined || (push.state === "waiting" && push.reason === null)) return undefined;
  const place = servers[platform as DeliverablePlatform] ?? (URL.canParse(handle) ? new URL(handle).host : platform);
  const device = URL.canParse(handle) ? "" : ` ${shortenHandle(handle)}`;
  const where = `push ${id} → ${place}${device}`;
  if (push.state === "pushing") return terminalLine(`${where} …`);
  const status = push.status === null ? "" : ` (${push.status})`;
  const reason = push.reason === null ? "" : `: ${push.reason}`;
  const hint = push.hint === null ? "" : ` ${push.hint}`;
  const state = push.state === "waiting" ? "failed, and is queued again" : push.state;
  return terminalLine(`${where} ${state}${status}${reason}${hint}`);
}
