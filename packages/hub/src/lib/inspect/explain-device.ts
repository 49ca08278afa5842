import { lintTemplate } from "@nh/payloads/template";
import { normalizeTag, type TagExpression } from "@nh/wire";
import type { HubContext } from "../context.js";
import type { Pool } from "../devices/audience-index.js";
import type { HubState } from "../devices/hub-state.js";
import {
  poolOf,
  pushVariablesOf,
  type Reachable,
  reachableOf,
  reachablesOf,
  tagsOf,
  templateOf,
} from "../devices/reachable.js";
import { installationHandle, installationPlatform, type StoredInstallation } from "../devices/stored-device.js";
import type { IncomingNotification } from "../pushes/incoming-notification.js";
import { platformOutcome } from "../pushes/platform-outcomes.js";
import { nativeHeaders, nativePush, type Push, readProperties, recipientOf, templatePush } from "../pushes/push.js";
import { missingProperties } from "../pushes/template-cache.js";
import { pushKey } from "../sends/deliver.js";
import { whyNot } from "./explain-expression.js";
import type { ExplainedDevice } from "./explanation.js";
import { platformComplaint } from "./platform-check.js";

/** What is asked about every device. */
export interface Inquiry {
  readonly context: HubContext;
  readonly hubName: string;
  readonly pool: Pool;
  readonly expression: TagExpression | undefined;
  /** Undefined when there is no payload, or when the service would refuse it. */
  readonly notification: IncomingNotification | undefined;
  /** Whether there is a payload. Without one nobody knows what the platforms would say. */
  readonly hasPayload: boolean;
}

type Step = ExplainedDevice["steps"][number];

/** The devices that the audience reaches, then others up to the limit. */
export function explainDevices(
  inquiry: Inquiry,
  hub: HubState,
  matched: readonly Reachable[],
  limit: number,
): ExplainedDevice[] {
  const explained: ExplainedDevice[] = [];
  const pushed = new Set<string>();
  for (const reachable of matched.slice(0, limit)) {
    const key = pushKey(reachable);
    explained.push(explainReachable(inquiry, reachable, pushed.has(key)));
    pushed.add(key);
  }
  if (explained.length >= limit) return explained;
  const reached = new Set(matched.map(({ registrationId }) => registrationId));
  for (const group of groups(hub)) {
    if (explained.length >= limit) break;
    const relevant = group.reachables.filter((reachable) => poolOf(reachable) === inquiry.pool);
    const others = relevant.filter(({ registrationId }) => !reached.has(registrationId));
    for (const reachable of others)
      if (explained.length < limit) explained.push(explainReachable(inquiry, reachable, false));
    if (relevant.length === 0) explained.push(explainAbsence(inquiry, group));
  }
  return explained;
}

interface Group {
  readonly reachables: readonly Reachable[];
  /**
   * Set for an installation, even when it makes no registration because its channel has expired.
   */
  readonly installation: StoredInstallation | undefined;
}

function* groups(hub: HubState): Iterable<Group> {
  for (const installation of hub.installations.values()) yield { reachables: reachablesOf(installation), installation };
  for (const stored of hub.registrations.values()) yield { reachables: [reachableOf(stored)], installation: undefined };
}

function explainReachable(inquiry: Inquiry, reachable: Reachable, duplicate: boolean): ExplainedDevice {
  const recipient = recipientOf(reachable);
  const template = templateOf(reachable);
  const shown = { ...recipient, template: template === undefined ? null : (template.name ?? "") };
  const steps: Step[] = [audienceStep(inquiry, tagsOf(reachable))];
  const finish = (extra: Partial<ExplainedDevice> = {}): ExplainedDevice => {
    const isOpen = steps.every(({ ok }) => ok);
    const reached = isOpen && !inquiry.hasPayload ? null : isOpen && steps.at(-1)?.step === "platform";
    return Object.freeze({ ...shown, reached, steps, ...extra });
  };
  if (steps[0]?.ok !== true) return finish();
  if (duplicate) {
    steps.push({
      step: "registration",
      ok: false,
      detail: "Another registration with the same handle gets the push. The service counts this one as Skipped.",
    });
    return finish();
  }
  steps.push({
    step: "registration",
    ok: true,
    detail: `The registration is ${template === undefined ? `a native one for ${recipient.platform}` : "a template registration"}.`,
  });
  if (inquiry.notification === undefined) return finish();
  const push =
    template === undefined
      ? nativePush(recipient, nativeHeaders(recipient.platform, inquiry.notification), inquiry.notification.body)
      : templateStep(inquiry.notification, reachable, template.body, steps);
  if (push === undefined) return finish();
  if (template === undefined) return handOver(inquiry, push, steps, finish);
  const missing = missingIn(inquiry.notification, reachable, template.body);
  return handOver(inquiry, push, steps, (extra) => finish(missing.length === 0 ? extra : { ...extra, missing }));
}

