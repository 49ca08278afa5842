import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isPayloadError } from "../src/lib/errors.js";
import type { BuiltNotification } from "../src/lib/notification.js";
import { platformFacts } from "../src/lib/platform-facts.js";
import type { WarningRule } from "../src/lib/warning.js";
import { type PayloadRule, payloadRules } from "./payload-rules.js";

/** `accepted`, `refused`, or the rules of the warnings. */
function gradeOf(build: () => BuiltNotification): string {
  try {
    const rules = new Set(build().warnings.map(({ rule }) => rule));
    return rules.size === 0 ? "accepted" : [...rules].join(", ");
  } catch (error) {
    if (isPayloadError(error)) return "refused";
    throw error;
  }
}

const title = ({ platform, grade, what }: PayloadRule) => `${platform}, ${grade}: ${what}`;

describe("the rules of payloads", () => {
  it.each(payloadRules.map((rule) => [title(rule), rule] as const))("%s", (_title, { grade, examples }) => {
    expect(examples.map(gradeOf)).toEqual(examples.map(() => grade));
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it("have an example for every rule that warns", () => {
    const rules: Readonly<Record<WarningRule, true>> = {
      "unknown-key": true,
      "deprecated-key": true,
      "ignored-key": true,
      "null-value": true,
      "nothing-to-show": true,
      "own-topic": true,
      "unknown-push-type": true,
      "one-service-only": true,
    };
    const shown = new Set(payloadRules.map(({ grade }) => grade));
    expect(Object.keys(rules).filter((rule) => !shown.has(rule as WarningRule))).toEqual([]);
  });

  it("stand in docs/payload-rules.md as they are here", () => {
    const document = readFileSync(new URL("../../../docs/payload-rules.md", import.meta.url), "utf8");
    const rows = payloadRules.map(
      ({ platform, grade, what, source }) => `| ${platformFacts[platform].name} | ${grade} | ${what} | ${source} |`,
    );
    expect(document.split("\n").filter((line) => /^\| (?!---|Platform)/.test(line))).toEqual(rows);
  });
});
