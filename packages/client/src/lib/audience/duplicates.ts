import type { Platform } from "@nh/payloads";
import type { OptionRule } from "../check-options.js";

/** What happens to a handle that an input names twice: only the first is sent to, or each. */
export type Duplicates = "skip" | "send";

export const duplicatesRule: OptionRule = {
  accepts: (value) => value === "skip" || value === "send",
  form: '"skip" or "send"',
};

/**
 * What two handles of one device have in common. An APNs handle is written in hexadecimal digits,
 * so its letter case does not count; other platforms issue handles in which it does.
 */
export function handleKey(handle: string, platform: Platform): string {
  return platform === "apple" ? handle.toLowerCase() : handle;
}

/** The handles of a short list, each device once, in the order of the list. */
export function withoutDuplicates(handles: readonly string[], platform: Platform): readonly string[] {
  const seen = new Set<string>();
  return handles.filter((handle) => seen.size < seen.add(handleKey(handle, platform)).size);
}
