import { dirname } from "node:path";
import { type ConnectionString, isLoopback, parseConnectionString } from "@nh/auth";
import { CliError, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { isReference, resolveSecret } from "../input/secret-reference.js";
import type { Io } from "../io.js";
import type { AnyCall } from "../program/command.js";
import type { GlobalOptions } from "../program/global-options.js";
import { localConnectionString, localHubName } from "./local-hub.js";
import { builtInProfile, profileNamed, readProfiles, readProjectConfig } from "./profiles.js";

/** The hub that a command talks to, and where that was decided. */
export interface Connection extends ConnectionString {
  readonly connectionString: string;
  readonly hubName: string;
  /** For people: `--connection-string`, `NH_CONNECTION_STRING`, `profile production`, … */
  readonly source: string;
  /** The endpoint belongs to Azure. */
  readonly isAzure: boolean;
  /** The endpoint is on this machine. */
  readonly isLocal: boolean;
}

interface Source {
  readonly name: string;
  readonly connectionString?: string | undefined;
  readonly hub?: string | undefined;
  /** The folder that relative `file:` references start from. */
  readonly folder?: string | undefined;
  /** The hub belongs to this connection string and to no other. */
  readonly paired?: boolean;
}

/**
 * Flags, then NH_CONNECTION_STRING and NH_HUB, then the names of Azure's samples, then the project,
 * then the active profile, then the local hub. `--profile` names a profile and ignores the
 * environment. Connection string and hub are looked up separately, but the hub of a profile is
 * never combined with another connection string.
 *
 * @throws {CliError} when the hub has no name, or a reference leads to nothing.
 * @throws {ConnectionStringError} when the connection string is malformed.
 */
export async function resolveConnection({ globals, io, output }: AnyCall): Promise<Connection> {
  const sources = await sourcesOf(globals, io);
  const chosen = sources.find(({ connectionString }) => connectionString !== undefined);
  if (chosen?.connectionString === undefined) throw usageError("No hub is configured.");
  if (chosen.name === "--connection-string" && !isReference(chosen.connectionString)) {
    await output.note(
      "A connection string on the command line stays in the history of the shell. Use env:NAME, file:PATH or - instead.",
    );
  }
  const folder = chosen.folder ?? io.cwd;
  const connectionString = await resolveSecret(chosen.connectionString, io, { folder });
  const parts = parseConnectionString(connectionString);
  const hubName =
    sources.find((source) => source.hub !== undefined && (source === chosen || !source.paired))?.hub ??
    parts.entityPath;
  if (hubName === undefined) {
    throw usageError(
      `The name of the hub is missing (the connection string comes from ${chosen.name}).`,
      "Pass --hub or set NH_HUB.",
    );
  }
  if (!/^[\w.-]{1,260}$/.test(hubName)) {
    throw usageError(`"${hubName}" is not a valid hub name.`, "Use letters, digits, dots, dashes and underscores.");
  }
  const { hostname } = new URL(parts.endpoint);
  return {
    ...parts,
    connectionString,
    hubName,
    source: chosen.name,
    isAzure: isAzureHost(hostname),
    isLocal: isLoopback(hostname),
  };
}

/** The connection of a command that only makes sense on a local hub. */
export async function resolveLocalConnection(call: AnyCall): Promise<Connection> {
  const connection = await resolveConnection(call);
  if (!connection.isAzure) return connection;
  throw new CliError({
    code: "NH_CLI_LOCAL_ONLY",
    exitCode: exitCodes.usage,
    message: `This command needs a local hub, but ${connection.source} points to Azure (${new URL(connection.endpoint).host}).`,
    fix: "Add --profile local. nh hub start starts a local hub.",
  });
}

async function sourcesOf(globals: GlobalOptions, io: Io): Promise<readonly Source[]> {
  const flags: Source = { name: "--connection-string", connectionString: globals.connectionString, hub: globals.hub };
  if (globals.profile !== undefined) return [flags, await profileSource(globals.profile, io)];
  const { env } = io;
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
    ...(await configuredSources(io)),
    localSource,
  ];
}

const localSource: Source = {
  name: "the local hub",
  connectionString: localConnectionString,
  hub: localHubName,
  paired: true,
};

async function configuredSources(io: Io): Promise<readonly Source[]> {
  const project = await readProjectConfig(io);
  if (project?.profile !== undefined) return [await profileSource(project.profile, io)];
  if (project !== undefined) {
    const { path, connectionString, hub } = project;
    return [{ name: path, connectionString, hub, folder: dirname(dirname(path)), paired: true }];
  }
  const { active } = await readProfiles(io);
  return active === undefined ? [] : [await profileSource(active, io)];
}

async function profileSource(name: string, io: Io): Promise<Source> {
  const profiles = await readProfiles(io);
  if (name === builtInProfile && !Object.hasOwn(profiles.profiles, name)) return localSource;
  return { name: `profile ${name}`, ...profileNamed(name, profiles), folder: io.configDirectory, paired: true };
}

const azureSuffixes = [
  ".servicebus.windows.net",
  ".notificationhub.windows.net",
  ".servicebus.chinacloudapi.cn",
  ".servicebus.usgovcloudapi.net",
  ".servicebus.cloudapi.de",
];

function isAzureHost(hostname: string): boolean {
  return azureSuffixes.some((suffix) => hostname.toLowerCase().endsWith(suffix));
}
