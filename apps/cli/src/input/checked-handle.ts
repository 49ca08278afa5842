import { checkHandle, type HandleProblem } from "@nh/client/handles";
import type { NativePlatform } from "@nh/payloads";
import { CliError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { nativePlatforms } from "./platform-names.js";

export interface HandleCheck {
  /** Undefined when it is unknown: then any platform may have issued the handle. */
  readonly platform: NativePlatform | undefined;
  /** Where the handle was given, such as `--channel`. */
  readonly origin: string;
  /** Accepts any handle that is not empty, where a hub may accept it too. */
  readonly unchecked: boolean;
  /**
   * Whether a hub is to store it: the client never stores a handle that APNs cannot have issued.
   */
  readonly isStored?: boolean;
}

/**
 * The handle, when its platform can have issued it.
 *
 * @throws {CliError} NH_HANDLE_INVALID otherwise, with the clean handle where there is one.
 */
export function checkedHandle(handle: string, check: HandleCheck): string {
  const { platform, origin, unchecked, isStored = false } = check;
  const mayPass = handle.trim() !== "" && !(isStored && platform === "apple");
  const problem = unchecked && mayPass ? undefined : findProblem(handle, platform);
  if (problem === undefined) return handle;
  const { message, suggestion } = problem;
  const otherwise = mayPass ? "--unchecked accepts it as it is." : "Pass the handle that the platform issued.";
  throw new CliError({
    code: "NH_HANDLE_INVALID",
    exitCode: exitCodes.invalidInput,
    message: `${origin}: ${message}`,
    fix: suggestion === undefined ? otherwise : `The clean handle is ${suggestion}. ${otherwise}`,
  });
}

function findProblem(handle: string, platform: NativePlatform | undefined): HandleProblem | undefined {
  if (platform !== undefined) return checkHandle(platform, handle);
  const problems = nativePlatforms.map((name) => checkHandle(name, handle));
  if (problems.includes(undefined)) return undefined;
  return problems.find((problem) => problem?.suggestion !== undefined) ?? problems[0];
}
