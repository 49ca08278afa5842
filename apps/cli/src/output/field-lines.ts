import { displayWidth, terminalLine, wrapWords } from "./terminal-text.js";

/** A name, and what stands beside it. */
export type Field = readonly [name: string, value: string | number | boolean | undefined];

/** With fewer columns, a value that does not fit beside its name stands below it. */
const narrow = 60;

/**
 * Lines of `name  value` for people; fields without a value are omitted. On a narrow terminal, each
 * value has lines of its own where one of them does not fit. A value without blanks, such as an ID
 * or a connection string, is never broken, so that it can be copied.
 *
 * @param width The columns of the terminal.
 */
export function fieldLines(fields: readonly Field[], width: number): string {
  const present = fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [terminalLine(name), terminalLine(String(value))] as const);
  const nameWidth = Math.max(0, ...present.map(([name]) => displayWidth(name)));
  const padded = (name: string) => `${name}${" ".repeat(nameWidth - displayWidth(name))}`;
  const beside = present.map(([name, value]) => `${padded(name)}  ${value}`);
  if (beside.every((line) => displayWidth(line) <= width)) return beside.join("\n");
  if (width >= narrow) {
    const margin = " ".repeat(nameWidth + 2);
    const wrapped = (value: string) => wrapWords(value, width - margin.length, "").replaceAll("\n", `\n${margin}`);
    return present.map(([name, value]) => `${padded(name)}  ${wrapped(value)}`).join("\n");
  }
  return present.map(([name, value]) => `${name}\n${wrapWords(value, width - 2, "").replace(/^/gm, "  ")}`).join("\n");
}
