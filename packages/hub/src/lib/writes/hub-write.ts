import type { HubDescription } from "@nh/wire";
import type { HubContext } from "../context.js";
import { errorsContainer, feedbackContainer } from "../sends/feedback-blobs.js";
import { HubDefinition } from "../state/hub-definition.js";
import { hubRecord } from "../state/hub-record.js";
import { hubRemovals } from "../state/hub-removals.js";
import { stampRules } from "./hub-rules.js";

/** Creates a hub, or replaces the description of one. What is in it stays. */
export function writeHub(context: HubContext, name: string, description: HubDescription): HubDefinition {
  const { state, clock } = context;
  const nowMs = clock.now();
  const previous = state.definition(name);
  const { name: _name, ...written } = withoutCounters(description);
  const definition = new HubDefinition(
    { ...written, authorizationRules: stampRules(description.authorizationRules ?? [], previous, nowMs) },
    { createdAtMs: previous?.times.createdAtMs ?? nowMs, updatedAtMs: nowMs },
  );
  const spelling = state.find(name)?.name ?? name;
  context.commit(() => [hubRecord(spelling, definition)]);
  state.define(spelling, definition);
  context.events.emit({ type: "hubs" });
  return definition;
}

/**
 * Deletes a hub with its devices, schedules, telemetry, deliveries, jobs and feedback. The results
 * of jobs stay, since in Azure they are in a storage account of their own.
 */
export function removeHub(context: HubContext, name: string): void {
  const { state, blobs } = context;
  // First, so that a disk that refuses leaves a hub that can be deleted again.
  for (const container of [feedbackContainer(name), errorsContainer(name)]) blobs.removeContainer(container);
  context.commit(() => hubRemovals(state, name));
  state.remove(name);
  context.events.emit({ type: "hubs" });
  context.events.emit({ type: "devices", hub: name });
}

/** The service counts for itself. */
function withoutCounters(description: HubDescription): HubDescription {
  const {
    dailyOperations: _operations,
    dailyMaxActiveDevices: _devices,
    dailyMaxActiveRegistrations: _registrations,
    dailyPushes: _pushes,
    dailyApiCalls: _apiCalls,
    ...written
  } = description;
  return written;
}
