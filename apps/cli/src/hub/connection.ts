import { type ConnectionString, isLoopback, isServiceHost, parseConnectionString } from "@nh/auth";
import type { Platform } from "@nh/payloads";
import { CliError, inputError, isCliError, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { noteLiteralSecret } from "../input/literal-secret.js";
import { resolveSecret } from "../input/secret-reference.js";
import type { Io } from "../io.js";
import type { Output } from "../output/output.js";
import { terminalText } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";
import type { GlobalOptions } from "../program/global-options.js";
import { heldHubs, heldHubsHint, includesHub } from "./held-hubs.js";
import { checkHubName } from "./hub-name.js";
import { localConnectionString, localHubName } from "./local-hub.js";
import { builtInProfile, profileNamed, profilesPath, readProfiles } from "./profiles.js";
import { type ProjectConfig, readProjectConfig } from "./project-config.js";

/** The namespace that a command talks to, and where that was decided. */
export interface Endpoint extends ConnectionString {
  readonly connectionString: string;
  /**
   * For people: `--connection-string`, `NH_CONNECTION_STRING`, `profile shop in …/config.json`, …
   */
  readonly source: string;
  /** Where `nh send` goes when it names no platform. */
  readonly platforms?: readonly [Platform, ...Platform[]] | undefined;
  /** The endpoint belongs to Azure. */
  readonly isAzure: boolean;
  /** The endpoint is on this machine. */
  readonly isLocal: boolean;
}

/** The hub that a command talks to. */
export interface Connection extends Endpoint {
  readonly hubName: string;
}

interface Source {
  readonly name: string;
  readonly connectionString?: string | undefined;
  readonly hub?: string | undefined;
  readonly platforms?: readonly [Platform, ...Platform[]] | undefined;
  /** The folder that relative `file:` references start from. */
  readonly folder?: string | undefined;
}

/**
 * Chooses the hub: first from options, then from NH_CONNECTION_STRING and NH_HUB, then the names of
 * Azure's samples, then the project, then the active profile, then the local hub. `--profile` names
 * a profile and ignores the environment. Connection string and hub are looked up separately, but
 * the hub of a profile is never combined with another connection string.
 *
 * @throws {CliError} when the hub has no name, or a reference leads to nothing.
 * @throws {ConnectionStringError} when the connection string is malformed.
 */
export async function resolveConnection(call: AnyCall): Promise<Connection> {
  const { hub: named, ...endpoint } = await resolve(call);
  const hub = named ?? (endpoint.isLocal ? await unnamedLocalHub(call, endpoint) : undefined);
  if (hub === undefined) {
    throw usageError(
      `The name of the hub is missing (the connection string comes from ${endpoint.source}).`,
      "Pass --hub or set NH_HUB.",
    );
  }
  const connection: Connection = { ...endpoint, hubName: checkHubName(hub) };
  call.output.talksTo(placeOf(connection));
  return connection;
}

/**
 * Which hub it is, and what decided to use it: `shop at localhost:7447, from profile test in …`.
 */
export function placeOf({ hubName, endpoint, source }: Connection): string {
  return `${hubName} at ${new URL(endpoint).host}, from ${source}`;
}

/**
 * The namespace of a command that names its hubs itself, found as {@link resolveConnection} finds
 * it.
 *
 * @throws {CliError} when a reference leads to nothing.
 * @throws {ConnectionStringError} when the connection string is malformed.
 */
export async function resolveEndpoint(call: AnyCall): Promise<Endpoint> {
  const { hub: _hub, ...endpoint } = await resolve(call);
  call.output.talksTo(`the namespace at ${new URL(endpoint.endpoint).host}, from ${endpoint.source}`);
  return endpoint;
}

/**
 * The hub that is meant on a local hub when nothing names one: the default, or the only one that
 * another program, such as the demo, put there. Which hub of Azure is meant is never guessed.
 *
 * @throws {CliError} when it holds several, and none has the default name.
 */
async function unnamedLocalHub(call: AnyCall, { endpoint }: Endpoint): Promise<string> {
  const [first, ...others] = await heldHubs(call, endpoint);
  if (first === undefined || includesHub([first, ...others], localHubName)) return localHubName;
  if (others.length > 0) throw usageError("The name of the hub is missing.", heldHubsHint([first, ...others]));
  // Always said: a script, too, must know where it wrote.
  await call.output.warn(
    terminalText`using the hub ${first}, the only one that this local hub holds; pass --hub to name it`,
  );
  return first;
}

async function resolve({ globals, io, output }: AnyCall): Promise<Endpoint & { readonly hub: string | undefined }> {
  const given = givenSources(globals, io);
  const chosen =
    given.find(({ connectionString }) => connectionString !== undefined) ??
    (globals.profile === undefined ? await configuredSource(io, output) : await profileSource(globals.profile, io));
  if (chosen.connectionString === undefined) {
    throw inputError(`${chosen.name} has no connectionString.`, "Add one, such as env:NAME, or the name of a profile.");
  }
  if (chosen.name === "--connection-string") {
    await noteLiteralSecret("A connection string", chosen.connectionString, output);
  }
  const folder = chosen.folder ?? io.cwd;
  const connectionString = await resolveSecret(chosen.connectionString, io, { folder }).catch((error: unknown) => {
    throw chosen.name === "--connection-string" ? error : withOrigin(error, chosen.name);
  });
  const parts = parseConnectionString(connectionString);
  const { hostname } = new URL(parts.endpoint);
  return {
    ...parts,
    connectionString,
    hub: given.find((source) => source.hub !== undefined)?.hub ?? chosen.hub ?? parts.entityPath,
    source: chosen.name,
    platforms: chosen.platforms,
    isAzure: isServiceHost(hostname),
    isLocal: isLoopback(hostname),
  };
}

/** The error of a reference that the user did not write in this command, with where it is. */
function withOrigin(error: unknown, origin: string): unknown {
  if (!isCliError(error)) return error;
  const { code, exitCode, message, fix } = error;
  return new CliError({ code, exitCode, message: `${message} The reference is that of ${origin}.`, fix, cause: error });
}

/** The hub of a command that only makes sense on a local hub. */
export async function resolveLocalConnection(call: AnyCall): Promise<Connection> {
  const connection = await resolveConnection(call);
  refuseAzure(connection);
  return connection;
}

/** The endpoint of a command that is about a local hub as a whole. */
export async function resolveLocalEndpoint(call: AnyCall): Promise<Endpoint> {
  const { hub: _hub, ...endpoint } = await resolve(call);
  refuseAzure(endpoint);
  call.output.talksTo(`the local hub at ${new URL(endpoint.endpoint).host}, from ${endpoint.source}`);
  return endpoint;
}

/** @throws {CliError} for an endpoint of Azure. */
function refuseAzure({ isAzure, source, endpoint }: Endpoint): void {
  if (!isAzure) return;
  throw new CliError({
    code: "NH_CLI_LOCAL_ONLY",
    exitCode: exitCodes.usage,
    message: `This command needs a local hub, but ${source} points to Azure (${new URL(endpoint).host}).`,
    fix: "Add --profile local. nh hub start starts a local hub.",
  });
}

/** What the command line and the environment say; `--profile` ignores the environment. */
function givenSources({ connectionString, hub, profile }: GlobalOptions, { env }: Io): readonly Source[] {
  const flags: Source = { name: "--connection-string", connectionString, hub };
  if (profile !== undefined) return [flags];
  return [
    flags,
    {
      name: "NH_CONNECTION_STRING",
      connectionString: env.NH_CONNECTION_STRING || undefined,
      hub: env.NH_HUB || undefined,
    },
    {
      name: "NOTIFICATIONHUBS_CONNECTION_STRING",
      connectionString: env.NOTIFICATIONHUBS_CONNECTION_STRING || undefined,
      hub: env.NOTIFICATION_HUB_NAME || undefined,
    },
  ];
}

const localSource: Source = { name: "the default", connectionString: localConnectionString };

/** What the files say: that of the project, then the user's active profile, then the local hub. */
async function configuredSource(io: Io, output: Output): Promise<Source> {
  const project = await readProjectConfig(io);
  if (project === undefined) {
    const { active } = await readProfiles(io);
    return active === undefined ? localSource : profileSource(active, io);
  }
  // A file that one does not see decides where notifications go.
  if (project.folder !== io.cwd && io.stderr.isTTY) await output.note(`${project.path} decides which hub to use.`);
  return projectSource(project, io);
}

async function projectSource({ path, folder, profile, connectionString, hub }: ProjectConfig, io: Io): Promise<Source> {
  if (profile === undefined) return { name: path, connectionString, hub, folder };
  const source = await profileSource(profile, io);
  return { ...source, name: `${source.name}, which ${path} names` };
}

async function profileSource(name: string, io: Io): Promise<Source> {
  if (name === builtInProfile) return { ...localSource, name: `profile ${builtInProfile}` };
  const profile = profileNamed(name, await readProfiles(io));
  return { name: `profile ${name} in ${profilesPath(io)}`, ...profile, folder: io.configDirectory };
}
