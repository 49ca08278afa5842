import { HubStoreError, type HubStoreErrorCode } from "./errors.js";

const errorCodes: Readonly<Record<string, HubStoreErrorCode>> = {
  SQLITE_BUSY: "NH_STORE_LOCKED",
  SQLITE_LOCKED: "NH_STORE_LOCKED",
  SQLITE_NOTADB: "NH_STORE_DAMAGED",
  SQLITE_CORRUPT: "NH_STORE_DAMAGED",
  SQLITE_FULL: "NH_STORE_FULL",
};

/** What the driver threw, as the error of a store. A {@link HubStoreError} stays as it is. */
export function storeFailure(path: string, cause: unknown): HubStoreError {
  if (cause instanceof HubStoreError) return cause;
  const code = errorCodes[primaryCode(cause)] ?? "NH_STORE_UNAVAILABLE";
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (code === "NH_STORE_LOCKED") return lockedStore(path, cause);
  if (code === "NH_STORE_DAMAGED") return damagedStore(path, reason, cause);
  if (code === "NH_STORE_FULL") return fullStore(path, reason, cause);
  const message = `${path} cannot be used (${reason}). Check that its folder exists, can be written and has free space.`;
  return new HubStoreError(code, message, { path, cause });
}

export function damagedStore(path: string, reason: string, cause?: unknown): HubStoreError {
  const message = `${path} is damaged (${reason}). It was not changed. Restore it from a backup, or move it away to start with an empty hub.`;
  return new HubStoreError("NH_STORE_DAMAGED", message, { path, cause });
}

export function fullStore(path: string, reason: string, cause: unknown): HubStoreError {
  const message = `${path} cannot be written, because its disk is full (${reason}). Free some space and try again.`;
  return new HubStoreError("NH_STORE_FULL", message, { path, cause });
}

export function lockedStore(path: string, cause?: unknown): HubStoreError {
  const message = `${path} is in use by another hub. Stop that hub, or use another data folder.`;
  return new HubStoreError("NH_STORE_LOCKED", message, { path, cause });
}

/** The driver's code without its extension: SQLITE_BUSY of SQLITE_BUSY_RECOVERY. */
export function primaryCode(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? "";
}
