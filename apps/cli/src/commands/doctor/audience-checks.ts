import type { NotificationHubClient } from "@nh/client";
import type { Notification } from "@nh/payloads";
import { renderTemplate } from "@nh/payloads/template";
import {
  evaluateTagExpression,
  isTagExpressionError,
  normalizeTag,
  parseTagExpression,
  type Registration,
  type TagExpression,
} from "@nh/wire";
import { exitCodes } from "../../exit-codes.js";
import { tagsOf } from "../../lint/lint-expression.js";
import { plural } from "../../output/numbers.js";
import type { CheckResult } from "./check.js";

/** More registrations than this are not read: the answer would come too late. */
const registrationLimit = 10_000;

/**
 * Audience, then template: who would be reached, and the first reason why nobody is. Reads the registrations of the hub,
 * and so needs the Manage right.
 */
export async function checkAudience(
  client: NotificationHubClient,
  notification: Notification,
  expressionText: string | undefined,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  let expression: TagExpression | undefined;
  try {
    expression = expressionText === undefined ? undefined : parseTagExpression(expressionText);
  } catch (error) {
    if (!isTagExpressionError(error)) throw error;
    const fix = "nh tags lint shows where it is wrong.";
    return [{ check: "audience", state: "broken", says: error.message, fix, exitCode: exitCodes.invalidInput }];
  }
  const { registrations, complete } = await readRegistrations(client, signal);
  const partly = complete ? "" : ` (of the first ${registrationLimit} registrations)`;
  const pool = registrations.filter((registration) => belongsToPool(registration, notification));
  const poolName =
    notification.platform === "template" ? "template registration" : `native ${notification.platform} registration`;
  if (pool.length === 0) return [noPool(registrations, notification, poolName, partly)];
  const reached = expression === undefined ? pool : pool.filter((registration) => matches(expression, registration));
  if (reached.length === 0 && expression !== undefined)
    return [nobodyMatches(expression, expressionText ?? "", pool, poolName, partly)];
  const audience: CheckResult = {
    check: "audience",
    state: "ok",
    says: `${reached.length} of ${plural(pool.length, poolName)} would be reached${partly}`,
  };
  return notification.platform === "template" ? [audience, checkTemplates(reached, notification)] : [audience];
}

async function readRegistrations(client: NotificationHubClient, signal: AbortSignal) {
  const registrations: Registration[] = [];
  for await (const registration of client.registrations.list({ signal })) {
    if (registrations.length === registrationLimit) return { registrations, complete: false };
    registrations.push(registration);
  }
  return { registrations, complete: true };
}

function belongsToPool({ platform, template }: Registration, notification: Notification): boolean {
  return notification.platform === "template"
    ? template !== undefined
    : template === undefined && platform === notification.platform;
}

function matches(expression: TagExpression, { tags = [] }: Registration): boolean {
  const own = new Set(tags.map(normalizeTag));
  return evaluateTagExpression(expression, (tag) => own.has(normalizeTag(tag)));
}

function noPool(
  all: readonly Registration[],
  { platform }: Notification,
  poolName: string,
  partly: string,
): CheckResult {
  const others = new Map<string, number>();
  for (const { platform: kind, template } of all) {
    const name = template === undefined ? kind : `${kind} template`;
    others.set(name, (others.get(name) ?? 0) + 1);
  }
  const list = [...others].map(([name, count]) => `${count} ${name}`).join(", ");
  return {
    check: "audience",
    state: "broken",
    says: `there is no ${poolName}${partly}; ${list === "" ? "the hub has no devices at all" : `there are ${list}`}`,
    fix:
      platform === "template"
        ? "Give the devices templates: nh installations patch <id> --template name=file."
        : "Send for a platform that the devices have, or send a template. A native send never reaches template registrations.",
    exitCode: exitCodes.notFound,
  };
}

function nobodyMatches(
  expression: TagExpression,
  text: string,
  pool: readonly Registration[],
  poolName: string,
  partly: string,
): CheckResult {
  const counts = [...new Set(tagsOf(expression))].map((tag) => {
    const having = pool.filter(({ tags = [] }) => tags.some((own) => normalizeTag(own) === normalizeTag(tag))).length;
    return `${having} have ${tag}`;
  });
  return {
    check: "audience",
    state: "broken",
    says: `0 of ${plural(pool.length, poolName)} match "${text}"${partly}: ${counts.join(", ")}`,
    fix: 'Compare the tags with those of a device: nh installations get <id>, or nh tags explain "…" --tags a,b.',
    exitCode: exitCodes.notFound,
  };
}

/** Every template is rendered with the properties of the notification; the first that cannot be is named. */
function checkTemplates(registrations: readonly Registration[], { body }: Notification): CheckResult {
  const properties = JSON.parse(body) as Readonly<Record<string, string>>;
  for (const { registrationId, template, pushVariables } of registrations) {
    if (template === undefined) continue;
    try {
      renderTemplate(template.body, properties, { pushVariables });
    } catch (error) {
      const name = template.name === undefined ? "a template" : `the template ${template.name}`;
      return {
        check: "template",
        state: "broken",
        says: `${name} of ${registrationId ?? "a registration"} cannot be rendered: ${error instanceof Error ? error.message : String(error)}`,
        fix: "nh template lint shows every problem of a template.",
        exitCode: exitCodes.invalidInput,
      };
    }
  }
  return { check: "template", state: "ok", says: `all ${plural(registrations.length, "template")} can be rendered` };
}
