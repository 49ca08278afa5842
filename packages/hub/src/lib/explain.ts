import { isTemplateError, lintTemplate } from "@nh/payloads/template";
import {
  isTagExpressionError,
  normalizeTag,
  parseTagExpression,
  platformFromFormat,
  type TagExpression,
} from "@nh/wire";
import { Refusal } from "./answer.js";
import type { Pool } from "./audience-index.js";
import type { HubContext } from "./context.js";
import { pushKey } from "./deliver.js";
import { tagsOf, whyNot } from "./explain-expression.js";
import type { HubState } from "./hub-state.js";
import { type IncomingNotification, readPlatformHeaders } from "./incoming-notification.js";
import { checkPayload } from "./payload-check.js";
import { platformAnswer } from "./platform-answers.js";
import { platformComplaint } from "./platform-check.js";
import { nativePushes, type Push, readProperties, recipientOf, templatePush } from "./push.js";
import {
  installationHandle,
  installationPlatform,
  installationTargets,
  registrationTarget,
  type StoredInstallation,
  type Target,
  targetPool,
  targetTags,
  targetTemplate,
} from "./target.js";

/** A send to be explained instead of carried out. */
export interface ExplainOptions {
  /** May be left out while there is one hub only. */
  readonly hub?: string | undefined;
  /** The format, such as `apple` or `template`. */
  readonly platform: string;
  /** A tag expression, or tags of which any will do; everybody when it is left out. */
  readonly audience?: string | readonly string[] | null | undefined;
  /** The payload, as text or as an object. Without one only the audience is explained. */
  readonly body?: string | Readonly<Record<string, unknown>> | undefined;
  /** Headers of the send, such as `apns-push-type`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How many devices are explained; those that are reached come first. 100 by default. */
  readonly limit?: number | undefined;
}

/** The stations of a push, in this order. */
export type ExplainStep = "audience" | "registration" | "template" | "payload" | "platform";

