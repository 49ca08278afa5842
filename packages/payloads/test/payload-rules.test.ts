import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isPayloadError } from "../src/lib/errors.js";
import type { BuiltNotification } from "../src/lib/notification.js";
import { platformFacts } from "../src/lib/platform-facts.js";
import type { WarningRule } from "../src/lib/warning.js";
import { type PayloadRule, payloadRules } from "./payload-rules.js";

/**
 * `accepted`, `refused`, or the rules of the warnings. A platform that was shut down has a warning
 * for every payload, which only its own row is about.
 */
function gradeOf(build: () => BuiltNotification, { grade }: PayloadRule): string {
  try {
    const rules = new Set(build().warnings.map(({ rule }) => rule));
    if (grade !== "platform-retired") rules.delete("platform-retired");
    return rules.size === 0 ? "accepted" : [...rules].join(", ");
  } catch (error) {
    if (isPayloadError(error)) return "refused";
    throw error;
  }
}

const warningRules = payloadRules.filter(({ grade }) => grade !== "refused" && grade !== "accepted");
const anchor = ({ platform, grade }: PayloadRule) => `${platform}-${grade}`;

/** A row of the table; that of a warning can be linked to. */
function row(rule: PayloadRule): string {
  const { platform, grade, what, source } = rule;
  const start = warningRules.includes(rule) ? `<a id="${anchor(rule)}"></a>` : "";
  return `| ${start}${platformFacts[platform].name} | ${grade} | ${what} | ${source} |`;
}

const title = ({ platform, grade, what }: PayloadRule) => `${platform}, ${grade}: ${what}`;

describe("the rules of payloads", () => {
  it.each(payloadRules.map((rule) => [title(rule), rule] as const))("%s", (_title, rule) => {
    const { grade, examples } = rule;
    expect(examples.map((build) => gradeOf(build, rule))).toEqual(examples.map(() => grade));
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
      "platform-retired": true,
    };
    const shown = new Set(payloadRules.map(({ grade }) => grade));
    expect(Object.keys(rules).filter((rule) => !shown.has(rule as WarningRule))).toEqual([]);
  });

  it.each(warningRules.map((rule) => [title(rule), rule] as const))(
    "have an address that each warning carries: %s",
    (_title, rule) => {
      const warnings = rule.examples.flatMap((build) => build().warnings);
      const sources = warnings.filter((warning) => warning.rule === rule.grade).map(({ source }) => source);
      expect(new Set(sources)).toEqual(new Set([`docs/payload-rules.md#${anchor(rule)}`]));
    },
  );

  it("have one row for each rule of a platform that warns, so that the address is its own", () => {
    expect(new Set(warningRules.map(anchor)).size).toBe(warningRules.length);
  });

  it("are in docs/payload-rules.md as they are here", () => {
    const document = readFileSync(new URL("../../../docs/payload-rules.md", import.meta.url), "utf8");
    expect(document.split("\n").filter((line) => /^\| (?!---|Platform)/.test(line))).toEqual(payloadRules.map(row));
  });
});
