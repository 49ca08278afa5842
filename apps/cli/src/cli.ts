import { catalogue } from "./commands/catalogue.js";
import { exitCodes } from "./exit-codes.js";
import { OutputClosed } from "./interruption.js";
import type { Io } from "./io.js";
import type { Output } from "./output/output.js";
import { wantsColor } from "./output/wants-color.js";
import type { Call } from "./program/command.js";
import { asksForJson, declinesColor, moveLeadingOptions } from "./program/command-line.js";

const versionWords: ReadonlySet<string> = new Set(["--version", "-V", "-v", "version"]);

/** How long a command may take to end by itself after an interrupt. */
const interruptGraceMs = 1500;

/**
 * Runs one command line and returns its exit code. It never throws and never ends the process. It
 * loads the modules of a command only when needed, so that `nh --version` costs little more than
 * starting Node.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let output: Output | undefined;
  try {
    const words = asHelpOption(moveLeadingOptions(argv));
    const first = words[0];
    if (first !== undefined && versionWords.has(first)) {
      const { readVersion } = await import("./version.js");
      const version = readVersion();
      await io.stdout.write(asksForJson(argv) ? `${JSON.stringify({ version })}\n` : `${version}\n`);
      return exitCodes.ok;
    }
    const entry = catalogue.find(({ name }) => name === first);
    const [{ parseWords }, { createOutput }, node] = await Promise.all([
      import("./program/parse-words.js"),
      import("./output/output.js"),
      entry?.load(),
    ]);
    const parsed = parseWords(
      first === undefined ? ["--help"] : words,
      catalogue,
      entry === undefined || node === undefined ? undefined : { name: entry.name, node },
      { columns: widthOf(io), colors: wantsColor(io.stdout, { env: io.env, noColor: declinesColor(argv) }) },
    );
    if (parsed.kind === "help") {
      await io.stdout.write(parsed.text);
      return exitCodes.ok;
    }
    const { globalsOf } = await import("./program/global-options.js");
    const globals = globalsOf(parsed.options);
    const { stdinOnce } = await import("./input/stdin-once.js");
    const callIo = { ...io, stdin: stdinOnce(io.stdin) };
    output = createOutput(io, globals);
    const call = { arguments: parsed.arguments, options: parsed.options, globals, io: callIo, output } as Call;
    const running = parsed.command.run(call);
    const code = await (parsed.command.endsItself ? running : endedInTime(running, io));
    return code ?? exitCodes.ok;
  } catch (error) {
    // An interrupt comes first: a closed terminal is both.
    if (error instanceof OutputClosed && !io.signal.aborted) return exitCodes.ok;
    const { reportError } = await import("./output/report-error.js");
    return reportError(error, {
      io,
      json: asksForJson(argv),
      noColor: declinesColor(argv),
      account: output?.accountText(),
      hub: output?.talksToText(),
      knownHubs: output?.knownHubsText(),
    });
  }
}

/** Help that goes to a pager fits the terminal that stderr is on. */
function widthOf({ stdout, stderr }: Io): number {
  return !stdout.isTTY && stderr.isTTY ? stderr.columns : stdout.columns;
}

/** `nh help send` is `nh send --help`; any other word is a topic of `nh help`. */
function asHelpOption(words: readonly string[]): readonly string[] {
  const [first, second] = words;
  const isCommand = first === "help" && catalogue.some(({ name }) => name === second);
  return isCommand ? [...words.slice(1), "--help"] : words;
}

/**
 * Waits for the command, and rejects with the interrupt's reason when it does not end soon after
 * one.
 */
async function endedInTime<T>(running: Promise<T>, io: Io): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cutOff = new Promise<never>((_, reject) => {
    const grant = () => {
      timer = setTimeout(() => reject(io.signal.reason), interruptGraceMs);
    };
    // The interrupt may have come while the command was loading.
    if (io.signal.aborted) grant();
    else io.signal.addEventListener("abort", grant, { once: true });
  });
  try {
    return await Promise.race([running, cutOff]);
  } finally {
    clearTimeout(timer);
  }
}
