import { isPlatform, type Platform } from "@nh/payloads";

/** One platform whose payload is written, or `every`: one message for the chosen platforms. */
export type DraftPlatform = Platform | "every";

export function isDraftPlatform(value: unknown): value is DraftPlatform {
  return value === "every" || isPlatform(value);
}
