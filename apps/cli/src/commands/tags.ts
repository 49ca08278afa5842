import { normalizeTag, parseTagExpression } from "@nh/wire";
import { exitCodes } from "../exit-codes.js";
import { findingLines, hasErrors } from "../lint/finding.js";
import { lintExpression, tagsOf } from "../lint/lint-expression.js";
import { command, commandGroup } from "../program/command.js";
import { text } from "../program/option.js";
import { explainExpression } from "./tags/explain-expression.js";
import { termText } from "./tags/term-text.js";

const expressionArgument = { summary: "the tag expression, in single quotes for the shell: 'a && !b'" };

const lint = command({
  summary: "check a tag expression as the service would, and point out what looks wrong",
  details: "The exit code is 6 when the service would refuse it. Warnings alone leave it 0.",
  arguments: { expression: expressionArgument },
  hub: "none",
  json: { ok: "false when there is an error", findings: "array of { severity, rule, where, message }" },
  examples: [{ command: "nh tags lint '(news || sport) && !muted'", title: "Before you send" }],
  async run({ arguments: { expression }, io, output }) {
    const findings = lintExpression(expression);
    const failed = hasErrors(findings);
    const text = findings.length === 0 ? "ok" : findingLines(findings, io.stdout);
    await output.document({ ok: !failed, findings }, text);
    return failed ? exitCodes.invalidInput : exitCodes.ok;
  },
});

const explain = command({
  summary: "explain a tag expression in words, and whether a device with given tags matches",
  arguments: { expression: expressionArgument },
  hub: "none",
  options: { tags: text("a,b", "the tags of a device, to see which terms match it") },
  json: {
    expression: "the expression in its shortest form",
    tags: "array of the tags in it",
    matches: "whether the device matches, with --tags",
    terms: "array of { depth, expression, says, matches }, outermost first",
  },
  examples: [
    { command: "nh tags explain '(news || sport) && !muted'", title: "In words" },
    { command: "nh tags explain 'news && !muted' --tags news,muted", title: "Why a device does not match" },
  ],
  async run({ arguments: { expression: given }, options, io, output }) {
    const expression = parseTagExpression(given, { limits: false });
    const deviceTags =
      options.tags === undefined ? undefined : new Set(options.tags.split(",").map((tag) => normalizeTag(tag.trim())));
    const terms = explainExpression(expression, deviceTags && ((tag) => deviceTags.has(normalizeTag(tag))));
    const lines = terms.map((term) => termText(term, output, io.stdout.columns));
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
