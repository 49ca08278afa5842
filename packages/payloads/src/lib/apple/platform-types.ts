import type { JsonValue } from "../json/json-value.js";
import type { KebabCase } from "../json/spelling.js";
import type { AppleLiveActivityPayload, AppleNotificationPayload } from "./types.js";

/**
 * A typed value as Apple writes it: names in kebab-case, flags as 1 or 0, times in seconds since
 * 1970.
 */
type AppleForm<Value> = Value extends boolean
  ? Value extends true
    ? 1
    : 0
  : Value extends Date
    ? number
    : Value extends string | number | readonly unknown[] | null | undefined
      ? Value
      : string extends keyof Value
        ? Value
        : { readonly [Key in keyof Value as KebabCase<Key>]: AppleForm<Value[Key]> };

/** What typed input has beside the keys of `aps`. */
type BesideAps = "data" | "mdm" | "unconfirmed";

/**
 * The dictionary `aps` as Apple documents it: of a notification, or of a change of a Live Activity.
 */
export type ApplePlatformAps =
  | AppleForm<Omit<AppleNotificationPayload, BesideAps>>
  | (AppleLiveActivityPayload extends infer Change
      ? Change extends unknown
        ? AppleForm<Omit<Change, BesideAps>>
        : never
      : never);

/** Apple's own document: `aps` as Apple spells it, and the app's own keys beside it. */
export interface ApplePlatformPayload {
  readonly aps: ApplePlatformAps;
  /** Mobile device management: the `PushMagic` string. Makes the push type `mdm`. */
  readonly mdm?: string | undefined;
  readonly [key: string]: JsonValue | ApplePlatformAps | undefined;
}
