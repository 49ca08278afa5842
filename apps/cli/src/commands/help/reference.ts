import { wrapWords } from "../../output/terminal-text.js";
import type { CatalogueEntry } from "../../program/catalogue-entry.js";
import { type Argument, type Command, paragraphs, walkCommands } from "../../program/command.js";
import { connectionOptions, outputOptions, streamOptions } from "../../program/global-options.js";
import { type OptionTable, optionUsage } from "../../program/option.js";
import { helpTopics } from "./help-topics.js";

/**
 * The reference of all commands as Markdown (`docs/cli.md`), from the definitions that also parse
 * them.
 */
export async function renderReference(catalogue: readonly CatalogueEntry[]): Promise<string> {
  const parts = [introduction];
  const groups = [...new Set(catalogue.map(({ group }) => group))];
  parts.push(await overview(catalogue, groups));
  parts.push("## Options of every command\n", optionList(outputOptions), "On commands that list or stream:\n");
  parts.push(optionList(streamOptions), "On commands that talk to a hub:\n", optionList(connectionOptions));
  for (const group of groups) {
    parts.push(`## ${group}\n`);
    for (const entry of catalogue.filter((candidate) => candidate.group === group)) {
      for (const [path, command] of walkCommands(await entry.load(), [entry.name])) parts.push(section(path, command));
    }
  }
  parts.push("## Topics\n");
  for (const { name, summary, text } of helpTopics) {
    parts.push(
      `### ${name}\n`,
      `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.\n`,
      `\`\`\`text\n${text}\n\`\`\`\n`,
    );
  }
  return `${parts.join("\n").trimEnd()}\n`;
}

const introduction = `# nh on the command line

\`nh help reference\` prints this page from the definitions of the commands.
`;

async function overview(catalogue: readonly CatalogueEntry[], groups: readonly string[]): Promise<string> {
  const lines = ["| command | does |", "|---|---|"];
  for (const group of groups) {
    for (const entry of catalogue.filter((candidate) => candidate.group === group)) {
      for (const [path, command] of walkCommands(await entry.load(), [entry.name])) {
        lines.push(`| [\`nh ${path.join(" ")}\`](#${anchor(path)}) | ${escapeCell(command.summary)} |`);
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

const anchor = (path: readonly string[]) => `nh-${path.join("-")}`;
const escapeCell = (text: string) => text.replaceAll("|", "\\|");

function section(path: readonly string[], command: Command): string {
  const { summary, details, examples, json, line, lineNeeds } = command;
  const parts = [
    `### nh ${path.join(" ")}\n`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.\n`,
    `\`\`\`text\n${usage(path, command)}\n\`\`\`\n`,
  ];
  if (details !== undefined) parts.push(`${wrap(paragraphs(details))}\n`);
  if (Object.keys(command.arguments).length > 0) parts.push(argumentList(command.arguments));
  if (Object.keys(command.options).length > 0) parts.push(optionList(command.options));
  if (Object.keys(json).length > 0) {
    parts.push(`Fields of \`--json\`${ndjsonRemark(command)}:\n`, fieldList(json));
  }
  if (line !== undefined) {
    const condition = lineNeeds === undefined ? "" : ` with \`${lineNeeds}\``;
    parts.push(`Fields of each line of \`--ndjson\`${condition}:\n`, fieldList(line));
  }
  if (command.hub === "local") parts.push("Works only with a local hub.\n");
  if (examples.length > 0) {
    parts.push(`\`\`\`sh\n${examples.map((example) => `# ${example.title}\n${example.command}`).join("\n")}\n\`\`\`\n`);
  }
  return parts.join("\n");
}

/** A list is one array in a document, and one line for each element in a stream. */
function ndjsonRemark({ json, streams, line, lineNeeds }: Command): string {
  if (lineNeeds !== undefined) return ` and, without \`${lineNeeds}\`, of the line of \`--ndjson\``;
  if (!streams || line !== undefined) return "";
  const isList = Object.values(json)[0]?.startsWith("array of") ?? false;
  return isList ? " (with `--ndjson` each element is a line)" : " and of each line of `--ndjson`";
}

function usage(path: readonly string[], command: Command): string {
  const words = Object.entries(command.arguments).map(([name, argument]) => argumentUsage(name, argument));
  return ["nh", ...path, ...words, "[options]"].join(" ");
}

function argumentUsage(name: string, { optional, variadic }: Argument): string {
  const label = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) + (variadic ? "..." : "");
  return optional ? `[${label}]` : `<${label}>`;
}

function argumentList(table: Command["arguments"]): string {
  const lines = Object.entries(table).map(([name, argument]) => {
    const choices = argument.choices === undefined ? "" : ` (${argument.choices.join(", ")})`;
    return listItem(argumentUsage(name, argument), `${argument.summary}${choices}`);
  });
  return `${lines.join("\n")}\n`;
}

function optionList(table: OptionTable): string {
  const lines = Object.entries(table).map(([name, option]) => {
    const choices = option.kind === "choice" ? ` (${option.choices.join(", ")})` : "";
    return listItem(optionUsage(name, option), `${option.summary}${choices}`);
  });
  return `${lines.join("\n")}\n`;
}

function fieldList(fields: Readonly<Record<string, string>>): string {
  return `${Object.entries(fields)
    .map(([name, meaning]) => listItem(name, meaning))
    .join("\n")}\n`;
}

const listItem = (name: string, meaning: string) => wrap(`- \`${name}\`: ${meaning}`, "  ");

/** Lines of Markdown of at most 100 columns. */
const wrap = (text: string, indent = "") => wrapWords(text, 100, indent);
