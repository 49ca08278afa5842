import type { Recipient } from "../pushes/push.js";
import type { RecordChange, StoredRecord } from "../store/record-store.js";
import type { OutgoingBatch, OutgoingPayload } from "./outbox.js";

/** A batch as JSON. What pushes share is written once. */
interface StoredBatch {
  readonly notificationId: string;
  readonly atMs: number;
  readonly payloads: readonly OutgoingPayload[];
  /** `payload` is an index of `payloads`. */
  readonly pushes: readonly { readonly id: number; readonly recipient: Recipient; readonly payload: number }[];
}

/** What a push service has still to get. */
export function outboxRecord(batch: OutgoingBatch): StoredRecord {
  const indexes = new Map<OutgoingPayload, number>();
  const pushes = batch.pushes.map(({ id, recipient, payload }) => {
    const index = indexes.get(payload) ?? indexes.size;
    indexes.set(payload, index);
    return { id, recipient, payload: index };
  });
  const notificationId = batch.pushes[0]?.notificationId ?? "";
  const value: StoredBatch = { notificationId, atMs: batch.atMs, payloads: [...indexes.keys()], pushes };
  return { hub: batch.hub, kind: "outbox", id: String(batch.firstId), value: JSON.stringify(value) };
}

export function outboxRemoval({ hub, firstId }: OutgoingBatch): RecordChange {
  return { hub, kind: "outbox", id: String(firstId), value: undefined };
}

/** A batch from a store. Undefined when the value is damaged. */
export function restoredOutbox(
  hub: string,
  id: string,
  value: Readonly<Record<string, unknown>>,
): OutgoingBatch | undefined {
  const { notificationId, atMs, payloads, pushes } = value as unknown as StoredBatch;
  if (typeof notificationId !== "string" || typeof atMs !== "number") return undefined;
  if (!Array.isArray(payloads) || !Array.isArray(pushes)) return undefined;
  const restored = pushes.flatMap(({ id, recipient, payload: index }: StoredBatch["pushes"][number]) => {
    const payload = (payloads as readonly OutgoingPayload[])[index];
    const isWhole = Number.isSafeInteger(id) && typeof recipient?.handle === "string" && isPayload(payload);
    return isWhole ? [{ id, hub, notificationId, recipient, payload, retries: 0 }] : [];
  });
  if (restored.length === 0 || restored.length < pushes.length) return undefined;
  return { hub, firstId: Number(id), atMs, pushes: restored };
}

function isPayload(payload: OutgoingPayload | undefined): payload is OutgoingPayload {
  return typeof payload?.body === "string" && typeof payload.retryUntilMs === "number";
}
