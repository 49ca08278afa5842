import { parseTemplate } from "@nh/payloads/template";
import { exitCodes } from "../exit-codes.js";
import { parseNameValues } from "../input/name-value.js";
import { nativePlatforms } from "../input/platform-names.js";
import { readProperties } from "../input/read-properties.js";
import { readTemplate } from "../input/read-template.js";
import { findingLines, hasErrors } from "../lint/finding.js";
import { lintPlatform } from "../lint/lint-platform.js";
import { lintTemplateBody } from "../lint/lint-template-body.js";
import { terminalBlock } from "../output/terminal-text.js";
import { command, commandGroup } from "../program/command.js";
import { choice, list } from "../program/option.js";
import { missingValues } from "./template/missing-values.js";

const fileArgument = {
  summary: "the body of the template, or { body, headers } as JSON: inline, its file, or - for stdin",
};

const lint = command({
  summary: "find errors in a template, and what is probably a mistake",
  details: "The exit code is 6 when it cannot be rendered. Warnings alone leave it 0.",
  arguments: { file: fileArgument },
  hub: "none",
  options: {
    platform: choice("platform", nativePlatforms, "the platform of the template; default: guessed"),
    header: list("name=value", "a header stored with the template"),
  },
  json: { ok: "false when there is an error", findings: "array of { severity, rule, where, message }" },
  examples: [
    {
      command: "nh template lint news.json --platform apple --header apns-push-type=alert",
      title: "Before you store it",
    },
  ],
  async run({ arguments: { file }, options, io, output }) {
    const { body, headers } = await readTemplate(file, io);
    const all = { ...headers, ...parseNameValues(options.header, "--header") };
    const findings = [...lintPlatform(options.platform), ...lintTemplateBody(body, options.platform, all)];
    const failed = hasErrors(findings);
    const text = findings.length === 0 ? "ok" : findingLines(findings, io.stdout);
    await output.document({ ok: !failed, findings }, text);
    return failed ? exitCodes.invalidInput : exitCodes.ok;
  },
});

const render = command({
  summary: "fill a template with values, as the service does for one device",
  arguments: { file: fileArgument },
  hub: "none",
  options: {
    properties: list("values", "JSON, name=value, a JSON file, or - for stdin"),
    variable: list("name=value", "a push variable of the device"),
  },
  json: { body: "the payload", properties: "names of the properties that the template uses" },
  examples: [
    { command: `nh template render news.json --properties '{"title":"Hello"}'`, title: "With values as JSON" },
    {
      command: "nh template render news.json --properties title=Hello --variable lang=en",
      title: "With a push variable of the device",
    },
  ],
  async run({ arguments: { file }, options, io, output }) {
    const template = parseTemplate((await readTemplate(file, io)).body);
    const properties = await readProperties(options.properties, io);
    const pushVariables = parseNameValues(options.variable, "--variable");
    const body = template.render(properties, { pushVariables });
    const used = [...template.properties];
    for (const warning of missingValues(template, { ...pushVariables, ...properties })) await output.warn(warning);
    await output.document({ body, properties: used }, io.stdout.isTTY ? terminalBlock(body) : body);
    return exitCodes.ok;
  },
});

export const template = commandGroup("check and render a template", { lint, render });
