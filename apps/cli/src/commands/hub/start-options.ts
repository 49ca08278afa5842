import { resolve } from "node:path";
import type { StartHubOptions } from "@nh/hub/node";
import { usageError } from "../../cli-error.js";
import { checkHubName } from "../../hub/hub-name.js";
import type { Io } from "../../io.js";
import { choice, flag, integer, list, type OptionValues, text } from "../../program/option.js";

/** The options that `nh hub start` and `nh hub exec` share. */
export const hubOptions = {
  hubs: text("a,b", "names of the hubs; by default a hub is created when its name is first used"),
  tier: choice(
    "tier",
    ["free", "basic", "standard"],
    "the tier, which determines features and limits; default: standard",
  ),
  lenient: flag("accept payloads, tags and sizes that the service would refuse"),
  keepDeliveries: integer("count", "how many deliveries to keep; default: 10000"),
  dataDir: text("folder", "keep everything in this folder, such as .nh/data; default: in memory"),
  allowHost: list("name", "serve this host name, too, such as the name of a Docker Compose service"),
  allowOrigin: list("origin", "let pages of this origin use the hub, such as http://localhost:5173"),
};

export function startOptionsOf(
  { hubs, tier, lenient, keepDeliveries, dataDir, allowHost, allowOrigin }: OptionValues<typeof hubOptions>,
  { cwd, configDirectory }: Io,
): StartHubOptions {
  const folder = dataDir === undefined ? undefined : resolve(cwd, dataDir);
  return {
    hubs: hubs?.split(",").map((name) => checkHubName(name.trim())),
    tier,
    strict: !lenient,
    keepDeliveries,
    dataDir: folder,
    certificateDir: folder ?? configDirectory,
    allowHosts: allowHost.map(checkHostName),
    allowOrigins: allowOrigin.map(checkOrigin),
  };
}

function checkHostName(name: string): string {
  if (/^\w[\w.-]*$/.test(name)) return name;
  throw usageError(`--allow-host must be a host name without a port, such as hub, not "${name}".`);
}

function checkOrigin(origin: string): string {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
  throw usageError(`--allow-origin must be an origin such as http://localhost:5173, not "${origin}".`);
}
