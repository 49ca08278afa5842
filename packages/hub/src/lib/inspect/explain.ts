import { isTagExpressionError, parseTagExpression, type TagExpression } from "@nh/wire";
import { platformFromFormat } from "@nh/wire/server";
import { ArgumentError } from "../argument-error.js";
import { checkOptions, isHeader, isObject, limitRule, type OptionRules, stringRule } from "../check-options.js";
import type { HubContext } from "../context.js";
import type { Pool } from "../devices/audience-index.js";
import { Refusal } from "../http/refusal.js";
import { MAX_JSON_DEPTH, parseJson } from "../parse-json.js";
import { type IncomingNotification, readPlatformHeaders } from "../pushes/incoming-notification.js";
import { checkPayload } from "../pushes/payload-check.js";
import { explainDevices, type Inquiry } from "./explain-device.js";
import { tagsIn } from "./explain-expression.js";
import type { ExplainOptions, Explanation } from "./explanation.js";

/**
 * Explaining this many devices takes a few tenths of a second, during which the hub serves nothing
 * else.
 */
const MOST_DEVICES = 2_000;

const isText = stringRule.accepts;
const bodyForm = "a string, or an object that JSON can hold";

const explainRules: OptionRules<ExplainOptions> = {
  hub: stringRule,
  platform: {
    accepts: (value) => typeof value === "string" && platformFromFormat(value) !== undefined,
    form: "a format, such as apple or template",
    required: true,
  },
  audience: {
    accepts: (value) => value === null || isText(value) || (Array.isArray(value) && value.every(isText)),
    form: "a tag expression, a list of tags, or null",
  },
  body: { accepts: (value) => isText(value) || isObject(value), form: bodyForm },
  headers: {
    accepts: (value) => isObject(value) && Object.entries(value).every(isHeader),
    form: "an object of names and strings that HTTP can carry",
  },
  limit: limitRule,
};

/** @throws {ArgumentError} when an option is wrong, or when it is not clear which hub is meant. */
export function explain(context: HubContext, options: ExplainOptions): Explanation {
  checkOptions(options, explainRules);
  const platform = platformFromFormat(options.platform) as IncomingNotification["platform"];
  const hubName = chooseHub(context, options.hub);
  const hub = context.state.find(hubName);
  const notification = toNotification(platform, options);
  const parsed = readAudience(context, options.audience);
  const refusal = parsed.refusal ?? (notification === undefined ? undefined : refusalOf(context, notification));
  const pool: Pool = platform;
  const matched = parsed.refusal === undefined ? (hub?.select(pool, parsed.expression) ?? []) : [];
  const inquiry: Inquiry = {
    context,
    hubName,
    pool,
    expression: parsed.expression,
    notification: refusal === undefined ? notification : undefined,
    hasPayload: notification !== undefined,
  };
  const devices =
    parsed.refusal !== undefined || hub === undefined
      ? []
      : explainDevices(inquiry, hub, matched, Math.min(options.limit ?? 100, MOST_DEVICES));
  const candidates = hub?.poolSize(pool) ?? 0;
  const tags = parsed.expression === undefined ? [] : tagsIn(parsed.expression);
  const facts = {
    hub: hubName,
    platform,
    expression: parsed.text ?? null,
    answer:
      refusal === undefined
        ? { status: 201, detail: "The service accepts the send." }
        : { status: refusal.status, detail: refusal.message },
    matched: matched.length,
    candidates,
    tagCounts: Object.fromEntries(tags.map((tag) => [tag, hub?.tagCount(pool, tag) ?? 0])),
    devices,
  };
  return Object.freeze({ ...facts, summary: summarize(facts) });
}

function chooseHub(context: HubContext, name: string | undefined): string {
  if (name !== undefined) return context.state.find(name)?.name ?? name;
  const known = [...context.state.hubs()].map((hub) => hub.name);
  const [only] = known;
  if (only !== undefined && known.length === 1) return only;
  throw new ArgumentError(
    "hub",
    known.length === 0 ? "hub is required: no hub exists yet." : `hub must be one of ${known.slice(0, 20).join(", ")}.`,
  );
}

function toNotification(
  platform: IncomingNotification["platform"],
  options: ExplainOptions,
): IncomingNotification | undefined {
  const { body, headers = {} } = options;
  if (body === undefined) return undefined;
  const all = new Headers(headers);
  return {
    platform,
    contentType: all.get("content-type") ?? "",
    headers: readPlatformHeaders(platform, all),
    body: typeof body === "string" ? body : toJson(body),
  };
}

/**
 * @throws {ArgumentError} when the object is circular, nested too deep, or holds what JSON cannot.
 */
function toJson(body: object): string {
  try {
    const text = JSON.stringify(body);
    parseJson(text);
    return text;
  } catch {
    throw new ArgumentError("body", `body must be ${bodyForm}, at most ${MAX_JSON_DEPTH} levels deep.`);
  }
}

function readAudience(
  context: HubContext,
  audience: ExplainOptions["audience"],
): { expression?: TagExpression | undefined; text?: string; refusal?: Refusal } {
  const text = (typeof audience === "string" ? audience : (audience ?? []).join(" || ")).trim();
  if (text === "") return {};
  try {
    return { expression: parseTagExpression(text, { limits: context.options.strict }), text };
  } catch (error) {
    if (isTagExpressionError(error))
      return { text, refusal: new Refusal(400, `The tag expression is invalid. ${error.message}`) };
    throw error;
  }
}

function refusalOf(context: HubContext, notification: IncomingNotification): Refusal | undefined {
  try {
    if (context.options.strict || notification.platform === "template")
      checkPayload(notification, context.options.strict);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function summarize(facts: Omit<Explanation, "summary">): string {
  const { answer, matched, candidates, expression, tagCounts, devices, platform } = facts;
  if (answer.status !== 201) return `The service would refuse the send with ${answer.status}: ${answer.detail}`;
  const noun = candidates === 1 ? "registration" : "registrations";
  const kind = platform === "template" ? `template ${noun}` : `native ${noun} of ${platform}`;
  if (candidates === 0) return `The hub has no ${kind}.`;
  if (matched === 0) {
    const counts = Object.entries(tagCounts).map(([tag, count]) => `${count} ${count === 1 ? "has" : "have"} ${tag}`);
    const none = candidates === 1 ? `The hub's only ${kind} does not match` : `None of ${candidates} ${kind} matches`;
    return `${none} ${expression}: ${counts.join(", ")}.`;
  }
  const broken = devices.find(({ reached, steps }) => !reached && steps[0]?.ok === true && steps.at(-1)?.ok === false);
  const reached = devices.filter((device) => device.reached).length;
  const matches = `${matched} of ${candidates} ${kind} ${matched === 1 ? "matches" : "match"}`;
  const refusal = devices.flatMap(({ steps }) => steps).find(({ step, ok }) => step === "payload" && !ok)?.detail;
  if (refusal !== undefined) {
    return `${refusal}. ${matches}, but ${reached === 0 ? "no device is" : reached === 1 ? "only 1 is" : `only ${reached} are`} reached.`;
  }
  if (reached === 0 && broken !== undefined)
    return `${matches}, but no device is reached: ${broken.steps.at(-1)?.detail}`;
  const missing = [...new Set(devices.flatMap((device) => device.missing ?? []))];
  return missing.length === 0 ? `${matches}.` : `The send lacks ${missing.join(", ")}. ${matches}.`;
}
