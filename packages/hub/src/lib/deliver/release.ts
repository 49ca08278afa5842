import type { NativePlatform } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { demandString } from "../check-options.js";
import type { HubContext } from "../context.js";
import type { Delivery } from "../pushes/delivery.js";
import type { Recipient } from "../pushes/push.js";
import { deliver } from "../sends/deliver.js";
import { LONGEST_AWAIT_MS } from "../sends/outgoing.js";
import { within } from "../within.js";

/**
 * Pushes what a delivery holds to a real device. This is a send of its own, to that handle only.
 *
 * @param handle The handle of the device. For a browser, its subscription as JSON.
 * @returns The new delivery, with what the push service said.
 * @throws {ArgumentError} when the hub does not push to real devices of this platform, when it has
 *   no such delivery, or when the handle is not one.
 */
export async function release(context: HubContext, id: string, handle: string): Promise<Delivery> {
  demandString("id", id);
  const { state } = context;
  const delivery = /^\d+$/.test(id) ? state.deliveries.get(Number(id)) : undefined;
  if (delivery === undefined)
    throw new ArgumentError("id", `The hub keeps no delivery with the id ${JSON.stringify(id)}.`);
  const { hub, platform, headers, body } = delivery;
  const recipient = recipientOf(platform, handle);
  demandDelivery(context, hub, recipient);
  const atMs = context.clock.now();
  const notificationId = context.ids.notificationId(atMs);
  const contentType = body.startsWith("<") ? "application/xml" : "application/json";
  deliver(context, {
    hub,
    id: notificationId,
    notification: { platform, contentType, headers, body },
    direct: [recipient],
    isRelease: true,
    host: new URL(context.options.endpoint()).host,
    apiVersion: "2020-06",
    enqueuedAtMs: atMs,
    atMs,
  });
  await within(LONGEST_AWAIT_MS, state.unsettled.whenSettled(notificationId), context.closing);
  if (context.closing.isClosed) throw new Error("The hub was closed.");
  const [released] = state.deliveries.list({ notificationId });
  if (released === undefined) throw new ArgumentError("id", "The hub was emptied before the push service responded.");
  return released;
}

function recipientOf(platform: NativePlatform, handle: string): Recipient {
  const common = { platform, registrationId: null, installationId: null, tags: [] };
  if (typeof handle !== "string" || handle.trim() === "")
    throw new ArgumentError("handle", "The handle must be a string that is not empty.");
  if (platform !== "browser") return { ...common, handle: handle.trim() };
  return { ...common, ...readSubscription(handle) };
}

/** The service's client checks the endpoint and the keys. */
function readSubscription(text: string): Pick<Recipient, "handle" | "keys"> {
  let subscription: { endpoint?: unknown; keys?: { p256dh?: unknown; auth?: unknown } } | null = null;
  try {
    subscription = JSON.parse(text);
  } catch {
    // The message below says what it must be.
  }
  const { p256dh, auth } = subscription?.keys ?? {};
  const endpoint = subscription?.endpoint;
  if (typeof endpoint === "string" && typeof p256dh === "string" && typeof auth === "string")
    return { handle: endpoint, keys: { p256dh, auth } };
  throw new ArgumentError(
    "handle",
    "The handle of a browser must be its subscription as JSON: JSON.stringify(subscription).",
  );
}

function demandDelivery({ deliver: delivering }: HubContext, hub: string, recipient: Recipient): void {
  if (delivering === undefined)
    throw new ArgumentError(
      "deliver",
      "This hub only records what it would push. To push for real, start it with --deliver.",
    );
  if (delivering.covers(hub, recipient)) return;
  throw new ArgumentError(
    "handle",
    `The hub ${JSON.stringify(hub)} does not push to this device of ${recipient.platform}. It needs a credential for ` +
      `${recipient.platform}, --deliver must name the platform, and the handle must not be on a reserved host.`,
  );
}
