import type { AllowedHosts, DeliverablePlatform, DeliverOptions, Delivery } from "@nh/hub";
import type { StartedHub } from "@nh/hub/node";
import { shortenHandle } from "@nh/wire";
import { usageError } from "../../cli-error.js";
import type { Output } from "../../output/output.js";
import { terminalLine } from "../../output/terminal-text.js";
import { choice, grouped, type OptionValues, optionalText } from "../../program/option.js";

/** The options that make a hub push to real devices. */
export const deliverOptions = grouped("Real devices", {
  deliver: optionalText(
    "platforms",
    "push for real with the credentials of the hubs, to all platforms or to those named, such as apple,browser; default off",
  ),
  deliverHosts: choice(
    "hosts",
    ["public", "loopback", "any"],
    "the hosts that the endpoint of a browser may name; default public",
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
 * @throws {CliError} when a platform is unknown.
 */
export async function readDeliver({
  deliver,
  deliverHosts,
}: OptionValues<typeof deliverOptions>): Promise<DeliverOptions | undefined> {
  if (deliver === undefined) {
    if (deliverHosts === undefined) return undefined;
    throw usageError("--deliver-hosts needs --deliver.");
  }
  const named = deliver === "" ? undefined : deliver.split(",").map((name) => checkPlatform(name.trim()));
  // Loaded only here, since most hubs push nothing.
  const services = await import("@nh/platforms");
  return { services, platforms: named, hosts: deliverHosts satisfies AllowedHosts | undefined };
}

function checkPlatform(name: string): DeliverablePlatform {
  const platform = platforms.find((known) => known === name);
  if (platform !== undefined) return platform;
  throw usageError(`--deliver must be a list of ${platforms.join(", ")}, not "${terminalLine(name)}".`);
}

/** Says what leaves this machine. */
export function describeDeliver({ platforms: named = platforms }: DeliverOptions): string {
  return `Pushes to ${named.join(", ")} leave this machine when the hub has a credential for the platform.`;
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
  if (push === undefined || push.state === "waiting") return undefined;
  const place = servers[platform as DeliverablePlatform] ?? (URL.canParse(handle) ? new URL(handle).host : platform);
  const device = URL.canParse(handle) ? "" : ` ${shortenHandle(handle)}`;
  const where = `push ${id} → ${place}${device}`;
  if (push.state === "pushing") return terminalLine(`${where} …`);
  const status = push.status === null ? "" : ` (${push.status})`;
  const reason = push.reason === null ? "" : `: ${push.reason}`;
  const hint = push.hint === null ? "" : ` ${push.hint}`;
  return terminalLine(`${where} ${push.state}${status}${reason}${hint}`);
}
