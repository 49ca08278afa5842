import type { Notification } from "@nh/payloads";
import { inputError, usageError } from "../cli-error.js";
import { parseNameValues } from "../input/name-value.js";
import { terminalLine } from "../output/terminal-text.js";
import type { ContentValues, DeliveryValues } from "./content-options.js";

/** The parts of a notification, as the options give them. */
export interface Parts extends ContentValues, DeliveryValues {
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One platform: a notification from its parts, and from a whole payload. */
export interface Composer {
  readonly fromParts: (parts: Parts) => Notification;
  readonly fromPayload: (payload: string, parts: Parts) => Notification;
}

/** The error for a part without which there is no such notification. */
export function missing(what: string): never {
  throw usageError(`${what} is missing.`, "Pass the parts of the notification, or --payload.");
}

/**
 * The object without its undefined properties; undefined when all are, so that no empty object is
 * sent.
 */
export function present<T extends object>(values: T): T | undefined {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T);
}

export const dataOf = ({ data }: Pick<Parts, "data">) => parseNameValues(data, "--data");

export const seconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : Math.round(milliseconds / 1000);

/** @param whom For the error: `apple`, or several platforms. */
export function badgeNumber(text: string | undefined, whom: string): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw inputError(`--badge must be a whole number for ${whom}, not "${terminalLine(text)}".`);
}
