import type { NativePlatform } from "@nh/payloads";
import type { HubContext } from "./context.js";
import type { IncomingNotification } from "./incoming-notification.js";
import { addCounts } from "./outcome-counts.js";
import { platformAnswer } from "./platform-answers.js";
import { nativeHeaders, type Push, type Recipient, readProperties, templatePush } from "./push.js";
import { MixedPushes, NativePushes, type PushList } from "./push-list.js";
import { notificationOf, recordSend, type Send } from "./record-send.js";
import { unref } from "./schedule.js";
import { type Target, targetHandleKey, targetPlatform, targetTemplate } from "./target.js";

/** What became of the pushes of one send. */
export interface SendReport {
  readonly results: PushList;
}

/** How many devices a test send reaches (Azure, "Diagnose dropped notifications"). */
const TEST_SEND_DEVICES = 10;

/** Carries out a send: finds the audience, composes each push, asks the simulated platforms, and records all of it. */
export function deliver(context: HubContext, send: Send): SendReport {
  const { pushes, skipped } = compose(context, send);
  if (context.faults.touchPushes) return deliverWithFaults(context, send, pushes, skipped);
  const state = pushes.length === 0 ? "NoTargetFound" : "Completed";
  recordSend(context, send, pushes, notificationOf(send, state, pushes.counts(skipped), !pushes.allSucceeded));
  return { results: pushes };
}

/** The same where a fault may make a platform refuse, or be late. */
function deliverWithFaults(
  context: HubContext,
  send: Send,
  pushes: PushList,
  skipped: readonly NativePlatform[],
): SendReport {
  const answered = Array.from({ length: pushes.length }, (_, index) => answerByFault(context, send, pushes.at(index)));
  const late = answered.filter(({ delayMs }) => delayMs > 0);
  const now = new MixedPushes(late.length === 0 ? answered : answered.filter(({ delayMs }) => delayMs === 0));
  const state = answered.length === 0 ? "NoTargetFound" : late.length > 0 ? "Processing" : "Completed";
  recordSend(context, send, now, notificationOf(send, state, now.counts(skipped), !now.allSucceeded));
  recordLater(context, send, late);
  return { results: new MixedPushes(answered) };
}

function findTargets(
  context: HubContext,
  send: Send,
): { targets: readonly Target[]; skipped: readonly NativePlatform[] } {
  const seen = new Set<string>();
  const targets: Target[] = [];
  const skipped: NativePlatform[] = [];
  for (const target of context.state.find(send.hub)?.select(send.notification.platform, send.expression) ?? []) {
    const { size } = seen.add(pushKey(target));
    if (size > targets.length) targets.push(target);
    else skipped.push(targetPlatform(target));
  }
  return { targets: send.test === true ? sample(targets, context.ids.random) : targets, skipped };
}

/** Registrations that share a handle get one push per send; those of different templates get one per template. */
export function pushKey(target: Target): string {
  const handle = targetHandleKey(target);
  const template = targetTemplate(target);
  // A native send reaches one platform only, so that its handles need not name it.
  return template === undefined
    ? handle
    : `${targetPlatform(target)}\n${handle}\n${template.name ?? ""}\n${template.body}`;
}

function sample(targets: readonly Target[], random: () => number): readonly Target[] {
  if (targets.length <= TEST_SEND_DEVICES) return targets;
  const remaining = [...targets];
  return Array.from({ length: TEST_SEND_DEVICES }, () => {
    const [chosen] = remaining.splice(Math.floor(random() * remaining.length), 1);
    return chosen;
  }).filter((target) => target !== undefined);
}

function compose(context: HubContext, send: Send): { pushes: PushList; skipped: readonly NativePlatform[] } {
  const { notification, direct } = send;
  if (direct !== undefined) return { pushes: nativePushes(notification, direct), skipped: [] };
  const { targets, skipped } = findTargets(context, send);
  if (notification.platform !== "template") return { pushes: nativePushes(notification, targets), skipped };
  const properties = readProperties(notification);
  return { pushes: new MixedPushes(targets.map((target) => templatePush(notification, target, properties))), skipped };
}

function nativePushes(notification: IncomingNotification, recipients: readonly (Target | Recipient)[]): PushList {
  const { platform, body } = notification;
  if (platform === "template") throw new TypeError("A template send has no native pushes.");
  return new NativePushes(platform, nativeHeaders(platform, notification), body, recipients);
}

function answerByFault(context: HubContext, send: Send, push: Push): Push {
  if (push.failure !== undefined) return push;
  const { platform, handle, tags, installationId } = push.recipient;
  const fault = context.faults.forPush({ hub: send.hub, platform, handle, tags, installationId });
  if (fault === undefined) return push;
  const { delayMs = 0, reason } = fault;
  return { ...push, ...(reason === undefined ? {} : platformAnswer(platform, reason)), delayMs };
}

function recordLater(context: HubContext, send: Send, late: readonly Push[]): void {
  const { state } = context;
  let waiting = late.length;
  for (const push of late) {
    const timer = setTimeout(() => {
      // A reset or an imported snapshot meanwhile has made the push meaningless.
      if (context.closed() || context.state !== state) return;
      waiting--;
      try {
        recordLate(context, { ...send, atMs: context.clock.now(), settles: undefined }, push, waiting === 0);
      } catch {
        // The store refused it: the push has not happened, and the send's telemetry does not count it.
      }
    }, push.delayMs);
    unref(timer);
  }
}

function recordLate(context: HubContext, send: Send, push: Push, isLast: boolean): void {
  const { notifications } = context.state;
  const pushes = new MixedPushes([push]);
  let known = notifications.get(send.hub, send.id, send.atMs);
  if (known === undefined) {
    known = notificationOf(send, "Processing", {}, false);
    context.state.revive("notification", send.id);
  }
  recordSend(context, send, pushes, {
    ...known,
    ...(isLast ? { state: "Completed", endedAtMs: send.atMs } : {}),
    counts: addCounts(known.counts, pushes.counts([])),
    hasErrors: known.hasErrors === true || !pushes.allSucceeded,
  });
}
