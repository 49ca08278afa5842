import { dirname, join, parse } from "node:path";
import { inputError } from "../cli-error.js";
import type { Io, Untrusted } from "../io.js";
import { optionalString, readConfigFile } from "./config-file.js";

/**
 * The file of a project, written by `nh init`: a hub, or the name of one of the user's profiles.
 */
export interface ProjectConfig {
  readonly path: string;
  /** The folder that holds `.nh`. */
  readonly folder: string;
  readonly profile?: string | undefined;
  readonly connectionString?: string | undefined;
  readonly hub?: string | undefined;
}

export const projectConfigName = ".nh/config.json";

/**
 * The `.nh/config.json` of this folder or the nearest one above it.
 *
 * @throws {CliError} when somebody else could have written it: such a file must not decide where
 * notifications and connection strings go.
 */
export async function readProjectConfig(io: Io): Promise<ProjectConfig | undefined> {
  const { root } = parse(io.cwd);
  for (let folder = io.cwd; ; folder = dirname(folder)) {
    const path = join(folder, projectConfigName);
    // A folder above that one may not look into has nothing to say.
    const file = (await io.files.exists(path)) ? await readConfigFile(path, io) : undefined;
    if (file !== undefined) {
      const problem = await io.files.untrusted(path);
      if (problem !== undefined) throw notTrusted(problem);
      const { document } = file;
      return {
        path,
        folder,
        profile: optionalString(document, "profile", path),
        connectionString: optionalString(document, "connectionString", path),
        hub: optionalString(document, "hub", path),
      };
    }
    if (folder === root) return undefined;
  }
}

function notTrusted({ path, reason }: Untrusted): Error {
  return reason === "owner"
    ? inputError(
        `${path} belongs to another user, so nh does not use it.`,
        "If you trust it, make it your own with chown. To use another hub, pass --profile or --connection-string.",
      )
    : inputError(
        `Other users can write to ${path}, so nh does not use it.`,
        `If you trust it, run: chmod go-w ${path}`,
      );
}
