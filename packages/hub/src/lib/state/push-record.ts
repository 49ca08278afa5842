import type { DeliveryBatch } from "../pushes/delivery-batch.js";
import type { Reported } from "../pushes/delivery-log.js";
import { isSettled, type PushReport } from "../pushes/push-report.js";
import type { RecordChange, StoredRecord } from "../store/record-store.js";
import type { State } from "./state.js";

/** What came of one push, under the id of its delivery. */
export function pushRecord(id: number, { hub, ...value }: Reported): StoredRecord {
  return { hub, kind: "push", id: String(id), value: JSON.stringify(value) };
}

export function pushRemoval(hub: string, id: number): RecordChange {
  return { hub, kind: "push", id: String(id), value: undefined };
}

/**
 * The deletions of what is kept about the deliveries of a batch. A push whose batch is in the
 * outbox keeps its record, so that a restart does not push it again.
 */
export function reportsRemoval({ deliveries, outbox }: State, batch: DeliveryBatch): RecordChange[] {
  return deliveries.reportedIn(batch).flatMap((id) => {
    const reported = deliveries.reportOf(id);
    const isOver = reported !== undefined && isSettled(reported.report) && !outbox.keepsBatchOf(id);
    return isOver ? [pushRemoval(batch.hub, id)] : [];
  });
}

/** What came of a push, from a store or a snapshot. Undefined when the value is damaged. */
export function restoredReported(hub: string, value: Readonly<Record<string, unknown>>): Reported | undefined {
  const { outcome, report, retries, notBeforeMs } = value as {
    readonly report?: Partial<PushReport>;
  } & Readonly<Partial<Record<"outcome" | "retries" | "notBeforeMs", unknown>>>;
  if (typeof outcome !== "string" || typeof report?.state !== "string" || typeof report.at !== "string")
    return undefined;
  return {
    hub,
    outcome,
    report: report as PushReport,
    ...(Number.isSafeInteger(retries) ? { retries: Number(retries) } : {}),
    ...(typeof notBeforeMs === "number" ? { notBeforeMs } : {}),
  };
}
