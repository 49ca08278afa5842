import { inputError } from "../../cli-error.js";
import { parseMoment } from "../../input/duration.js";

/**
 * Reads `--expires`.
 *
 * @throws {CliError} for a moment that is over: the service would delete the device at once, and
 * the command would look like a success.
 */
export function parseExpiration(text: string, now: number): Date {
  const moment = parseMoment(text, now, "--expires");
  if (moment.getTime() > now) return moment;
  throw inputError(
    `--expires is in the past (${moment.toISOString()}), so the service would delete the device at once.`,
    "Pass a later moment, or delete it with nh installations delete.",
  );
}
