import type { Call } from "./call.js";
import { countPushes } from "./outcome.js";

/** The names that a search may put before a colon, with an example of each. */
export const searchNames = {
  status: "status:failed, status:201",
  platform: "platform:apple",
  audience: "audience:news",
  program: "program:java",
  text: 'text:"kick-off"',
  method: "method:put",
} as const;

type SearchName = keyof typeof searchNames;

interface Term {
  readonly name: SearchName | undefined;
  readonly value: string;
  readonly negated: boolean;
}

/**
 * Reads a search: words, `name:value`, quotes around blanks, and `-` before what must not be. What
 * is not finished while somebody types, such as `status:`, is ignored.
 */
export function parseSearch(search: string): Term[] {
  const terms: Term[] = [];
  for (const [text] of search.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)) {
    const [, minus, name, rest = ""] = /^(-?)(?:(\w+):)?(.*)$/s.exec(text) ?? [];
    const value = rest.replaceAll('"', "").toLowerCase();
    const known = Object.keys(searchNames).find((candidate) => candidate === name?.toLowerCase());
    const negated = minus === "-";
    if (known !== undefined) terms.push({ name: known as SearchName, value, negated });
    else terms.push({ name: undefined, value: name === undefined ? value : `${name}:${value}`.toLowerCase(), negated });
  }
  return terms.filter(({ value }) => value !== "");
}

/** The calls that match every term. */
export function searchCalls(calls: readonly Call[], search: string): readonly Call[] {
  const terms = parseSearch(search);
  if (terms.length === 0) return calls;
  return calls.filter((call) => terms.every((term) => matches(call, term) !== term.negated));
}

function matches(call: Call, { name, value }: Term): boolean {
  const has = (text: string | undefined): boolean => text?.toLowerCase().includes(value) === true;
  switch (name) {
    case "status":
      return hasStatus(call, value);
    case "platform":
      return has(call.platform);
    case "audience":
      return call.isSend && has(call.audience ?? "everyone");
    case "program":
      return has(call.program.name) || has(call.last.requestHeaders["user-agent"]);
    case "method":
      return call.last.method.toLowerCase() === value;
    case "text":
      return has(call.last.requestBody) || has(call.last.responseBody);
    case undefined:
      return has(call.title) || has(call.program.name) || has(call.last.url) || has(call.last.requestBody);
  }
}

/**
 * A status, a class such as `4xx`, or a word: `failed` is whatever did not reach all it was for.
 */
function hasStatus(call: Call, value: string): boolean {
  const { status } = call.last;
  if (value === "failed") return isFailed(call);
  if (value === "ok") return !isFailed(call);
  if (value === "retried") return call.attempts.length > 1;
  if (/^\dxx$/.test(value)) return Math.floor(status / 100) === Number(value[0]);
  return String(status) === value;
}

function isFailed({ last, facts }: Call): boolean {
  if (last.status === 0 || last.status >= 400) return true;
  if (facts === undefined) return false;
  const { accepted, refused } = countPushes(facts);
  return refused > 0 || accepted === 0;
}
