import { createColors } from "picocolors";
import type { Io, TextOutput } from "../io.js";
import { type Column, renderSeparated, renderTable } from "./table.js";
import { terminalBlock, terminalColored, terminalJson, wrapWords } from "./terminal-text.js";
import { wantsColor } from "./wants-color.js";

export interface ListView<Item, Row> {
  /** Name of the array in the `--json` document. */
  readonly key: string;
  readonly json: (item: Item) => unknown;
  readonly row: (item: Item) => Row;
  readonly columns: readonly Column<Row>[];
  /** Written to stderr of a terminal when there is nothing to show. */
  readonly empty: string;
}

/** How the user wants the output: `--json`, `--ndjson`, `--quiet`, `--no-color`. */
export interface OutputOptions {
  readonly json: boolean;
  readonly ndjson: boolean;
  readonly quiet: boolean;
  readonly noColor: boolean;
}

/** Where a command writes: data to stdout, everything else to stderr. */
export interface Output {
  readonly format: "text" | "json" | "ndjson";
  /** Notes are omitted. */
  readonly isQuiet: boolean;
  /** Bold, dim and colors for text on stdout; plain when colors are off. */
  readonly colors: ReturnType<typeof createColors>;
  /**
   * One result: the value as JSON, or the text for people (one or more lines, without the last line
   * break).
   */
  document(value: unknown, text: string): Promise<void>;
  /**
   * Many objects: a table, tab-separated lines in a pipe, one JSON document, or one JSON line each.
   */
  list<Item, Row>(items: Iterable<Item> | AsyncIterable<Item>, view: ListView<Item, Row>): Promise<number>;
  /** One object of a stream that never ends by itself. */
  item(value: unknown, text: string): Promise<void>;
  /** Raw text to stdout, such as a requested script or document. */
  raw(text: string): Promise<void>;
  /** A note for people only: omitted with `--json`, `--ndjson` and `--quiet`. */
  note(text: string): Promise<void>;
  /** A possible problem that does not stop the command. */
  warn(text: string): Promise<void>;
  /** How far the command has come; written when it is interrupted. */
  account(text: () => string): void;
  readonly accountText: () => string | undefined;
  /** Which hub the command talks to, and what decided that; part of an error of the service. */
  talksTo(hub: string): void;
  readonly talksToText: () => string | undefined;
  /** The hint of an error that says that the hub does not exist: which hubs do. */
  knowsHubs(hint: string): void;
  readonly knownHubsText: () => string | undefined;
}

export function createOutput(io: Io, { json: asJson, ndjson, quiet, noColor }: OutputOptions): Output {
  const format = ndjson ? "ndjson" : asJson ? "json" : "text";
  const preferences = { env: io.env, noColor };
  const colors = createColors(wantsColor(io.stdout, preferences));
  const noteColors = createColors(wantsColor(io.stderr, preferences));
  const said = (text: string) =>
    io.stderr.isTTY ? wrapWords(terminalBlock(text), io.stderr.columns, "  ") : terminalBlock(text);
  let account: (() => string) | undefined;
  let hub: string | undefined;
  let knownHubs: string | undefined;

  /**
   * Values are escaped where they are put in; this is the net below. A pipe gets the exact text.
   */
  const shown = (text: string) => (io.stdout.isTTY ? terminalColored(text) : text);
  const json = (value: unknown, indent?: number) => `${terminalJson(JSON.stringify(value, undefined, indent))}\n`;

  const output: Output = {
    format,
    isQuiet: quiet || format !== "text",
    colors,
    document: (value, text) =>
      format === "text"
        ? io.stdout.write(text === "" ? "" : `${shown(text)}\n`)
        : io.stdout.write(json(value, format === "json" && io.stdout.isTTY ? 2 : undefined)),
    list: (items, view) => {
      if (format === "ndjson") return streamLines(io.stdout, items, (item) => json(view.json(item)));
      if (format === "text" && !io.stdout.isTTY) {
        return streamLines(io.stdout, items, (item) => `${renderSeparated(view.columns, view.row(item))}\n`);
      }
      return collect(items).then(async (all) => {
        if (format === "json") await output.document({ [view.key]: all.map(view.json) }, "");
        else if (all.length === 0) await output.note(view.empty);
        else {
          const table = renderTable(view.columns, all.map(view.row), {
            width: io.stdout.columns,
            heading: colors.bold,
          });
          await io.stdout.write(`${table}\n`);
        }
        return all.length;
      });
    },
    item: (value, text) => io.stdout.write(format === "text" ? `${shown(text)}\n` : json(value)),
    raw: (text) => io.stdout.write(text.endsWith("\n") || text === "" ? text : `${text}\n`),
    note: async (text) => {
      if (!output.isQuiet) await io.stderr.write(`${noteColors.dim(said(text))}\n`);
    },
    warn: (text) =>
      io.stderr.write(
        format === "text"
          ? `${said(`warning: ${text}`).replace(/^warning:/, noteColors.yellow("warning:"))}\n`
          : json({ warning: text }),
      ),
    account: (text) => {
      account = text;
    },
    accountText: () => account?.(),
    talksTo: (text) => {
      hub = text;
    },
    talksToText: () => hub,
    knowsHubs: (hint) => {
      knownHubs = hint;
    },
    knownHubsText: () => knownHubs,
  };
  return output;
}

async function streamLines<Item>(
  stdout: TextOutput,
  items: Iterable<Item> | AsyncIterable<Item>,
  line: (item: Item) => string,
): Promise<number> {
  let count = 0;
  for await (const item of items) {
    count += 1;
    await stdout.write(line(item));
  }
  return count;
}

async function collect<Item>(items: Iterable<Item> | AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
