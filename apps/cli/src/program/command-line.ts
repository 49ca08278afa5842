import { globalOptionTable } from "./global-options.js";
import { flagName } from "./option.js";

/** True when the answer, and so also an error, is to be JSON. Looked up in the raw words: the error may be about them. */
export function asksForJson(argv: readonly string[]): boolean {
  return ownWords(argv).some((word) => word === "--json" || word === "--ndjson");
}

/** True for `--no-color`, also where the error is about the words themselves. */
export function declinesColor(argv: readonly string[]): boolean {
  return ownWords(argv).includes("--no-color");
}

/** The words before `--`: what follows belongs to another program. */
function ownWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end === -1 ? argv : argv.slice(0, end);
}

const globalFlags = new Map(Object.entries(globalOptionTable).map(([name, option]) => [flagName(name), option]));

/**
 * Options that every command knows may stand before the first word: `nh --json --hub demo send …`. They are moved
 * behind it, so that each command alone says which it takes.
 */
export function moveLeadingOptions(argv: readonly string[]): string[] {
  let start = 0;
  for (;;) {
    const word = argv[start];
    const option = word === undefined ? undefined : globalFlags.get(word.split("=", 1)[0] ?? "");
    if (word === undefined || option === undefined) break;
    start += option.kind === "flag" || word.includes("=") ? 1 : 2;
  }
  const leading = argv.slice(0, start);
  const rest = argv.slice(start);
  if (rest.length === 0) return leading;
  const end = rest.indexOf("--");
  return end === -1 ? [...rest, ...leading] : [...rest.slice(0, end), ...leading, ...rest.slice(end)];
}
