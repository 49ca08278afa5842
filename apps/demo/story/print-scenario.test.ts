import { windows } from "@nh/payloads";
import { expect, it } from "vitest";
import { printScenario } from "./print-scenario.js";
import type { ScenarioReport } from "./story.js";
import { createTerminal } from "./terminal.js";

function printed(change: Partial<ScenarioReport>): string {
  const chunks: string[] = [];
  const report: ScenarioReport = {
    scenario: {
      title: "Title",
      explanation: "Explanation.",
      code: "code()",
      compose: () => windows("<badge value='1'/>"),
      audience: "tag",
      expected: { reaches: [] },
    },
    send: { exchange: {}, deliveries: [] },
    arrivals: [],
    differences: [],
    ...change,
  };
  printScenario(createTerminal({ columns: 80, write: (text) => chunks.push(text) }, {}), 1, report);
  return chunks.join("");
}

it("says what differs, and then shows no check mark", () => {
  const text = printed({ differences: ["Warehouse should not have received it."] });
  expect(text).toContain("✗ Warehouse should not have received it.");
  expect(text).not.toContain("✓");
});

it("escapes control characters of devices and servers", () => {
  const hostile = "\u001b[2J\u001b]0;title\u0007\u202e";
  const exchange = {
    request: `POST /${hostile}\nA: ${hostile}\n\n${hostile}`,
  };
  const text = printed({
    send: { exchange: { ...exchange, response: `HTTP 200 ${hostile}` }, deliveries: [] },
    arrivals: [{ device: "\u001b", platform: "apple", shows: `\u0007\nsecond line` }],
    differences: [hostile],
  });
  expect(text).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  expect(text).toContain("\\u{1b}[2J");
  expect(text).toContain("second line");
});

it("shows a refusal with its name and code", () => {
  const error = { name: "PayloadError", code: "NH_PAYLOAD_INVALID", message: "apple: aps is missing" };
  const text = printed({ send: { exchange: { error }, deliveries: [] } });
  expect(text).toContain("PayloadError (NH_PAYLOAD_INVALID): apple: aps is missing");
});
