import { globalOptionTable } from "./global-options.js";
import { flagName } from "./option.js";

/**
 * Whether output and errors must be JSON. Reads the raw words, since the error may be about them.
 */
export function asksForJson(argv: readonly string[]): boolean {
  return ownWords(argv).some((word) => word === "--json" || word === "--ndjson");
}

/** Whether `--no-color` is given. Reads the raw words, since an error may be about them. */
export function declinesColor(argv: readonly string[]): boolean {
  return ownWords(argv).includes("--no-color");
}

/** The words before `--`; the others belong to another program. */
function ownWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end === -1 ? argv : argv.slice(0, end);
}

const globalFlags = new Map(Object.entries(globalOptionTable).map(([name, option]) => [flagName(name), option]));

/**
 * Options that every command knows may appear before the first word: `nh --json --hub demo send …`.
 * They are moved behind it, so that only the command itself decides which options it takes.
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
