import { dirname, resolve } from "node:path";
import type { HubSettings, RegistrationTtl } from "@nh/client/management";
import { usageError } from "../../cli-error.js";
import { type HubFile, readHubFile } from "../../hub/hub-file.js";
import { checkHubName } from "../../hub/hub-name.js";
import { parseDuration } from "../../input/duration.js";
import { originOf, parseJson, readInput } from "../../input/read-input.js";
import type { Io } from "../../io.js";
import { terminalLine } from "../../output/terminal-text.js";
import { type OptionValues, text } from "../../program/option.js";

const DAY_MS = 86_400_000;

export const nameArgument = { name: { summary: "name of the hub" } } as const;

export const fileOption = {
  file: text("file", "JSON file that describes the hub, with env: and file: references; - for stdin"),
};

export const settingsOptions = {
  ...fileOption,
  ttl: text("duration", "how long a registration lives after it was last renewed: 1d or more, such as 90d, or never"),
  metadata: text("text", "free text, at most 1,024 characters"),
};

/** The description of the file, or an empty one without `--file`. */
export async function readFileOption(path: string | undefined, io: Io): Promise<HubFile> {
  if (path === undefined) return {};
  const origin = originOf(path);
  const folder = path === "-" ? io.cwd : dirname(resolve(io.cwd, path));
  return readHubFile(parseJson(await readInput(path, io), origin), { io, folder, origin });
}

/** The settings that the options give directly. */
export function settingsOf({ ttl, metadata }: OptionValues<typeof settingsOptions>): HubSettings {
  return {
    ...(ttl === undefined ? {} : { registrationTtl: parseTtl(ttl) }),
    ...(metadata === undefined ? {} : { userMetadata: metadata }),
  };
}

/**
 * The hub that a command is about: the argument, or the name in the file.
 *
 * @throws {CliError} when there is none, or the two differ.
 */
export function nameOf(given: string | undefined, { name }: HubFile): string {
  if (given !== undefined && name !== undefined && given !== name) {
    throw usageError(`The file describes the hub "${name}", not "${given}".`, "Remove name from the file to copy it.");
  }
  const chosen = given ?? name;
  if (chosen === undefined) {
    throw usageError("The name of the hub is missing.", "Pass it, or give the file a name.");
  }
  return checkHubName(chosen);
}

function parseTtl(ttl: string): RegistrationTtl {
  if (ttl === "never") return "never";
  const milliseconds = parseDuration(ttl);
  // The service keeps a registration for a day at least.
  if (milliseconds === undefined || milliseconds < DAY_MS) {
    throw usageError(`--ttl must be at least 1d, such as 90d, or never, not "${terminalLine(ttl)}".`);
  }
  return { seconds: milliseconds / 1000 };
}
