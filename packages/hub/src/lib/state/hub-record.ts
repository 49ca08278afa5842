import type { HubDescription } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import type { StoredRecord } from "../store/record-store.js";
import { HubDefinition } from "./hub-definition.js";

/** The record of a hub. One that was only used has no definition. */
export function hubRecord(hub: string, definition?: HubDefinition): StoredRecord {
  const value = definition === undefined ? {} : { description: definition.description, ...definition.times };
  return { hub, kind: "hub", id: hub, value: JSON.stringify(value) };
}

/**
 * Reads the definition in a record.
 *
 * @throws {ArgumentError} when it is damaged.
 */
export function readDefinition({
  description,
  createdAtMs,
  updatedAtMs,
}: Readonly<Record<string, unknown>>): HubDefinition {
  if (typeof createdAtMs !== "number" || typeof updatedAtMs !== "number")
    throw new ArgumentError("createdAtMs", "A time is missing.");
  return new HubDefinition(description as HubDescription, { createdAtMs, updatedAtMs });
}
