import { resolve } from "node:path";
import { isHubStartError, type StartedHub, type StartHubOptions, startHub } from "@nh/hub/node";
import { CliError, usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { checkHubName } from "../../hub/hub-name.js";
import { localHubHttpsPort, localHubPort } from "../../hub/local-hub.js";
import type { Io } from "../../io.js";
import type { AnyCall } from "../../program/command.js";
import { choice, flag, integer, list, type OptionValues, text } from "../../program/option.js";

/** The options that `nh hub start` and `nh hub exec` share. */
export const hubOptions = {
  hubs: text("a,b", "names of the hubs; by default a hub is created when its name is first used"),
  tier: choice(
    "tier",
    ["free", "basic", "standard"],
    "the tier, which decides on features and limits; default standard",
  ),
  lenient: flag("accept payloads, tags and sizes that the service would refuse"),
  keepDeliveries: integer("count", "how many deliveries to keep; default 10000"),
  dataDir: text("folder", "keep everything in this folder; default in memory"),
  allowHost: list("name", "serve this host name, too, such as the name of a Docker Compose service"),
  allowOrigin: list("origin", "let pages of this origin use the hub, such as http://localhost:5173"),
};

export function startOptionsOf(
  { hubs, tier, lenient, keepDeliveries, dataDir, allowHost, allowOrigin }: OptionValues<typeof hubOptions>,
  { cwd, configDirectory }: Io,
): StartHubOptions {
  const names = hubs?.split(",").map((name) => checkHubName(name.trim()));
  for (const name of allowHost) {
    if (!/^\w[\w.-]*$/.test(name))
      throw usageError(`--allow-host must be a host name without a port, such as hub, not "${name}".`);
  }
  for (const origin of allowOrigin) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw usageError(`--allow-origin must be an origin such as http://localhost:5173, not "${origin}".`);
  }
  const folder = dataDir === undefined ? undefined : resolve(cwd, dataDir);
  return {
    hubs: names,
    tier,
    strict: !lenient,
    keepDeliveries,
    dataDir: folder,
    certificateDir: folder ?? configDirectory,
    allowHosts: allowHost,
    allowOrigins: allowOrigin,
  };
}

const portAttempts = 50;

/**
 * Starts a hub on its usual ports, or on the next free ones with a word about it. A port that was
 * asked for is taken or it is an error: whoever names one has written it down elsewhere too.
 */
export async function startOnFreePorts(
  { output }: AnyCall,
  options: StartHubOptions,
  wanted: { readonly port: number | undefined; readonly httpsPort: number | false | undefined },
): Promise<StartedHub> {
  let { port = localHubPort, httpsPort = localHubHttpsPort } = wanted;
  for (let attempt = 1; ; attempt++) {
    try {
      return await startHub({ ...options, port, httpsPort });
    } catch (error) {
      if (!isHubStartError(error) || error.code !== "NH_PORT_IN_USE" || attempt === portAttempts) throw error;
      if (error.port === port && wanted.port === undefined) {
        port = nextPort(port, httpsPort);
        await output.warn(`port ${error.port} is in use; trying ${port}`);
      } else if (error.port === httpsPort && wanted.httpsPort === undefined) {
        httpsPort = nextPort(error.port, port);
        await output.warn(`port ${error.port} is in use; trying ${httpsPort}`);
      } else throw portInUse(error.port);
    }
  }
}

function portInUse(port: number | undefined): CliError {
  return new CliError({
    code: "NH_PORT_IN_USE",
    exitCode: exitCodes.unexpected,
    message: `Port ${port} is in use, perhaps by another hub.`,
    fix: "Stop the other program, or name another port; 0 takes any free one.",
  });
}

function nextPort(busy: number, other: number | false): number {
  return busy + 1 === other ? busy + 2 : busy + 1;
}
