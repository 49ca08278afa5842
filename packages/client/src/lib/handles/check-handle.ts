import type { NativePlatform } from "@nh/payloads";
import { shortenHandle } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { platformAdvice } from "../platform-advice.js";
import { cleanHandle, describeMistake } from "./clean-handle.js";
import { handleForms } from "./handle-forms.js";
import { recognizePlatform } from "./recognize-platform.js";

/** Why a string cannot be a handle of its platform. */
export interface HandleProblem {
  /** Whole sentences. The handle is shortened in them. */
  readonly message: string;
  /** The handle as the platform issued it, when the string has an obvious clean form. */
  readonly suggestion?: string;
}

/**
 * Checks whether a platform could have issued a handle. Only its form is checked: only the platform
 * knows whether the device still exists.
 *
 * @returns undefined for a handle that is possible.
 * @throws {ArgumentError} when the platform is not one that devices have, or the handle is not a
 * string.
 *
 * @example
 * checkHandle("apple", "<00fc13ad ff785122>")?.suggestion; // "00fc13adff785122"
 */
export function checkHandle(platform: NativePlatform, handle: string): HandleProblem | undefined {
  if (typeof platform !== "string" || !Object.hasOwn(handleForms, platform)) {
    const known = Object.keys(handleForms).join(", ");
    throw new ArgumentError("checkHandle", "platform", `must be one of ${known}${platformAdvice(platform)}`);
  }
  if (typeof handle !== "string") throw new ArgumentError("checkHandle", "handle", "must be a string");
  const { name, form, matches } = handleForms[platform];
  if (handle.trim() === "") return { message: `The handle is empty. ${form}` };
  const shown = JSON.stringify(shortenHandle(handle));
  const owner = recognizePlatform(handle);
  if (owner !== undefined && !handleForms[owner].sharedBy.includes(platform)) {
    return {
      message: `${shown} is ${handleForms[owner].name}, not ${name}. Send it to the platform ${owner}.`,
    };
  }
  if (matches(handle)) return undefined;
  const suggestion = cleanHandle(platform, handle);
  return {
    message: `${shown} is not ${name}: it ${describeMistake(platform, handle)}. ${form}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
