import { parseTagExpression } from "@nh/wire";
import type { HubContext } from "../context.js";
import { removal } from "../state/records.js";
import type { ScheduledSend } from "../state/scheduled-send.js";
import type { AgendaItem } from "../state/state.js";
import { deliver } from "./deliver.js";
import { removeExpired } from "./expire-handles.js";

/** How soon the hub retries what its store refused. */
const RETRY_MS = 1_000;

/**
 * Does everything that is due by the hub's clock, in order of time: a scheduled send does not reach
 * a registration that expired before the send was due. Called when the clock is moved.
 *
 * @throws whatever the store throws. What was due then stays due.
 */
export function catchUp(context: HubContext): void {
  const nowMs = context.clock.now();
  const { agenda } = context.state;
  for (;;) {
    const due = agenda.take(nowMs);
    if (due === undefined) break;
    try {
      removeExpired(context, due.atMs);
      carryOut(context, due.item, due.atMs);
    } catch (error) {
      agenda.add(due.atMs, due.item);
      throw error;
    }
  }
  removeExpired(context, nowMs);
  setTimer(context);
}

/**
 * The same before a request and from a timer. Neither may fail because the store does, so the hub
 * retries later.
 */
export function tryToCatchUp(context: HubContext): void {
  try {
    catchUp(context);
  } catch {
    context.timer.set(RETRY_MS);
  }
}

/**
 * Sets the timer to the next thing that is due. A frozen clock needs no timer, because it only
 * moves by hand.
 */
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
  // A later write to the same installation has an entry of its own.
  if (pending === undefined || pending.visibleAtMs > atMs) return;
  state.pendingInstallations.delete(item.key);
  if (pending.stored === undefined) state.find(pending.hub)?.removeInstallation(pending.id);
  else state.open(pending.hub).putInstallation(pending.stored);
  context.events.emit({ type: "devices", hub: pending.hub });
}

function fire(context: HubContext, send: ScheduledSend, key: string): void {
  const expression = send.tags === undefined ? undefined : parseTagExpression(send.tags, { limits: false });
  deliver(context, {
    hub: send.hub,
    id: send.id,
    notification: send.notification,
    tags: send.tags,
    expression,
    host: send.host,
    apiVersion: send.apiVersion,
    enqueuedAtMs: send.enqueuedAtMs,
    atMs: send.dueAtMs,
    settles: removal(send.hub, "scheduled", send.id),
  });
  context.state.scheduled.delete(key);
}