/** What happens to one registration, or to a device that has none for this send. */
export interface ExplainedDevice {
  readonly platform: string;
  readonly handle: string;
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly template: string | null;
  readonly tags: readonly string[];
  /** Whether its push platform would accept a push. */
  readonly reached: boolean;
  /** As far as the push comes; the last one fails unless the device is reached. */
  readonly steps: readonly { readonly step: ExplainStep; readonly ok: boolean; readonly detail: string }[];
  /** What the platform would be handed. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Who would be reached by a send, who not, and why. */
export interface Explanation {
  readonly hub: string;
  readonly platform: string;
  /** The expression as it was understood; null for everybody. */
  readonly expression: string | null;
  /** What the service would answer to the send. */
  readonly answer: { readonly status: number; readonly detail: string };
  /** How many registrations the expression matches, of how many that this send may reach at all. */
  readonly matched: number;
  readonly candidates: number;
  /** How many of the candidates have each tag of the expression. */
  readonly tagCounts: Readonly<Record<string, number>>;
  /** The result, or the first broken link, in one sentence. */
  readonly summary: string;
  readonly devices: readonly ExplainedDevice[];
}

/** @throws {TypeError} for an unknown platform, or when it is not clear which hub is meant. */
export function explain(context: HubContext, options: ExplainOptions): Explanation {
  const platform = typeof options.platform === "string" ? platformFromFormat(options.platform) : undefined;
  if (platform === undefined) throw new TypeError("platform must be a format, such as apple or template.");
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
  };
  const devices =
    parsed.refusal !== undefined || hub === undefined
      ? []
      : explainDevices(inquiry, hub, matched, options.limit ?? 100);
  const candidates = hub?.poolSize(pool) ?? 0;
  const tags = parsed.expression === undefined ? [] : tagsOf(parsed.expression);
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

interface Inquiry {
  readonly context: HubContext;
  readonly hubName: string;
  readonly pool: Pool;
  readonly expression: TagExpression | undefined;
  /** Undefined when there is no payload, or the service would refuse it. */
  readonly notification: IncomingNotification | undefined;
}

type Step = ExplainedDevice["steps"][number];

/** The devices that the audience reaches, then others until the limit. */
function explainDevices(inquiry: Inquiry, hub: HubState, matched: readonly Target[], limit: number): ExplainedDevice[] {
  const explained: ExplainedDevice[] = [];
  const pushed = new Set<string>();
  for (const target of matched.slice(0, limit)) {
    const key = pushKey(target);
    explained.push(explainTarget(inquiry, target, pushed.has(key)));
    pushed.add(key);
  }
  const reached = new Set(matched.map(({ registrationId }) => registrationId));
  for (const group of groups(hub)) {
    if (explained.length >= limit) break;
    const relevant = group.targets.filter((target) => targetPool(target) === inquiry.pool);
    const others = relevant.filter(({ registrationId }) => !reached.has(registrationId));
    for (const target of others) if (explained.length < limit) explained.push(explainTarget(inquiry, target, false));
    if (relevant.length === 0) explained.push(explainAbsence(inquiry, group));
  }
  return explained;
}

interface Group {
  readonly targets: readonly Target[];
  /** Set for an installation, also when it makes no target because its channel has expired. */
  readonly installation: StoredInstallation | undefined;
}

function* groups(hub: HubState): Iterable<Group> {
  for (const installation of hub.installations.values())
    yield { targets: installationTargets(installation), installation };
  for (const stored of hub.registrations.values())
    yield { targets: [registrationTarget(stored)], installation: undefined };
}

function explainTarget(inquiry: Inquiry, target: Target, duplicate: boolean): ExplainedDevice {
  const recipient = recipientOf(target);
  const template = targetTemplate(target);
  const device = { ...recipient, template: template === undefined ? null : (template.name ?? ""), target: undefined };
  const { target: _target, ...shown } = device;
  const steps: Step[] = [audienceStep(inquiry, targetTags(target))];
  const finish = (extra: Partial<ExplainedDevice> = {}): ExplainedDevice => {
    const reached = steps.every(({ ok }) => ok) && steps.at(-1)?.step === "platform";
    return Object.freeze({ ...shown, reached, steps, ...extra });
  };
  if (steps[0]?.ok !== true) return finish();
  if (duplicate) {
    steps.push({
      step: "registration",
      ok: false,
      detail: "Another registration with the same handle gets the push; the service counts this one as Skipped.",
    });
    return finish();
  }
  steps.push({
    step: "registration",
    ok: true,
    detail: `The registration is ${template === undefined ? `native, of ${recipient.platform}` : "a template registration"}.`,
  });
  if (inquiry.notification === undefined) return finish();
  const push =
    template === undefined
      ? nativePushes(inquiry.notification, [recipient])[0]
      : templateStep(inquiry.notification, target, template.body, steps);
  if (push === undefined) return finish();
  return handOver(inquiry, push, steps, finish);
}

/** The last two stations: what the platform would say to the payload, and what a fault makes it say. */
function handOver(
  { context, hubName }: Inquiry,
  push: Push,
  steps: Step[],
  finish: (extra: Partial<ExplainedDevice>) => ExplainedDevice,
): ExplainedDevice {
  const { platform, handle, tags, installationId } = push.recipient;
  const complaint = platformComplaint(platform, push.body, push.headers);
  // A complaint is advice: the local platform takes what the service accepts.
  steps.push({
    step: "payload",
    ok: true,
    detail:
      complaint === undefined ? "The payload is well formed." : `The platform may refuse the payload: ${complaint}`,
  });
  const reason = context.faults.peekPush({ hub: hubName, platform, handle, tags, installationId })?.reason;
  const outcome = reason === undefined ? "Success" : platformAnswer(platform, reason).outcome;
  const ok = outcome === "Success";
  steps.push({
    step: "platform",
    ok,
    detail: ok
      ? "The platform accepts the push."
      : `A fault makes the platform answer ${reason}, which counts as ${outcome}.`,
  });
  return finish({ body: push.body, headers: push.headers });
}

function templateStep(
  notification: IncomingNotification,
  target: Target,
  body: string,
  steps: Step[],
): Push | undefined {
  const push = templatePush(notification, target, readProperties(notification));
  if (push.failure !== undefined) {
    steps.push({ step: "template", ok: false, detail: push.failure });
    return undefined;
  }
  const findings = lintTemplate(body, { platform: push.recipient.platform, headers: push.headers }).map(
    ({ message }) => message,
  );
  const detail =
    findings.length === 0 ? "The template is filled in." : `The template is filled in, but: ${findings.join("; ")}`;
  steps.push({ step: "template", ok: true, detail });
  return push;
}

/** A device that has nothing this send could reach. */
function explainAbsence(inquiry: Inquiry, { targets, installation }: Group): ExplainedDevice {
  const document = installation?.document;
  const first = targets[0];
  const recipient = first === undefined ? undefined : recipientOf(first);
  const tags = recipient?.tags ?? document?.tags ?? [];
  const audience = audienceStep(inquiry, tags);
  const detail = absenceOf(inquiry.pool, first, installation);
  return Object.freeze({
    platform: recipient?.platform ?? (document === undefined ? "" : installationPlatform(document)),
    handle: recipient?.handle ?? (document === undefined ? "" : installationHandle(document)),
    registrationId: recipient?.registrationId ?? null,
    installationId: document?.installationId ?? null,
    template: null,
    tags,
    reached: false,
    steps: audience.ok ? [audience, { step: "registration" as const, ok: false, detail }] : [audience],
  });
}

function absenceOf(pool: Pool, first: Target | undefined, installation: StoredInstallation | undefined): string {
  if (installation?.document.pushChannelExpired === true) {
    return "The push platform has declared the handle dead; it gets pushes again when the channel is set anew.";
  }
  if (pool === "template")
    return "The device has no template, and a template send reaches template registrations only.";
  const own = first === undefined ? undefined : recipientOf(first).platform;
  if (own === pool) return "The registration has a template, and a native send reaches native registrations only.";
  return `The device belongs to ${own ?? "no platform"}, and the send is for ${pool}.`;
}

function audienceStep({ expression }: Inquiry, tags: readonly string[]): Step {
  if (expression === undefined) return { step: "audience", ok: true, detail: "The send is for everybody." };
  const own = new Set(tags.map(normalizeTag));
  const reason = whyNot(expression, (tag) => own.has(normalizeTag(tag)));
  if (reason === undefined) return { step: "audience", ok: true, detail: "The expression matches." };
  return { step: "audience", ok: false, detail: `The expression does not match: ${reason}.` };
}

function chooseHub(context: HubContext, name: string | undefined): string {
  if (name !== undefined) return context.state.find(name)?.name ?? name;
  const known = [...context.state.hubs()].map((hub) => hub.name);
  const [only] = known;
  if (only !== undefined && known.length === 1) return only;
  throw new TypeError(
    known.length === 0
      ? "hub must be given: there is none yet."
      : `hub must be one of ${known.slice(0, 20).join(", ")}.`,
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
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
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
    if (isTemplateError(error)) return new Refusal(400, error.message);
    throw error;
  }
}

function summarize(facts: Omit<Explanation, "summary">): string {
  const { answer, matched, candidates, expression, tagCounts, devices, platform } = facts;
  if (answer.status !== 201) return `The service would refuse the send with ${answer.status}: ${answer.detail}`;
  const kind = platform === "template" ? "template registrations" : `native registrations of ${platform}`;
  if (candidates === 0) return `The hub has no ${kind}.`;
  if (matched === 0) {
    const counts = Object.entries(tagCounts).map(([tag, count]) => `${count} have ${tag}`);
    return `None of ${candidates} ${kind} matches ${expression}: ${counts.join(", ")}.`;
  }
  const broken = devices.find(({ reached, steps }) => !reached && steps[0]?.ok === true && steps.at(-1)?.ok === false);
  const reached = devices.filter((device) => device.reached).length;
  const matches = `${matched} of ${candidates} ${kind} ${matched === 1 ? "matches" : "match"}`;
  if (reached === 0 && broken !== undefined) return `${matches}, but none is reached: ${broken.steps.at(-1)?.detail}`;
  return `${matches}.`;
}
