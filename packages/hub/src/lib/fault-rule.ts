import { routes } from "@nh/wire";
import type { FaultAnswer, FaultMatch, FaultRule } from "./faults.js";

const matchNames = ["operation", "hub", "method", "path", "platform", "handle", "tag", "installationId"] as const;
const operations = new Set<string>(routes.map((route) => route.operation));
const ruleNames = new Set(["match", "answer", "probability", "count"]);
const answerNames = new Set([
  "status",
  "detail",
  "headers",
  "retryAfterSeconds",
  "reset",
  "truncate",
  "delayMs",
  "reason",
  "after",
]);
/** The longest wait of a timer in JavaScript. */
const LONGEST_DELAY_MS = 2_147_483_647;

/**
 * Checks a rule, which may come from a request to the control API, and answers a frozen copy.
 *
 * @throws {TypeError} naming the property that is wrong and what to write instead.
 */
export function readFaultRule(value: unknown): FaultRule {
  const rule = object(value, "The rule");
  refuseUnknown(rule, ruleNames, "");
  return Object.freeze({
    answer: readAnswer(rule.answer),
    ...(rule.match == null ? {} : { match: readMatch(rule.match) }),
    ...number(rule, "probability", "", (given) => given >= 0 && given <= 1, "from 0 to 1"),
    ...number(rule, "count", "", (given) => Number.isSafeInteger(given) && given >= 1, "a whole number of at least 1"),
  });
}

function readMatch(value: unknown): FaultMatch {
  const match = object(value, "match");
  refuseUnknown(match, new Set<string>(matchNames), "match.");
  const texts = matchNames.map((name) => text(match, name, "match."));
  const { operation } = match;
  if (operation != null && !operations.has(String(operation))) {
    throw new TypeError(`match.operation must be one of ${[...operations].join(", ")}.`);
  }
  return Object.freeze(Object.assign({}, ...texts) as FaultMatch);
}

function readAnswer(value: unknown): FaultAnswer {
  const answer = object(value, "answer");
  refuseUnknown(answer, answerNames, "answer.");
  const read: FaultAnswer = {
    ...number(
      answer,
      "status",
      "answer.",
      (given) => Number.isInteger(given) && given >= 200 && given <= 599,
      "a status from 200 to 599",
    ),
    ...text(answer, "detail", "answer."),
    ...headers(answer),
    ...number(
      answer,
      "retryAfterSeconds",
      "answer.",
      (given) => Number.isSafeInteger(given) && given >= 0,
      "a whole number of seconds",
    ),
    ...flag(answer, "reset"),
    ...flag(answer, "truncate"),
    ...number(
      answer,
      "delayMs",
      "answer.",
      (given) => given >= 0 && given <= LONGEST_DELAY_MS,
      `a number of milliseconds up to ${LONGEST_DELAY_MS}`,
    ),
    ...text(answer, "reason", "answer."),
    ...after(answer),
  };
  const acts =
    read.status !== undefined || read.reset || read.truncate || read.delayMs !== undefined || read.reason !== undefined;
  if (!acts) throw new TypeError("answer must have a status, reset, truncate, delayMs or reason.");
  if (read.reason !== undefined && (read.status !== undefined || read.reset || read.truncate)) {
    throw new TypeError(
      "answer.reason concerns one push, so that it cannot stand beside status, reset or truncate; add a second rule for the request.",
    );
  }
  return Object.freeze(read);
}

function headers(answer: Readonly<Record<string, unknown>>): Pick<FaultAnswer, "headers"> {
  if (answer.headers == null) return {};
  const given = Object.entries(object(answer.headers, "answer.headers"));
  for (const [name, value] of given) {
    const valid =
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) &&
      typeof value === "string" &&
      /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
    if (!valid) throw new TypeError(`answer.headers: ${JSON.stringify(name)} is no header that HTTP can carry.`);
  }
  return { headers: Object.freeze(Object.fromEntries(given) as Record<string, string>) };
}

function after(answer: Readonly<Record<string, unknown>>): Pick<FaultAnswer, "after"> {
  const given = answer.after;
  if (given == null) return {};
  if (given === "headers" || given === "body" || given === "processing") return { after: given };
  throw new TypeError('answer.after must be "headers", "body" or "processing".');
}

function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TypeError(`${what} must be an object.`);
  return value as Readonly<Record<string, unknown>>;
}

function refuseUnknown(value: Readonly<Record<string, unknown>>, known: ReadonlySet<string>, where: string): void {
  for (const name of Object.keys(value)) {
    if (!known.has(name)) {
      throw new TypeError(
        `${where}${name.slice(0, 40)} is unknown; there are ${[...known].map((one) => where + one).join(", ")}.`,
      );
    }
  }
}

function text<Name extends string>(
  value: Readonly<Record<string, unknown>>,
  name: Name,
  where: string,
): { [Key in Name]?: string } {
  const given = value[name];
  if (given == null) return {};
  if (typeof given !== "string") throw new TypeError(`${where}${name} must be a string.`);
  return { [name]: given } as { [Key in Name]?: string };
}

function flag<Name extends string>(value: Readonly<Record<string, unknown>>, name: Name): { [Key in Name]?: boolean } {
  const given = value[name];
  if (given == null) return {};
  if (typeof given !== "boolean") throw new TypeError(`answer.${name} must be true or false.`);
  return { [name]: given } as { [Key in Name]?: boolean };
}

function number<Name extends string>(
  value: Readonly<Record<string, unknown>>,
  name: Name,
  where: string,
  accepts: (given: number) => boolean,
  form: string,
): { [Key in Name]?: number } {
  const given = value[name];
  if (given == null) return {};
  if (typeof given !== "number" || !accepts(given)) throw new TypeError(`${where}${name} must be ${form}.`);
  return { [name]: given } as { [Key in Name]?: number };
}
