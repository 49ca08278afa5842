import { PayloadError, type PayloadErrorDetails, sentence } from "../errors.js";
import { fieldPath } from "../field-path.js";
import type { Platform } from "../platforms.js";
import type { NotificationWarning, WarningRule } from "../warning.js";

/**
 * How a payload is written: as the types of this package have it, or as the platform itself
 * documents it.
 */
export type Form = "typed" | "platform";

/** Which part of a payload is being read, and how. */
export interface Place {
  readonly platform: Platform;
  /**
   * Path in the body that is sent, so that each form of input names the same field; `""` is the
   * body.
   */
  readonly field: string;
  /** `undecided` until something decides: many names and values are written alike in both forms. */
  readonly form: Form | "undecided";
  /** Where warnings are collected. Default: nobody reads them. */
  readonly warnings?: NotificationWarning[];
  /** Whether a warning is refused. Default: false. */
  readonly strict?: boolean;
}

/** The place of a key. */
export function below(place: Place, key: string): Place {
  return { ...place, field: fieldPath(place.field, key) };
}

/** The place of an item of a list. */
export function itemOf(place: Place, index: number): Place {
  return { ...place, field: `${place.field}[${index}]` };
}

/**
 * Ends the reading of a payload.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID, always.
 */
export function refuse(
  { platform, field }: Pick<Place, "platform" | "field">,
  rule: string,
  more?: Pick<PayloadErrorDetails, "limit" | "size" | "cause">,
): never {
  throw new PayloadError({ code: "NH_PAYLOAD_INVALID", platform, field, rule, ...more });
}

/**
 * Notes what the platform does not refuse, but what is probably not meant.
 *
 * @param message The end of the sentence "the field …": what is wrong, and what to do.
 * @throws {PayloadError} NH_PAYLOAD_INVALID in place of the warning, for a strict builder.
 */
export function warn(place: Place, rule: WarningRule, message: string): void {
  const { platform, field: path, strict, warnings } = place;
  if (strict) refuse(place, message);
  // The names of the pages themselves would be a part of every bundle.
  const source = `docs/payload-rules.md#${platform}-${rule}`;
  warnings?.push(Object.freeze({ path, rule, message: sentence(path, message), source }));
}
