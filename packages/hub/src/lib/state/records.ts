import type { Installation, Registration } from "@nh/wire";
import type { StoredInstallation, StoredRegistration } from "../devices/stored-device.js";
import { type DeliveryBatch, restoredBatch, storedBatch } from "../pushes/delivery-batch.js";
import type { NotificationRecord } from "../pushes/notification-log.js";
import { interruptedReport, isSettled } from "../pushes/push-report.js";
import type { RecordChange, StoredRecord } from "../store/record-store.js";
import { hubRecord, readDefinition } from "./hub-record.js";
import type { JobRecord } from "./job-record.js";
import { restoredOutbox } from "./outbox-record.js";
import { pushRecord, restoredReported } from "./push-record.js";
import type { ScheduledSend } from "./scheduled-send.js";
import { hubKey, type State } from "./state.js";

/** The deletion of a record. */
export function removal(hub: string, kind: string, id: string): RecordChange {
  return { hub, kind, id, value: undefined };
}

export function installationRecord(hub: string, stored: StoredInstallation): StoredRecord {
  return { hub, kind: "installation", id: stored.document.installationId, value: JSON.stringify(stored) };
}

export function registrationRecord(hub: string, stored: StoredRegistration): StoredRecord {
  return { hub, kind: "registration", id: stored.registration.registrationId, value: JSON.stringify(stored) };
}

export function scheduledRecord(send: ScheduledSend): StoredRecord {
  return { hub: send.hub, kind: "scheduled", id: send.id, value: JSON.stringify(send) };
}

export function notificationRecord(record: NotificationRecord): StoredRecord {
  return { hub: record.hub, kind: "notification", id: record.id, value: JSON.stringify(record) };
}

export function notificationRemoval({ hub, id }: NotificationRecord): RecordChange {
  return removal(hub, "notification", id);
}

/**
 * The deliveries of one send, or of a hundred of its recipients, form one record under the id of
 * the first.
 */
export function deliveriesRecord(batch: DeliveryBatch, value = JSON.stringify(storedBatch(batch))): StoredRecord {
  return { hub: batch.hub, kind: "deliveries", id: String(batch.firstId), value };
}

export function deliveriesRemoval(batch: DeliveryBatch): RecordChange {
  return removal(batch.hub, "deliveries", String(batch.firstId));
}

export function jobRecord(job: JobRecord): StoredRecord {
  return { hub: job.hub, kind: "job", id: job.id, value: JSON.stringify(job) };
}

export function tombstoneRecord(hub: string, id: string): StoredRecord {
  // In lower case, as the state keeps it: one id must not become two records.
  return { hub: hub.toLowerCase(), kind: "goneId", id, value: "{}" };
}

/** @param key `hub/id`. */
export function tombstoneRemoval(key: string): RecordChange {
  const slash = key.indexOf("/");
  return removal(key.slice(0, slash), "goneId", key.slice(slash + 1));
}

/**
 * Everything in a state, as records. They are made while they are read, but from one moment of the
 * state: a send that fires while somebody reads slowly must not appear in a snapshot both as
 * scheduled and as done.
 */
export function* stateRecords(state: State): Iterable<StoredRecord> {
  const hubs = Array.from(state.hubs(), ({ name, installations, registrations }) => ({
    record: hubRecord(name, state.definition(name)),
    name,
    installations: [...installations.values()],
    registrations: [...registrations.values()],
  }));
  const pending = new Map(state.pendingInstallations);
  const goneIds = [...state.tombstones];
  const scheduled = [...state.scheduled.values()];
  const notifications = [...state.notifications.all()];
  const batches = state.deliveries.batches();
  const jobs = [...state.jobs.values()];
  const reports = [...state.deliveries.reports()];
  // A copy does not push. What becomes of an open push, only the original learns.
  const open = [...state.outbox.unsettled()];
  for (const { record, name, installations, registrations } of hubs) {
    yield record;
    for (const stored of installations) {
      // A write that is acknowledged but not yet visible is already what a restart restores.
      if (!pending.has(hubKey(name, stored.document.installationId))) yield installationRecord(name, stored);
    }
    for (const stored of registrations) yield registrationRecord(name, stored);
  }
  for (const { hub, stored } of pending.values()) if (stored !== undefined) yield installationRecord(hub, stored);
  for (const key of goneIds) {
    const slash = key.indexOf("/");
    yield tombstoneRecord(key.slice(0, slash), key.slice(slash + 1));
  }
  for (const send of scheduled) yield scheduledRecord(send);
  for (const record of notifications) yield notificationRecord(record);
  for (const batch of batches) yield deliveriesRecord(batch);
  for (const job of jobs) yield jobRecord(job);
  for (const [id, reported] of reports) if (isSettled(reported.report)) yield pushRecord(id, reported);
  for (const { hub, id } of open) {
    const reported = state.deliveries.reportOf(id);
    const report = interruptedReport(reported === undefined ? 0 : Date.parse(reported.report.at));
    yield pushRecord(id, { hub, outcome: "UnknownError", report });
  }
}

