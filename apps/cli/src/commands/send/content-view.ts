import type { ContentResult } from "@nh/client";
import type { ContentNote, Platform } from "@nh/payloads";
import { type ExitCode, exitCodes } from "../../exit-codes.js";
import { type Finding, warningsJson } from "../../lint/finding.js";
import { inCommandWords } from "../../output/command-words.js";
import { describeError, type ErrorContext } from "../../output/describe-error.js";
import { fieldLines } from "../../output/field-lines.js";
import { renderTable } from "../../output/table.js";
import { terminalLine } from "../../output/terminal-text.js";

/** The result of a send to several platforms, with errors as `--json` shows errors everywhere. */
export function contentJson(
  { state, platforms, notes }: ContentResult,
  at: Date | undefined,
  findings: readonly Finding[],
): unknown {
  const shown = entriesOf(platforms).map(([platform, one]) => [
    platform,
    one instanceof Error ? { state: "failed", error: describeError(one) } : one,
  ]);
  return {
    state,
    platforms: Object.fromEntries(shown),
    notes: Object.fromEntries(Object.entries(notes).map(([platform, ofOne]) => [platform, ofOne.map(inWords)])),
    ...(at === undefined ? {} : { scheduledFor: at.toISOString() }),
    warnings: warningsJson(findings),
  };
}

export function contentText(
  { state, platforms }: ContentResult,
  at: Date | undefined,
  hub: string,
  width: number,
): string {
  const facts = fieldLines(
    [
      ["state", state === "enqueued" && at !== undefined ? "scheduled" : state],
      ["for", at?.toISOString()],
      ["hub", hub],
    ],
    width,
  );
  const table = renderTable(
    [
      { title: "platform", value: ([platform]) => platform },
      { title: "state", value: ([, one]) => stateOf(one, at) },
      { title: "result", value: ([, one]) => resultOf(one), wraps: true },
    ],
    entriesOf(platforms),
    { width },
  );
  return `${facts}\n\n${table}`;
}

/** What to do about the failures, and which hub they come from: each fact once. */
export function failureNotes({ platforms }: ContentResult, context: ErrorContext): readonly string[] {
  const failures = Object.values(platforms).filter((one) => one instanceof Error);
  const facts = failures.map((error) => describeError(error, context));
  const lines = [
    ...facts.map(({ fix }) => fix && `  hint: ${terminalLine(fix)}`),
    ...facts.map((fact) => fact.hub && `  hub: ${terminalLine(fact.hub)}`),
  ];
  return [...new Set(lines.filter((line) => line !== undefined))];
}

/** 7 when some platforms failed; when all did, the exit code of the first. */
export function contentExitCode({ state, platforms }: ContentResult): ExitCode {
  if (state === "partial") return exitCodes.partialFailure;
  const failed = Object.values(platforms).find((one) => one instanceof Error);
  return failed === undefined ? exitCodes.ok : describeError(failed).exitCode;
}

const inWords = ({ field, message }: ContentNote) => ({ field, message: inCommandWords(message) });

type Outcome = NonNullable<ContentResult["platforms"][Platform]>;

const entriesOf = (platforms: ContentResult["platforms"]) =>
  Object.entries(platforms) as [platform: Platform, outcome: Outcome][];

/** The service has a scheduled notification in no queue yet. */
function stateOf(one: Outcome, at: Date | undefined): string {
  if (one instanceof Error) return "failed";
  return at === undefined ? one.state : "scheduled";
}

function resultOf(one: Outcome): string {
  if (one instanceof Error) return describeError(one).message;
  if (one.state === "detailed") return `${one.outcome.success} succeeded, ${one.outcome.failure} failed`;
  return one.notificationId ?? one.trackingId ?? "";
}
