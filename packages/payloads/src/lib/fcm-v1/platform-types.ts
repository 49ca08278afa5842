import type { ApplePlatformPayload } from "../apple/platform-types.js";
import type { SnakeCase } from "../json/spelling.js";
import type { FcmDuration, FcmV1Message } from "./types.js";

/**
 * A typed value as Google writes it: durations and times as strings, words of an enumeration in
 * either case.
 */
type GoogleForm<Value, Spelling extends "snake_case" | "camelCase"> = Value extends string
  ? Value | Lowercase<Value>
  : Value extends FcmDuration | Date
    ? string
    : Value extends number | boolean | null | undefined
      ? Value
      : Value extends readonly (infer Item)[]
        ? readonly GoogleForm<Item, Spelling>[]
        : string extends keyof Value
          ? Value
          : {
              readonly [Key in keyof Value as Spelling extends "snake_case"
                ? SnakeCase<Key>
                : Key]: Key extends "payload" ? ApplePlatformPayload : GoogleForm<Value[Key], Spelling>;
            };

/**
 * Google's own document: `message` in snake_case or in camelCase, both of which Google reads.
 * Inside it, the typed message is taken as well.
 */
export interface FcmV1PlatformPayload {
  readonly message: GoogleForm<FcmV1Message, "snake_case"> | GoogleForm<FcmV1Message, "camelCase"> | FcmV1Message;
}
