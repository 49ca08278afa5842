import { platformWire } from "@nh/wire";
import { platformFromFormat, routes } from "@nh/wire/server";
import { ArgumentError } from "../argument-error.js";
import {
  checkOptions,
  countRule,
  flagRule,
  isHeader,
  isObject,
  type OptionRules,
  stringRule,
  timeoutRule,
  type Wording,
} from "../check-options.js";
import type { FaultMatch, FaultResponse, FaultRule } from "./fault-rule.js";

const operations = new Set<string>(routes.map((route) => route.operation));

const isOperation = (value: unknown) => typeof value === "string" && operations.has(value);

const ruleRules: OptionRules<FaultRule> = {
  match: { accepts: isObject, form: "an object" },
  answer: { accepts: isObject, form: "an object", required: true },
  probability: {
    accepts: (value) => typeof value === "number" && value >= 0 && value <= 1,
    form: "a number from 0 to 1",
  },
  count: {
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
    form: "a whole number of at least 1",
  },
};

const matchRules: OptionRules<FaultMatch> = {
  operation: {
    accepts: (value) => (Array.isArray(value) ? value.length > 0 && value.every(isOperation) : isOperation(value)),
    form: `one of ${[...operations].join(", ")}, or a list of them`,
  },
  hub: stringRule,
  method: stringRule,
  path: stringRule,
  platform: {
    accepts: (value) => typeof value === "string" && platformFromFormat(value) !== undefined,
    form: `one of ${Object.keys(platformWire).join(", ")}, template`,
  },
  handle: stringRule,
  tag: stringRule,
  installationId: stringRule,
};

const responseRules: OptionRules<FaultResponse> = {
  status: {
    accepts: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
    form: "a status from 200 to 599",
  },
  detail: stringRule,
  headers: { accepts: isObject, form: "an object of strings" },
  retryAfterSeconds: { accepts: countRule.accepts, form: "a whole number of seconds" },
  reset: flagRule,
  truncate: flagRule,
  delayMs: timeoutRule,
  reason: stringRule,
  after: {
    accepts: (value) => value === "headers" || value === "body" || value === "processing",
    form: '"headers", "body" or "processing"',
  },
};

/**
 * Checks a rule, which may come from a request to the control API, and returns a frozen copy. A
 * property that is null counts as missing.
 *
 * @throws {ArgumentError} when a property is wrong. The message names it and says what it must be.
 */
export function readFaultRule(value: unknown): FaultRule {
  const rule = withoutNulls(value);
  checkOptions(rule, ruleRules, { argument: "rule", whole: "The rule", part: "property", parts: "properties" });
  const match = rule.match === undefined ? undefined : withoutNulls(rule.match);
  if (match !== undefined) checkOptions(match, matchRules, wordingOf("match"));
  const answer = withoutNulls(rule.answer);
  checkOptions(answer, responseRules, wordingOf("answer"));
  checkHeaders(answer);
  checkEffect(answer);
  const headers = answer.headers === undefined ? {} : { headers: Object.freeze({ ...answer.headers }) };
  return Object.freeze({
    ...rule,
    ...(match === undefined ? {} : { match: frozenMatch(match) }),
    answer: Object.freeze({ ...answer, ...headers }),
  });
}

function frozenMatch(match: FaultMatch): FaultMatch {
  const { operation } = match;
  return Object.freeze({ ...match, ...(Array.isArray(operation) ? { operation: Object.freeze([...operation]) } : {}) });
}

function wordingOf(member: "match" | "answer"): Wording {
  return { argument: member, whole: member, part: "property", parts: "properties", prefix: `${member}.` };
}

function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, given]) => given !== null && given !== undefined));
}

function checkEffect({ status, reset, truncate, delayMs, reason }: FaultResponse): void {
  const onRequest = status !== undefined || reset === true || truncate === true;
  if (!onRequest && delayMs === undefined && reason === undefined)
    throw new ArgumentError("answer", "answer must have status, reset, truncate, delayMs or reason.");
  if (reason !== undefined && onRequest) {
    throw new ArgumentError(
      "answer.reason",
      "answer.reason applies to one push and cannot be combined with status, reset or truncate, which apply to the request. Add a second rule for the request.",
    );
  }
}

function checkHeaders({ headers = {} }: FaultResponse): void {
  for (const [name, value] of Object.entries<unknown>(headers)) {
    if (!isHeader([name, value]))
      throw new ArgumentError(
        "answer.headers",
        `answer.headers has a name or value that HTTP cannot carry: ${JSON.stringify(name)}.`,
      );
  }
}
