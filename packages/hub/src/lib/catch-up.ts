import { parseTagExpression } from "@nh/wire";
import type { HubContext } from "./context.js";
import { deliver } from "./deliver.js";
import { removeExpired } from "./expire-handles.js";
import { removal } from "./records.js";
import type { ScheduledSend } from "./schedule.js";
import type { AgendaItem } from "./state.js";

/**
 * Does everything that is due by the hub's clock, in the order of time: a registration that expired before a scheduled send
 * was due is not reached by it. Called before every request, when the clock is moved, and by a timer.
 */
export function catchUp(context: HubContext): void {
  const nowMs = context.clock.now();
  for (;;) {
    const due = context.state.agenda.take(nowMs);
    if (due === undefined) break;
    removeExpired(context, due.atMs);
    carryOut(context, due.item, due.atMs);
  }
  removeExpired(context, nowMs);
  setTimer(context);
}

/** Lets the timer ring when the next thing is due; never for a frozen clock, which only moves by hand. */
export function setTimer(context: HubContext): void {
  const { nextAtMs } = context.state.agenda;
  context.timer.set(Number.isFinite(nextAtMs) && !context.clock.frozen ? nextAtMs - context.clock.now() : undefined);
}

function carryOut(context: HubContext, item: AgendaItem, atMs: number): void {
  const { state } = context;
  if (item.kind === "scheduled") {
    const send = state.scheduled.get(item.key);
    if (send !== undefined) fire(context, send, item.key);
    return;
  }
  const pending = state.pendingInstallations.get(item.key);
  // A later write to the same installation has its own entry.
  if (pending === undefined || pending.visibleAtMs > atMs) return;
  state.pendingInstallations.delete(item.key);
  if (pending.stored === undefined) state.find(pending.hub)?.removeInstallation(pending.id);
  else state.open(pending.hub).putInstallation(pending.stored);
  context.events.emit({ type: "devices", hub: pending.hub });
}

function fire(context: HubContext, send: ScheduledSend, key: string): void {
  context.state.scheduled.delete(key);
  deliver(context, {
    hub: send.hub,
    id: send.id,
    notification: send.notification,
    ...(send.tags === undefined
      ? {}
      : { tags: send.tags, expression: parseTagExpression(send.tags, { limits: false }) }),
    host: send.host,
    apiVersion: send.apiVersion,
    enqueuedAtMs: send.enqueuedAtMs,
    atMs: send.dueAtMs,
  });
  context.commit(() => [removal(send.hub, "scheduled", send.id)]);
}
