import { usageError } from "../../cli-error.js";
import { type ChosenAudience, missingAudience } from "../../compose/audience.js";
import { flagName, type OptionValues } from "../../program/option.js";
import type { sendOptions } from "./send-options.js";

/**
 * @throws {CliError} for options of `nh send` that exclude each other, and for one that lacks
 * another.
 */
export function checkCombination(options: OptionValues<typeof sendOptions>, chosen: ChosenAudience | undefined): void {
  const toFile = options.devices !== undefined;
  if (toFile && chosen !== undefined)
    throw usageError("--devices cannot be combined with another audience.", "Pass only one of them.");
  if (!toFile && chosen === undefined) throw missingAudience();
  if (toFile && options.devices === "-" && options.payload === "-")
    throw usageError("--devices and --payload cannot both be stdin.");
  const onlyBulk = ["devicesFormat", "column", "concurrency", "batchSize", "maxPerSecond", "resume"] as const;
  const stray = onlyBulk.find((name) => options[name] !== undefined);
  if (!toFile && stray !== undefined) throw usageError(`${flagName(stray)} needs --devices.`);
  if (options.column !== undefined && options.devicesFormat === "lines")
    throw usageError("--column cannot be combined with --devices-format lines.", "A list of lines has no columns.");
  const direct = toFile || options.device.length > 0;
  if (options.unchecked && !direct && options.payload === undefined)
    throw usageError("--unchecked needs --payload, --device or --devices.");
  if (!direct && options.duplicates !== undefined) throw usageError("--duplicates needs --device or --devices.");
  if (direct && (options.test || options.at !== undefined))
    throw usageError("--test and --at cannot be combined with --device or --devices.");
  if (options.test && options.at !== undefined) throw usageError("--test and --at cannot be combined.");
  if (options.wait && (options.at !== undefined || toFile || options.test)) {
    throw usageError("--wait works only with one notification that is sent now.", "Run nh outcome <id> later.");
  }
}
