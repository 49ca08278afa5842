import type { SendResult } from "@nh/client";
import { shortenHandle } from "@nh/wire";
import { type Finding, warningsJson } from "../../lint/finding.js";
import { fieldLines } from "../../output/field-lines.js";
import { renderTable } from "../../output/table.js";

export function resultJson(result: SendResult, at: Date | undefined, findings: readonly Finding[]): unknown {
  const scheduled = at === undefined ? {} : { scheduledFor: at.toISOString() };
  return { ...result, ...scheduled, warnings: warningsJson(findings) };
}

/** @param hub Where it went. */
export function resultText(result: SendResult, at: Date | undefined, hub: string, width: number): string {
  const facts = fieldLines(
    [
      ["state", at === undefined ? result.state : "scheduled"],
      ["for", at?.toISOString()],
      ["ID", result.notificationId],
      ["success", result.state === "detailed" ? result.outcome.success : undefined],
      ["failure", result.state === "detailed" ? result.outcome.failure : undefined],
      ["duplicates", result.state === "enqueued" && result.duplicates ? `${result.duplicates} skipped` : undefined],
      ["tracking ID", result.trackingId],
      ["hub", hub],
      ["attempts", result.attempts > 1 ? result.attempts : undefined],
    ],
    width,
  );
  if (result.state !== "detailed" || result.outcome.results.length === 0) return facts;
  const table = renderTable(
    [
      { title: "platform", value: ({ platform }) => platform },
      { title: "handle", value: ({ handle }) => shortenHandle(handle) },
      { title: "registration", value: ({ registrationId }) => registrationId },
      { title: "outcome", value: ({ outcome }) => outcome, wraps: true },
    ],
    result.outcome.results,
    { width },
  );
  return `${facts}\n\n${table}`;
}