/** The properties that the template names and neither the send nor the device has. */
function missingIn(notification: IncomingNotification, reachable: Reachable, body: string): string[] {
  return missingProperties(body, {
    properties: readProperties(notification),
    pushVariables: pushVariablesOf(reachable),
  });
}

/**
 * The last two steps: what the platform may say about the payload, and what a fault makes it
 * return.
 */
function handOver(
  { context, hubName }: Inquiry,
  push: Push,
  steps: Step[],
  finish: (extra: Partial<ExplainedDevice>) => ExplainedDevice,
): ExplainedDevice {
  const { platform, handle, tags, installationId } = push.recipient;
  const { refusal, warnings } = platformComplaint(platform, push.body, push.headers);
  if (refusal !== undefined || push.outcome !== "Success") {
    const detail = `The platform refuses the payload: ${refusal ?? push.outcome}`;
    steps.push({ step: "payload", ok: false, detail });
    return finish({ body: push.body, headers: push.headers });
  }
  const taken =
    warnings.length === 0
      ? "The payload is well formed."
      : `The platform takes the payload, but: ${warnings.join("; ")}`;
  steps.push({ step: "payload", ok: true, detail: taken });
  const reason = context.faults.peekPush({ hub: hubName, platform, handle, tags, installationId })?.reason;
  const outcome = reason === undefined ? "Success" : platformOutcome(platform, reason).outcome;
  const ok = outcome === "Success";
  steps.push({
    step: "platform",
    ok,
    detail: ok
      ? "The platform accepts the push."
      : `A fault makes the platform return ${reason}, which counts as ${outcome}.`,
  });
  return finish({ body: push.body, headers: push.headers });
}

function templateStep(
  notification: IncomingNotification,
  reachable: Reachable,
  body: string,
  steps: Step[],
): Push | undefined {
  const push = templatePush(notification, reachable, readProperties(notification));
  if (push.failure !== undefined) {
    steps.push({ step: "template", ok: false, detail: push.failure });
    return undefined;
  }
  const missing = missingIn(notification, reachable, body);
  const findings = [
    ...(missing.length === 0 ? [] : [`The send lacks ${missing.join(", ")}. An empty string takes its place.`]),
    ...lintTemplate(body, { platform: push.recipient.platform, headers: push.headers })
      // The next step checks what this send makes of the template.
      .filter(({ code }) => !code.startsWith("payload-"))
      .map(({ message }) => message),
  ];
  const detail =
    findings.length === 0 ? "The template is filled in." : `The template is filled in, but: ${findings.join("; ")}`;
  steps.push({ step: "template", ok: true, detail });
  return push;
}

/**
 * A device that has nothing which this send could reach, whatever its tags are. So the tags are not
 * a reason here: with the right ones the send would not reach it either.
 */
function explainAbsence(inquiry: Inquiry, { reachables, installation }: Group): ExplainedDevice {
  const document = installation?.document;
  const first = reachables[0];
  const recipient = first === undefined ? undefined : recipientOf(first);
  const platform = recipient?.platform ?? (document === undefined ? "" : installationPlatform(document));
  const detail = absenceOf(inquiry.pool, platform, document?.pushChannelExpired === true);
  return Object.freeze({
    platform,
    handle: recipient?.handle ?? (document === undefined ? "" : installationHandle(document)),
    registrationId: recipient?.registrationId ?? null,
    installationId: document?.installationId ?? null,
    template: null,
    tags: recipient?.tags ?? document?.tags ?? [],
    reached: false,
    steps: [{ step: "registration" as const, ok: false, detail }],
  });
}

function absenceOf(pool: Pool, platform: string, isExpired: boolean): string {
  if (pool !== "template" && platform !== pool) {
    return `The device belongs to ${platform || "no platform"}. The send is for ${pool}.`;
  }
  if (isExpired) {
    return "The push platform has declared the handle dead. The device gets pushes again when its channel is set again.";
  }
  if (pool === "template") return "The device has no template. A template send reaches only template registrations.";
  return "The registration has a template. A native send reaches only native registrations.";
}

function audienceStep({ expression }: Inquiry, tags: readonly string[]): Step {
  if (expression === undefined) return { step: "audience", ok: true, detail: "The send goes to every device." };
  const own = new Set(tags.map(normalizeTag));
  const reason = whyNot(expression, (tag) => own.has(normalizeTag(tag)));
  if (reason === undefined) return { step: "audience", ok: true, detail: "The expression matches." };
  return { step: "audience", ok: false, detail: `The expression does not match: ${reason}.` };
}
