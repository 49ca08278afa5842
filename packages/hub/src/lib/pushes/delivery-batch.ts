import type { Delivery } from "./delivery.js";
import type { PushList } from "./push-list.js";

/**
 * How many deliveries are kept, stored and dropped as one. A broadcast makes several batches, so
 * that none grows large.
 */
export const BATCH_SIZE = 100;

/** The deliveries of one send, or of a part of it, with consecutive ids. */
export interface DeliveryBatch {
  readonly hub: string;
  readonly notificationId: string;
  readonly firstId: number;
  readonly length: number;
  /** The delivery with the id `firstId + index`. */
  at(index: number): Delivery;
}

/** What a batch knows of its send. */
export interface BatchOrigin {
  readonly hub: string;
  readonly notificationId: string;
  readonly atMs: number;
}

/**
 * The pushes of a send as deliveries. They are made only when somebody looks at them, and most
 * never are.
 */
export class PushBatch implements DeliveryBatch {
  readonly firstId: number;
  readonly #origin: BatchOrigin;
  readonly #pushes: PushList;

  constructor(firstId: number, origin: BatchOrigin, pushes: PushList) {
    this.firstId = firstId;
    this.#origin = origin;
    this.#pushes = pushes;
  }

  get hub(): string {
    return this.#origin.hub;
  }

  get notificationId(): string {
    return this.#origin.notificationId;
  }

  get length(): number {
    return this.#pushes.length;
  }

  at(index: number): Delivery {
    const { hub, notificationId, atMs } = this.#origin;
    const { recipient, ...payload } = this.#pushes.at(index);
    const send = { at: new Date(atMs).toISOString(), hub, notificationId };
    return delivery(this.firstId + index, send, recipient, { ...payload, platform: recipient.platform });
  }
}

type Recipient = Pick<Delivery, "handle" | "registrationId" | "installationId" | "tags">;
type Payload = Pick<Delivery, "platform" | "template" | "headers" | "body" | "outcome">;

/** A delivery, its properties in the order in which they are shown. */
function delivery(
  id: number,
  { at, hub, notificationId }: Pick<Delivery, "at" | "hub" | "notificationId">,
  { handle, registrationId, installationId, tags }: Recipient,
  { platform, template, headers, body, outcome }: Payload,
): Delivery {
  return {
    id: String(id),
    at,
    hub,
    notificationId,
    platform,
    handle,
    registrationId,
    installationId,
    tags,
    template,
    headers,
    body,
    outcome,
  };
}

/**
 * A batch as JSON. What was pushed is written once when all deliveries share it, as those of a
 * native send do, and in each delivery otherwise.
 */
interface StoredBatch extends Partial<Payload> {
  readonly at: string;
  readonly notificationId: string;
  readonly deliveries: readonly (Recipient & Partial<Payload>)[];
}

/** The batch as a value for a store. */
export function storedBatch(batch: DeliveryBatch): StoredBatch {
  const { notificationId } = batch;
  const first = batch.at(0);
  const recipients: Recipient[] = [];
  const payloads: Payload[] = [];
  let shared = true;
  for (let index = 0; index < batch.length; index++) {
    const delivery = batch.at(index);
    const { handle, registrationId, installationId, tags, platform, template, headers, body, outcome } = delivery;
    recipients.push({ handle, registrationId, installationId, tags });
    payloads.push({ platform, template, headers, body, outcome });
    shared &&= isAlike(delivery, first);
  }
  const { at, platform, template, headers, body, outcome } = first;
  return shared
    ? { at, notificationId, platform, template, headers, body, outcome, deliveries: recipients }
    : { at, notificationId, deliveries: recipients.map((recipient, index) => ({ ...recipient, ...payloads[index] })) };
}

function isAlike(left: Payload, right: Payload): boolean {
  return (
    left.platform === right.platform &&
    left.template === right.template &&
    left.headers === right.headers &&
    left.body === right.body &&
    left.outcome === right.outcome
  );
}

/** A batch from a store or a snapshot. Undefined when the value is damaged. */
export function restoredBatch(
  hub: string,
  id: string,
  value: Readonly<Record<string, unknown>>,
): DeliveryBatch | undefined {
  const firstId = Number(id);
  const { at, notificationId, deliveries: own, ...common } = value as unknown as StoredBatch;
  if (!Number.isSafeInteger(firstId) || !Array.isArray(own) || typeof notificationId !== "string") return undefined;
  const send = { at, hub, notificationId };
  const deliveries = own.map((one: Recipient & Partial<Payload>, index) =>
    // `isWhole` checks below that no property is missing.
    delivery(firstId + index, send, one, { ...common, ...one } as Payload),
  );
  if (deliveries.length === 0 || !deliveries.every(isWhole)) return undefined;
  const find = (index: number): Delivery => {
    const delivery = deliveries[index];
    if (delivery === undefined) throw new RangeError(`This batch has no delivery ${firstId + index}.`);
    return delivery;
  };
  return { hub, notificationId, firstId, length: deliveries.length, at: find };
}

function isWhole({ at, platform, handle, tags, headers, body, outcome }: Delivery): boolean {
  return (
    Array.isArray(tags) &&
    typeof headers === "object" &&
    headers !== null &&
    [at, platform, handle, body, outcome].every((text) => typeof text === "string")
  );
}
