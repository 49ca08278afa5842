import { join } from "node:path";
import { isHubStartError, type StartedHub, type StartHubOptions, startHub } from "@nh/hub/node";
import { CliError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { asRecord, asRecords, asText } from "../../input/json-fields.js";
import { fetchOf, type Io } from "../../io.js";

/**
 * Starts a hub. Its data folder holds a private key and everything that was sent, and is kept out
 * of version control.
 *
 * @throws {CliError} NH_PORT_IN_USE with what listens there: commands that use the default port
 * would otherwise talk to that program.
 */
export async function startHubHere(options: StartHubOptions, io: Io): Promise<StartedHub> {
  let started: StartedHub;
  try {
    started = await startHub(options);
  } catch (error) {
    if (!isHubStartError(error) || error.code !== "NH_PORT_IN_USE" || error.port === undefined) throw error;
    throw await portInUse(error.port, io);
  }
  try {
    if (options.dataDir !== undefined) await ignoreFolder(options.dataDir, io);
    return started;
  } catch (error) {
    await started.close();
    throw error;
  }
}

async function ignoreFolder(folder: string, io: Io): Promise<void> {
  const path = join(folder, ".gitignore");
  if (!(await io.files.exists(path))) await io.files.writeText(path, "*\n");
}

async function portInUse(port: number, io: Io): Promise<CliError> {
  const found = await hubsAt(port, io);
  return new CliError({
    code: "NH_PORT_IN_USE",
    exitCode: exitCodes.unexpected,
    message: `Port ${port} is in use by ${found ?? "another program"}.`,
    fix:
      found === undefined
        ? "Stop that program, or choose other ports with --port and --https-port; 0 takes any free one."
        : "Use that hub, or stop it. For a second hub, choose other ports with --port and --https-port; 0 takes any free one.",
  });
}

/** A hub on this machine responds in milliseconds. */
const lookMs = 2000;

/** The local hub that listens on a port, in words; undefined when it is something else. */
async function hubsAt(port: number, io: Io): Promise<string | undefined> {
  const get = async (path: string) => {
    const response = await fetchOf(io)(`http://localhost:${port}/_nh/${path}`, { signal: AbortSignal.timeout(lookMs) });
    return response.ok ? asRecord(await response.json()) : {};
  };
  try {
    if (!["ok", "read-only"].includes(asText((await get("health")).status) ?? "")) return undefined;
    const hubs = asRecords((await get("hubs")).hubs).map(
      ({ name, installations, registrations }) =>
        `${asText(name)} (${Number(installations) + Number(registrations)} devices)`,
    );
    return `a local hub that ${hubs.length === 0 ? "holds nothing yet" : `holds ${hubs.join(", ")}`}`;
  } catch {
    return undefined;
  }
}
