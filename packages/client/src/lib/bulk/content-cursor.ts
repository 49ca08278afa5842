import { isPlatform, type Platform } from "@nh/payloads";
import { isObject } from "../check-options.js";

const PREFIX = "nhc1;";

/** Writes the cursors of several platforms' runs as one string. */
export function formatContentCursor(cursors: ReadonlyMap<Platform, string>): string {
  return PREFIX + JSON.stringify(Object.fromEntries(cursors));
}

/** Reads what {@link formatContentCursor} wrote; undefined when it did not. */
export function parseContentCursor(text: unknown): Map<Platform, string> | undefined {
  if (typeof text !== "string" || !text.startsWith(PREFIX)) return undefined;
  let read: unknown;
  try {
    read = JSON.parse(text.slice(PREFIX.length));
  } catch {
    return undefined;
  }
  if (!isObject(read) || Array.isArray(read)) return undefined;
  const cursors = new Map<Platform, string>();
  for (const [platform, cursor] of Object.entries(read)) {
    if (!isPlatform(platform) || typeof cursor !== "string") return undefined;
    cursors.set(platform, cursor);
  }
  return cursors;
}