/** What identifies a record. */
type RecordName = Omit<StoredRecord, "value">;

/** A record of a store or a snapshot that no hub writes. */
export class DamagedRecordError extends Error {}

/**
 * Puts one record into a state. Call {@link finishRestore} after the last one.
 *
 * @throws {DamagedRecordError} when it is not a record that a hub writes.
 */
export function restoreRecord(state: State, record: RecordName, value: Readonly<Record<string, unknown>>): void {
  try {
    restore(state, record, value);
  } catch (error) {
    throw error instanceof DamagedRecordError ? error : damaged(record, error);
  }
}

function restore(state: State, record: RecordName, value: Readonly<Record<string, unknown>>): void {
  const { hub, kind, id } = record;
  switch (kind) {
    case "hub":
      if (value.description === undefined) state.open(hub);
      else state.define(hub, readDefinition(value));
      return;
    case "installation":
      state.open(hub).putInstallation(readStoredInstallation(value, record));
      return;
    case "registration":
      state.open(hub).putRegistration(readStoredRegistration(value, record));
      return;
    case "scheduled": {
      const send = value as unknown as ScheduledSend;
      demand(record, typeof send.dueAtMs === "number" && typeof send.notification?.body === "string");
      const key = hubKey(hub, id);
      state.scheduled.set(key, send);
      state.agenda.add(send.dueAtMs, { kind: "scheduled", key });
      return;
    }
    case "notification": {
      const notification = value as unknown as NotificationRecord;
      demand(record, typeof notification.enqueuedAtMs === "number" && typeof notification.counts === "object");
      state.notifications.restore(notification);
      return;
    }
    case "deliveries": {
      const batch = restoredBatch(hub, id, value);
      if (batch === undefined) throw damaged(record);
      state.deliveries.restore(batch);
      return;
    }
    case "job": {
      const job = value as unknown as JobRecord;
      demand(record, typeof job.type === "string" && typeof job.outputContainerUri === "string");
      state.jobs.set(hubKey(hub, id), job);
      return;
    }
    case "push": {
      const reported = restoredReported(hub, value);
      if (reported === undefined) throw damaged(record);
      state.deliveries.report(Number(id), reported);
      return;
    }
    case "outbox": {
      const batch = restoredOutbox(hub, id, value);
      if (batch === undefined) throw damaged(record);
      state.restoredOutbox.push(batch);
      return;
    }
    case "goneId":
      state.addTombstone(hub, id);
      return;
    default:
      throw new DamagedRecordError(`Unknown kind of record ${JSON.stringify(kind.slice(0, 40))}.`);
  }
}

/**
 * Parses the value of a record from a store.
 *
 * @throws {DamagedRecordError} when it is damaged.
 */
export function recordValue(record: StoredRecord): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(record.value);
  } catch {
    value = undefined;
  }
  demand(record, typeof value === "object" && value !== null);
  return value as Readonly<Record<string, unknown>>;
}

/** Sorts what came in any order and drops what exceeds the limits. */
export function finishRestore(state: State): void {
  state.finishOutbox();
  state.deleteLater(state.deliveries.sort().map(deliveriesRemoval));
  state.deleteLater(state.notifications.sort().map(notificationRemoval));
}

function readStoredInstallation(value: Readonly<Record<string, unknown>>, record: RecordName): StoredInstallation {
  const document = value.document as Installation | undefined;
  const valid =
    typeof document?.installationId === "string" &&
    typeof document.platform === "string" &&
    (typeof document.pushChannel === "string" || typeof document.pushChannel?.endpoint === "string");
  demand(record, valid);
  return {
    document: document as Installation,
    etag: Number(value.etag ?? 1),
    expiresAtMs: optionalNumber(value.expiresAtMs),
    ...(typeof value.channelText === "string" ? { channelText: value.channelText } : {}),
    ...(Array.isArray(value.deleted) ? { deleted: value.deleted.map(String) } : {}),
  };
}

function readStoredRegistration(value: Readonly<Record<string, unknown>>, record: RecordName): StoredRegistration {
  const registration = value.registration as Registration | undefined;
  demand(
    record,
    typeof registration?.platform === "string" &&
      registration.handle !== undefined &&
      registration.registrationId !== undefined,
  );
  return {
    registration: registration as StoredRegistration["registration"],
    expiresAtMs: optionalNumber(value.expiresAtMs),
  };
}

function optionalNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function demand(record: RecordName, condition: boolean): void {
  if (!condition) throw damaged(record);
}

function damaged({ kind, id }: RecordName, cause?: unknown): DamagedRecordError {
  const message = `The ${kind} ${JSON.stringify(id.slice(0, 80))} is damaged.`;
  return new DamagedRecordError(message, cause === undefined ? undefined : { cause });
}
