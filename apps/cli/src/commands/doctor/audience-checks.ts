import type { NotificationHubClient } from "@nh/client";
import { buildNotification, isPayloadError, type Notification, type Platform } from "@nh/payloads";
import { parseTemplate, renderExpression, renderTemplate } from "@nh/payloads/template";
import {
  evaluateTagExpression,
  isTagExpressionError,
  normalizeTag,
  parseTagExpression,
  type Registration,
  type RegistrationTemplate,
  type TagExpression,
} from "@nh/wire";
import { exitCodes } from "../../exit-codes.js";
import { tagsOf } from "../../lint/lint-expression.js";
import { inCommandWords } from "../../output/command-words.js";
import { agree, count, plural } from "../../output/numbers.js";
import type { CheckResult } from "./check.js";

/** Reading more registrations than this would take too long. */
const registrationLimit = 10_000;

/** What a send would name. */
export interface CheckedSend {
  readonly platform: Platform;
  /** Undefined when only the audience is asked for. */
  readonly notification: Notification | undefined;
  /** The tag expression of the audience; undefined for everyone. */
  readonly expression: string | undefined;
}

/**
 * Checks the audience, then the template: how many devices the notification reaches, or the first
 * reason why it reaches none. Reads the registrations of the hub, and so needs the Manage right.
 */
export async function checkAudience(
  client: NotificationHubClient,
  { platform, notification, expression: expressionText }: CheckedSend,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  let expression: TagExpression | undefined;
  try {
    expression = expressionText === undefined ? undefined : parseTagExpression(expressionText);
  } catch (error) {
    if (!isTagExpressionError(error)) throw error;
    const fix = "nh tags lint shows the position of the error.";
    return [{ check: "audience", state: "broken", says: error.message, fix, exitCode: exitCodes.invalidInput }];
  }
  const { registrations, complete } = await readRegistrations(client, signal);
  const partly = complete ? "" : ` (of the first ${count(registrationLimit)} registrations)`;
  const pool = registrations.filter((registration) => belongsToPool(registration, platform));
  const poolName = platform === "template" ? "template registration" : `native ${platform} registration`;
  if (pool.length === 0) return [noPool(registrations, platform, poolName, partly)];
  const reached = expression === undefined ? pool : pool.filter((registration) => matches(expression, registration));
  if (reached.length === 0 && expression !== undefined)
    return [nobodyMatches(expression, expressionText ?? "", pool, poolName, partly)];
  const audience: CheckResult = {
    check: "audience",
    state: "ok",
    says: `${reached.length} of ${plural(pool.length, poolName)} would be reached${partly}`,
  };
  return notification?.platform === "template" ? [audience, checkTemplates(reached, notification)] : [audience];
}

async function readRegistrations(client: NotificationHubClient, signal: AbortSignal) {
  const registrations: Registration[] = [];
  for await (const registration of client.registrations.list({ signal })) {
    if (registrations.length === registrationLimit) return { registrations, complete: false };
    registrations.push(registration);
  }
  return { registrations, complete: true };
}

function belongsToPool({ platform: kind, template }: Registration, platform: Platform): boolean {
  return platform === "template" ? template !== undefined : template === undefined && kind === platform;
}

function matches(expression: TagExpression, { tags = [] }: Registration): boolean {
  const own = new Set(tags.map(normalizeTag));
  return evaluateTagExpression(expression, (tag) => own.has(normalizeTag(tag)));
}

function noPool(all: readonly Registration[], platform: Platform, poolName: string, partly: string): CheckResult {
  const others = new Map<string, number>();
  for (const { platform: kind, template } of all) {
    const name = template === undefined ? kind : `${kind} template`;
    others.set(name, (others.get(name) ?? 0) + 1);
  }
  const list = [...others].map(([name, count]) => `${count} ${name}`).join(", ");
  return {
    check: "audience",
    state: "broken",
    says: `the hub has no ${poolName}${partly}; ${list === "" ? "it has no devices at all" : `its registrations: ${list}`}`,
    fix:
      platform === "template"
        ? "Give the devices a template: nh installations patch <id> --template name=file."
        : "Send to a platform that the devices have, or send a template. A native send never reaches template registrations.",
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
    return `${having} ${agree(having, "has", "have")} ${tag}`;
  });
  return {
    check: "audience",
    state: "broken",
    says: `0 of ${plural(pool.length, poolName)} ${agree(pool.length, "matches", "match")} "${text}"${partly}: ${counts.join(", ")}`,
    fix: "Compare the tags with those of a device: nh installations get <id>, or nh tags explain '…' --tags a,b.",
    exitCode: exitCodes.notFound,
  };
}

/**
 * Renders every template with the properties of the notification, and runs the builder of its
 * platform. Names the first one that fails, or else the properties that the notification lacks.
 */
function checkTemplates(registrations: readonly Registration[], { body }: Notification): CheckResult {
  const properties = JSON.parse(body) as Readonly<Record<string, string>>;
  const missing = new Set<string>();
  for (const registration of registrations) {
    const { registrationId, template, pushVariables = {} } = registration;
    if (template === undefined) continue;
    const name = `${template.name === undefined ? "a template" : `the template ${template.name}`} of ${registrationId ?? "a registration"}`;
    try {
      for (const lacking of lackingProperties(template.body, { ...pushVariables, ...properties })) missing.add(lacking);
      fill(registration, template, properties);
    } catch (error) {
      const isRefused = isPayloadError(error);
      const reason = inCommandWords(error instanceof Error ? error.message : String(error));
      return {
        check: "template",
        state: "broken",
        says: isRefused
          ? `the platform refuses what ${name} becomes: ${reason}`
          : `${name} cannot be rendered: ${reason}`,
        fix: "nh template lint shows every problem of a template.",
        exitCode: exitCodes.invalidInput,
      };
    }
  }
  const { length } = registrations;
  const filled = `${length === 1 ? "the template" : `all ${plural(length, "template")}`} can be rendered`;
  if (missing.size === 0) return { check: "template", state: "ok", says: filled };
  const says = `${filled}, but the notification lacks ${[...missing].join(", ")}; an empty string takes its place`;
  return { check: "template", state: "warning", says };
}

/**
 * @throws {TemplateError | PayloadError} when it cannot be rendered, or its platform refuses it.
 */
function fill(
  { platform, pushVariables }: Registration,
  { body, headers = {} }: RegistrationTemplate,
  properties: Readonly<Record<string, string>>,
): void {
  const rendered = Object.entries(headers).map(([name, value]) => [
    name,
    renderExpression(value, properties, { pushVariables }),
  ]);
  const text = renderTemplate(body, properties, { pushVariables });
  buildNotification(platform, text, { headers: Object.fromEntries(rendered) });
}

/**
 * The properties that a template names, but for those that are given or have a default. Names
 * ignore letter case.
 */
function lackingProperties(body: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const hasDefault = (name: string) => new RegExp(`\\(\\s*${name}\\s*:\\{`, "i").test(body);
  return parseTemplate(body).properties.filter((name) => !names.has(name.toLowerCase()) && !hasDefault(name));
}
