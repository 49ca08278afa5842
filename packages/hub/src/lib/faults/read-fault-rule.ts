import { platformWire } from "@nh/wire";
import { platformFromFormat, routes } from "@nh/wire/server";
import { isObject, LONGEST_WAIT_MS, refuseUnknown } from "../check-options.js";
import type { FaultMatch, FaultResponse, FaultRule } from "./fault-rules.js";

const matchNames = ["operation", "hub", "method", "path", "platform", "handle", "tag", "installationId"] as const;
const operations = new Set<string>(routes.map((route) => route.operation));
const ruleNames = ["match", "answer", "probability", "count"] as const;
const answerNames = [
  "status",
  "detail",
  "headers",
  "retryAfterSeconds",
  "reset",
  "truncate",
  "delayMs",
  "reason",
  "after",
] as const;

/**
 * Checks a rule, which may come from a request to the control API, and answers a frozen copy.
 *
 * @throws {TypeError} naming the property that is wrong and what to write instead.
 */
export function readFaultRule(value: unknown): FaultRule {
  const rule = object(value, "The rule");
  refuseUnknown(Object.keys(rule), ruleNames);
  return Object.freeze({
    answer: readAnswer(rule.answer),
    ...(rule.match == null ? {} : { match: readMatch(rule.match) }),
    ...number(rule, "probability", "", (given) => given >= 0 && given <= 1, "from 0 to 1"),
    ...number(rule, "count", "", (given) => Number.isSafeInteger(given) && given >= 1, "a whole number of at least 1"),
  });
}

function readMatch(value: unknown): FaultMatch {
  const match = object(value, "match");
  refuseUnknown(Object.keys(match), matchNames, "match.");
  const texts = matchNames.map((name) => text(match, name, "match."));
  const { operation, platform } = match;
  if (operation != null && !operations.has(String(operation))) {
    throw new TypeError(`match.operation must be one of ${[...operations].join(", ")}.`);
  }
  if (platform != null && platformFromFormat(String(platform)) === undefined) {
    throw new TypeError(`match.platform must be one of ${Object.keys(platformWire).join(", ")}, template.`);
  }
  return Object.freeze(Object.assign({}, ...texts) as FaultMatch);
}

function readAnswer(value: unknown): FaultResponse {
  const answer = object(value, "answer");
  refuseUnknown(Object.keys(answer), answerNames, "answer.");
  const read: FaultResponse = {
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
      (given) => given >= 0 && given <= LONGEST_WAIT_MS,
      `a number of milliseconds up to ${LONGEST_WAIT_MS}`,
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

function headers(answer: Readonly<Record<string, unknown>>): Pick<FaultResponse, "headers"> {
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

function after(answer: Readonly<Record<string, unknown>>): Pick<FaultResponse, "after"> {
  const given = answer.after;
  if (given == null) return {};
  if (given === "headers" || given === "body" || given === "processing") return { after: given };
  throw new TypeError('answer.after must be "headers", "body" or "processing".');
}

function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new TypeError(`${what} must be an object.`);
  return value;
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
