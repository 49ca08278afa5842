import { shortenHandle } from "@nh/wire";
import { demoDeviceName } from "../server/devices.js";
import { printable } from "./printable.js";
import type { ScenarioReport } from "./story.js";
import { layOutTable } from "./table.js";
import type { Style, Terminal } from "./terminal.js";
import { wrap } from "./wrap.js";

const INDENT = "    ";

/**
 * Prints one scenario: what it shows, the exact request and response, and what the devices
 * received.
 */
export function printScenario(terminal: Terminal, number: number, report: ScenarioReport): void {
  const { scenario, send } = report;
  const { paint } = terminal;
  const title = `${String(number).padStart(2)}  ${scenario.title} `;
  terminal.line(paint("bold", title) + paint("dim", "─".repeat(Math.max(3, terminal.width - title.length))));
  block(terminal, scenario.explanation, "dim");
  terminal.line();
  block(terminal, scenario.code, "cyan");
  terminal.line();
  if (send.exchange.request !== undefined) printMessage(terminal, "→", send.exchange.request);
  if (send.exchange.response !== undefined) printMessage(terminal, "←", send.exchange.response);
  printOutcome(terminal, report);
  printVerdict(terminal, report);
  terminal.line();
}

/** Prints a request or response, with the first line in bold and the header names dimmed. */
function printMessage(terminal: Terminal, arrow: string, message: string): void {
  const text = printable(message);
  const [first = "", ...rest] = text.split("\n");
  const blank = rest.indexOf("");
  const headers = blank < 0 ? rest : rest.slice(0, blank);
  const width = terminal.width - INDENT.length - 2;
  for (const [index, line] of wrap(first, width).entries()) {
    const mark = index === 0 ? `${terminal.paint("green", arrow)} ` : "  ";
    terminal.line(INDENT + mark + terminal.paint("bold", line));
  }
  for (const header of headers) {
    const name = `${header.split(":", 1)[0] ?? ""}:`;
    for (const [index, line] of wrap(header, width - 2).entries()) {
      const painted = index === 0 ? terminal.paint("dim", name) + line.slice(name.length) : `  ${line}`;
      terminal.line(`${INDENT}  ${painted}`);
    }
  }
  if (blank >= 0) {
    terminal.line();
    for (const line of wrap(rest.slice(blank + 1).join("\n"), width)) terminal.line(`${INDENT}  ${line}`);
  }
  terminal.line();
}

function printOutcome(terminal: Terminal, { send, arrivals }: ScenarioReport): void {
  const { result, exchange } = send;
  if (exchange.error !== undefined) {
    const { name, code, message } = exchange.error;
    block(terminal, `${name}${code === undefined ? "" : ` (${code})`}: ${message}`, "yellow");
    terminal.line();
    return;
  }
  if (result?.state === "detailed" && result.outcome.results.length > 0) {
    const rows = result.outcome.results.map(({ platform, handle, outcome }) => [
      demoDeviceName(platform, handle) ?? shortenHandle(handle),
      platform,
      outcome,
    ]);
    printTable(terminal, ["Device", "Platform", "Outcome"], rows);
  } else if (arrivals.length > 0) {
    const rows = arrivals.map(({ device, platform, shows }) => [device, platform, shows.replaceAll("\n", " ")]);
    printTable(terminal, ["Device", "Platform", "Received"], rows);
  }
}

function printTable(terminal: Terminal, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const safe = rows.map((row) => row.map(printable));
  for (const [index, line] of layOutTable(head, safe, terminal.width - INDENT.length).entries()) {
    terminal.line(INDENT + (index < 2 ? terminal.paint("dim", line) : line));
  }
  terminal.line();
}

function printVerdict(terminal: Terminal, { scenario, differences }: ScenarioReport): void {
  if (differences.length > 0) {
    for (const difference of differences) block(terminal, `✗ ${difference}`, "red");
    return;
  }
  block(terminal, `✓ ${verdictOf(scenario.expected)}`, "green");
}

function verdictOf(expected: ScenarioReport["scenario"]["expected"]): string {
  if ("refusedField" in expected) return "Refused before it was sent, as expected";
  const { length } = expected.reaches;
  if (length === 0) return "No device matched, as expected";
  return `Reached ${length === 1 ? "this one device" : `these ${length} devices`} and no other, as expected`;
}

function block(terminal: Terminal, text: string, style: Style): void {
  for (const line of wrap(printable(text), terminal.width - INDENT.length))
    terminal.line(INDENT + terminal.paint(style, line));
}
