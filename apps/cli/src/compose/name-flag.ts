import { isPayloadError, type NativePlatform } from "@nh/payloads";
import { flagName } from "../program/option.js";
import { fieldFlags } from "./field-flags.js";
import { withRule } from "./with-rule.js";

/**
 * Composes a notification from options. A builder refuses a field by its name in the payload, which
 * the user never wrote; the error then also names the option.
 */
export function namingFlags<T>(platform: NativePlatform, compose: () => T): T {
  try {
    return compose();
  } catch (error) {
    if (!isPayloadError(error) || error.code !== "NH_PAYLOAD_INVALID") throw error;
    const flag = flagBehind(platform, error.field);
    throw flag === undefined ? error : withRule(error, `${flag} sets it`);
  }
}

/** The option of the field, or of the nearest one above it. */
function flagBehind(platform: NativePlatform, field: string): string | undefined {
  const flag = Object.entries(fieldFlags[platform]).find(
    ([path]) => field === path || (field.startsWith(path) && /^[.[]/.test(field.slice(path.length))),
  )?.[1];
  return flag === undefined ? undefined : flagName(flag);
}
