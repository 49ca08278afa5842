import { Option as CommanderOption } from "commander";
import { usageError } from "../cli-error.js";
import { parseDuration } from "../input/duration.js";
import { terminalLine } from "../output/terminal-text.js";
import { didYouMean } from "./did-you-mean.js";
import { isPath } from "./lookup.js";
import { flagName, type IntegerOption, type Option, optionUsage } from "./option.js";

/** An option as Commander takes it, with the check of its value. */
export function commanderOption(name: string, option: Option): CommanderOption {
  const made = new CommanderOption(optionUsage(name, option), option.summary);
  if (option.group !== undefined) made.helpGroup(`${option.group}:`);
  switch (option.kind) {
    case "choice":
      return made.choices([...option.choices]).argParser((value) => oneOf(value, option.choices, flagName(name)));
    case "integer":
      return made.argParser((value) => parseInteger(value, flagName(name), option));
    case "duration":
      return made.argParser((value) => {
        const milliseconds = parseDuration(value);
        if (milliseconds !== undefined) return milliseconds;
        throw usageError(`${flagName(name)} must be a duration such as 30s, 5m or 2h, not "${terminalLine(value)}".`);
      });
    case "text":
      return isPath(option.valueName) ? made.argParser((value) => notEmpty(value, flagName(name))) : made;
    case "list":
      return made.argParser((value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value]);
    default:
      return made;
  }
}

/** @throws {CliError} for any other word. */
export function oneOf(value: string, choices: readonly string[], what: string): string {
  if (choices.includes(value)) return value;
  const meant = didYouMean(value, choices);
  throw usageError(
    `${what} must be one of ${choices.join(", ")}, not "${terminalLine(value)}".`,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  );
}

/** An unset variable of a script would otherwise name the current folder. */
export function notEmpty(value: string, what: string): string {
  if (value.trim() !== "") return value;
  throw usageError(`${what} is empty.`, "Pass a path. An unset variable of a script is empty.");
}

function parseInteger(value: string, flag: string, { minimum, maximum }: IntegerOption): number {
  const number = Number(value);
  if (/^-?\d+$/.test(value) && number >= minimum && number <= maximum) return number;
  const bounds = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  throw usageError(`${flag} must be a whole number ${bounds}, not "${terminalLine(value)}".`);
}
