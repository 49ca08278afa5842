import { normalizeTag, parseTagExpression } from "@nh/wire";
import { exitCodes } from "../exit-codes.js";
import { findingLines, hasErrors } from "../lint/finding.js";
import { lintExpression, tagsOf } from "../lint/lint-expression.js";
import { command, commandGroup } from "../program/command.js";
import { text } from "../program/option.js";
import { explainExpression } from "./tags/explain-expression.js";

const expressionArgument = { summary: 'the tag expression, quoted for the shell: "a && !b"' };

const lint = command({
  summary: "check a tag expression as the service would, and point at what looks wrong",
  details: "The exit code is 6 when the service would refuse it; warnings alone leave it 0.",
  arguments: { expression: expressionArgument },
  hub: "none",
  json: { ok: "false when there is an error", findings: "array of { severity, rule, where, message }" },
  examples: [{ command: 'nh tags lint "(news || sport) && !muted"', says: "Before it is sent" }],
  async run({ arguments: { expression }, output }) {
    const findings = lintExpression(expression);
    const failed = hasErrors(findings);
    await output.document({ ok: !failed, findings }, findings.length === 0 ? "ok" : findingLines(findings));
    return failed ? exitCodes.invalidInput : exitCodes.ok;
  },
});

const explain = command({
  summary: "say in words what a tag expression means, and whether a device with some tags matches",
  arguments: { expression: expressionArgument },
  hub: "none",
  options: { tags: text("a,b", "the tags of a device, to see which terms hold for it") },
  json: {
    expression: "the expression in its shortest form",
    tags: "array of the tags it names",
    matches: "whether the device matches, with --tags",
    terms: "array of { depth, expression, says, matches }, outermost first",
  },
  examples: [
    { command: 'nh tags explain "(news || sport) && !muted"', says: "In words" },
    { command: 'nh tags explain "news && !muted" --tags news,muted', says: "Why a device does not match" },
  ],
  async run({ arguments: { expression: given }, options, output }) {
    const expression = parseTagExpression(given, { limits: false });
    const deviceTags =
      options.tags === undefined ? undefined : new Set(options.tags.split(",").map((tag) => normalizeTag(tag.trim())));
    const terms = explainExpression(expression, deviceTags && ((tag) => deviceTags.has(normalizeTag(tag))));
    const lines = terms.map(({ depth, expression: part, says, matches }) => {
      const sign =
        matches === undefined ? "" : matches ? `${output.colors.green("yes")}  ` : `${output.colors.red("no")}   `;
      return `${sign}${"  ".repeat(depth)}${part}  ${output.colors.dim(says)}`;
    });
    await output.document(
      {
        expression: terms[0]?.expression,
        tags: [...new Set(tagsOf(expression))],
        ...(terms[0]?.matches === undefined ? {} : { matches: terms[0].matches }),
        terms,
      },
      lines.join("\n"),
    );
    return exitCodes.ok;
  },
});

export const tags = commandGroup("check and explain a tag expression", { lint, explain });
