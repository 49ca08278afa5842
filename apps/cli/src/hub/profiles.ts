import { dirname, join, parse } from "node:path";
import { CliError, inputError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { parseJsonObject } from "../input/read-input.js";
import type { Io } from "../io.js";

/** A hub under a name. The connection string may be a reference: `env:NAME` or `file:PATH`. */
export interface Profile {
  readonly connectionString: string;
  readonly hub: string;
}

/** The user's own file: all profiles, and the name of the active one. */
export interface Profiles {
  readonly active?: string | undefined;
  readonly profiles: Readonly<Record<string, Profile>>;
}

/**
 * The file of a project, written by `nh init`: a hub, or the name of one of the user's profiles.
 */
export interface ProjectConfig {
  readonly path: string;
  readonly profile?: string | undefined;
  readonly connectionString?: string | undefined;
  readonly hub?: string | undefined;
}

export const builtInProfile = "local";

export const profilesPath = (io: Io) => join(io.configDirectory, "config.json");

export async function readProfiles(io: Io): Promise<Profiles> {
  const path = profilesPath(io);
  if (!(await io.files.exists(path))) return { profiles: {} };
  const document = parseJsonObject(await io.files.readText(path), path);
  const active = optionalText(document, "active", path);
  const entries = document.profiles === undefined ? {} : object(document.profiles, "profiles", path);
  const profiles: Record<string, Profile> = {};
  for (const [name, value] of Object.entries(entries)) {
    const entry = object(value, `profiles.${name}`, path);
    profiles[name] = {
      connectionString: requiredText(entry, "connectionString", path),
      hub: requiredText(entry, "hub", path),
    };
  }
  return { active, profiles };
}

/** Written with mode 0600: a profile may hold a key. */
export async function writeProfiles(io: Io, profiles: Profiles): Promise<void> {
  await io.files.writeText(profilesPath(io), `${JSON.stringify(profiles, undefined, 2)}\n`, 0o600);
}

export function profileNamed(name: string, { profiles }: Profiles): Profile {
  const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (found !== undefined) return found;
  const names = [builtInProfile, ...Object.keys(profiles)].join(", ");
  throw new CliError({
    code: "NH_CLI_PROFILE_UNKNOWN",
    exitCode: exitCodes.notFound,
    message: `Unknown profile "${name}".`,
    fix: `Known profiles: ${names}. nh profile add ${name} creates it.`,
  });
}

/** The `.nh/config.json` of this folder or the nearest one above it. */
export async function readProjectConfig(io: Io): Promise<ProjectConfig | undefined> {
  const { root } = parse(io.cwd);
  for (let folder = io.cwd; ; folder = dirname(folder)) {
    const path = join(folder, ".nh", "config.json");
    if (await io.files.exists(path)) {
      const document = parseJsonObject(await io.files.readText(path), path);
      return {
        path,
        profile: optionalText(document, "profile", path),
        connectionString: optionalText(document, "connectionString", path),
        hub: optionalText(document, "hub", path),
      };
    }
    if (folder === root) return undefined;
  }
}

function object(value: unknown, where: string, path: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw inputError(`${where} in ${path} must be an object.`);
  }
  return value as Record<string, unknown>;
}

function optionalText(document: Record<string, unknown>, name: string, path: string): string | undefined {
  const value = document[name];
  if (value !== undefined && typeof value !== "string") throw inputError(`${name} in ${path} must be a string.`);
  return value === "" ? undefined : value;
}

function requiredText(document: Record<string, unknown>, name: string, path: string): string {
  const value = optionalText(document, name, path);
  if (value === undefined) throw inputError(`${name} is missing in ${path}.`);
  return value;
}
