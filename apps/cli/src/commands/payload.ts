import { isPayloadError, platformFacts, utf8ByteLength } from "@nh/payloads";
import { isCliError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { type Finding, findingLines, hasErrors } from "../lint/finding.js";
import { lintNotification } from "../lint/lint-notification.js";
import { lintRefusedApple } from "../lint/lint-refused-apple.js";
import { inCommandWords } from "../output/command-words.js";
import { fieldLines } from "../output/field-lines.js";
import { count } from "../output/numbers.js";
import { renderTable } from "../output/table.js";
import { command, commandGroup } from "../program/command.js";
import { integer } from "../program/option.js";
import { fieldSizes } from "./payload/field-sizes.js";
import { openPayload, payloadArgument, platformOptions } from "./payload/open-payload.js";
import { preview } from "./payload/preview.js";

const lint = command({
  summary: "check a payload against the rules of its platform",
  details: `The exit code is 6 when the service or the platform would refuse it. Warnings alone leave it 0.`,
  arguments: payloadArgument,
  hub: "none",
  options: platformOptions,
  json: {
    ok: "false when there is an error",
    findings: "array of { severity, rule, where, message }; what the builder warns of has a source",
    headers: "the inferred headers, when it is ok",
  },
  examples: [{ command: "nh payload lint offer.json --platform fcmv1", title: "Before you send it" }],
  async run(call) {
    const { build, body } = await openPayload(call, call.arguments.payload, call.options);
    let findings: readonly Finding[];
    let headers: Readonly<Record<string, string>> | undefined;
    try {
      const notification = build();
      findings = lintNotification(notification);
      headers = notification.headers;
    } catch (error) {
      findings = [findingOf(error), ...lintRefusedApple(error, body)];
    }
    const failed = hasErrors(findings);
    await call.output.document(
      { ok: !failed, findings, ...(headers === undefined ? {} : { headers }) },
      findings.length === 0 ? "ok" : findingLines(findings, call.io.stdout),
    );
    return failed ? exitCodes.invalidInput : exitCodes.ok;
  },
});

/** Why the payload is refused: by its platform, or because it is not even JSON. */
function findingOf(error: unknown): Finding {
  if (isCliError(error) && error.exitCode === exitCodes.invalidInput)
    return { severity: "error", rule: "invalid", message: [error.message, error.fix ?? ""].join(" ").trim() };
  if (!isPayloadError(error)) throw error;
  const rule = error.code === "NH_PAYLOAD_TOO_LARGE" ? "too-large" : "invalid";
  const message = inCommandWords(error.message.replace(`${error.platform}: `, ""));
  return { severity: "error", rule, where: error.field, message };
}

const defaultTop = 10;

const size = command({
  summary: "measure a payload, and show its largest fields",
  details: "The exit code is 6 when it is over the limit of its platform.",
  arguments: payloadArgument,
  hub: "none",
  options: { ...platformOptions, top: integer("count", "how many fields; default: 10", { minimum: 0 }) },
  json: {
    bytes: "size in UTF-8",
    limit: "limit of the platform in bytes",
    fields: "array of { field, bytes }, the largest first",
  },
  examples: [{ command: "nh payload size offer.json --platform apple", title: "How much space is left" }],
  async run(call) {
    const { platform, body } = await openPayload(call, call.arguments.payload, call.options);
    const bytes = utf8ByteLength(body);
    const { bodyLimitBytes: limit, name } = platformFacts[platform];
    const fields = fieldSizes(body).slice(0, call.options.top ?? defaultTop);
    const facts = fieldLines(
      [
        ["size", `${count(bytes)} bytes`],
        ["limit", `${count(limit)} bytes (${name})`],
        [bytes > limit ? "over" : "left", `${count(Math.abs(limit - bytes))} bytes`],
      ],
      call.io.stdout.columns,
    );
    const table = renderTable(
      [
        { title: "field", value: ({ field }) => field },
        { title: "bytes", value: (entry) => entry.bytes, align: "right" },
      ],
      fields,
      { width: call.io.stdout.columns },
    );
    await call.output.document({ bytes, limit, fields }, fields.length === 0 ? facts : `${facts}\n\n${table}`);
    return bytes > limit ? exitCodes.invalidInput : exitCodes.ok;
  },
});

export const payload = commandGroup("check, measure and preview a payload", { lint, size, preview });
