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
  /** The endpoint is Azure's own service. */
  readonly isAzure: boolean;
  /** The endpoint is on this machine. */
  readonly isLocal: boolean;
}

interface Source {
  readonly name: string;
  readonly connectionString?: string | undefined;
  readonly hub?: string | undefined;
  /** Relative `file:` references start here. */
  readonly folder?: string | undefined;
  /** The hub belongs to the connection string beside it and to no other. */
  readonly paired?: boolean;
}

/**
 * Flags, then NH_CONNECTION_STRING and NH_HUB, then the names of Azure's samples, then the project, then the active
 * profile, then the local hub. `--profile` names one and leaves the environment aside. Connection string and hub are
 * looked up one by one, but the hub of a profile is never joined with the connection string of somebody else.
 */
export async function resolveConnection({ globals, io, output }: AnyCall): Promise<Connection> {
  const sources = await sourcesOf(globals, io);
  const chosen = sources.find(({ connectionString }) => connectionString !== undefined);
  if (chosen?.connectionString === undefined) throw usageError("There is no hub to talk to.");
  if (chosen.name === "--connection-string" && !isReference(chosen.connectionString)) {
    await output.note(
      "A connection string on the command line stays in the shell's history; env:NAME, file:PATH or - do not.",
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
    throw usageError(
      `"${hubName}" cannot be the name of a hub.`,
      "It has letters, digits, dots, dashes and underscores.",
    );
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
    message: `This command is for a local hub, and ${connection.source} points to ${new URL(connection.endpoint).host}, which is Azure.`,
    fix: "Add --profile local, or start a hub of your own with nh hub start.",
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
