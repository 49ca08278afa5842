import { usageError } from "../cli-error.js";
import { flagName } from "../program/option.js";
import type { ContentValues } from "./content-options.js";

/** What a person would see or hear. */
const visible = ["title", "body", "subtitle", "image", "icon", "badge", "sound"] as const;

/**
 * Refuses what a silent push would show: it wakes the app and shows nothing.
 *
 * @throws {CliError} for `--silent` with such an option.
 */
export function checkSilent(values: ContentValues): void {
  if (!values.silent) return;
  const name = visible.find((option) => values[option] !== undefined);
  if (name === undefined) return;
  throw usageError(
    `${flagName(name)} cannot be combined with --silent: a silent push shows nothing.`,
    "Remove --silent to show the notification, or pass its values to the app with --data.",
  );
}
