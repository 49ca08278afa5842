import { join } from "node:path";
import { isPlatform, type Platform, platforms } from "@nh/payloads";
import { CliError, inputError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import type { Io } from "../io.js";
import { objectIn, optionalString, readConfigFile, requiredString } from "./config-file.js";

/** A hub under a name. The connection string may be a reference: `env:NAME` or `file:PATH`. */
export interface Profile {
  readonly connectionString: string;
  readonly hub: string;
  /** Where `nh send` goes when it names no platform. */
  readonly platforms?: readonly [Platform, ...Platform[]] | undefined;
}

/** The user's own file: all profiles, and the name of the active one. */
export interface Profiles {
  readonly active?: string | undefined;
  readonly profiles: Readonly<Record<string, Profile>>;
}

export const builtInProfile = "local";

export const profilesPath = (io: Io) => join(io.configDirectory, "config.json");

export async function readProfiles(io: Io): Promise<Profiles> {
  const file = await readConfigFile(profilesPath(io), io);
  if (file === undefined) return { profiles: {} };
  const { path, document } = file;
  const active = optionalString(document, "active", path);
  const entries = document.profiles === undefined ? {} : objectIn(document.profiles, "profiles", path);
  const profiles = Object.entries(entries).map(([name, value]): readonly [string, Profile] => {
    const entry = objectIn(value, `profiles.${name}`, path);
    return [
      name,
      {
        connectionString: requiredString(entry, "connectionString", path),
        hub: requiredString(entry, "hub", path),
        platforms: optionalPlatforms(entry.platforms, `profiles.${name}.platforms`, path),
      },
    ];
  });
  return { active, profiles: Object.fromEntries(profiles) };
}

function optionalPlatforms(value: unknown, field: string, path: string): Profile["platforms"] {
  if (value === undefined) return undefined;
  const [first, ...rest] = Array.isArray(value) ? value : [];
  const all = [first, ...rest];
  if (isPlatform(first) && rest.every(isPlatform) && new Set(all).size === all.length) return [first, ...rest];
  throw inputError(
    `${path}: ${field} must be a list of platforms, each named once.`,
    `Known platforms: ${platforms.join(", ")}.`,
  );
}

/** A change takes milliseconds, so a lock that lasts is that of a process that hangs. */
const lockWaitMs = 10_000;

/**
 * Changes the profiles as they are at this moment, so that no change of another process is lost.
 * The file has mode 0600, since a profile may hold a key.
 *
 * @throws {CliError} when another process holds the file for 10 seconds; also whatever `change`
 * throws.
 */
export async function updateProfiles(io: Io, change: (profiles: Profiles) => Profiles): Promise<void> {
  const path = profilesPath(io);
  const lock = await io.files.lock(`${path}.lock`, lockWaitMs);
  if (lock === undefined) throw isLocked(path);
  try {
    const profiles = change(await readProfiles(io));
    await io.files.writeText(path, `${JSON.stringify(profiles, undefined, 2)}\n`, 0o600);
  } finally {
    lock.release();
  }
}

function isLocked(path: string): CliError {
  return new CliError({
    code: "NH_CLI_LOCKED",
    exitCode: exitCodes.unexpected,
    message: `Another nh has been changing ${path} for ${lockWaitMs / 1000} seconds.`,
    fix: "Stop that process, then try again.",
  });
}

/** @throws {CliError} for a name that no profile has. */
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
