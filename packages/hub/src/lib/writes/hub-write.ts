import type { HubDescription } from "@nh/wire";
import type { HubContext } from "../context.js";
import type { NamedHub } from "../options.js";
import { errorsContainer, feedbackContainer } from "../sends/feedback-blobs.js";
import { HubDefinition } from "../state/hub-definition.js";
import { hubRecord } from "../state/hub-record.js";
import { hubRemovals } from "../state/hub-removals.js";
import type { State } from "../state/state.js";
import { defaultRules, stampRules } from "./hub-rules.js";

/** Creates a hub, or replaces the description of one. What is in it stays. */
export function writeHub(context: HubContext, name: string, description: HubDescription): void {
  const { state, clock } = context;
  const definition = defineHub(state, name, description, clock.now());
  const spelling = state.find(name)?.name ?? name;
  context.commit(() => [hubRecord(spelling, definition)]);
  state.define(spelling, definition);
  context.events.emit({ type: "hubs" });
}

/**
 * Creates a hub or replaces its description, as `writeHub` does, for the options and the methods of
 * a hub in code. Rules that are not given stay, so that declaring a hub again changes no key.
 */
export function declareHub(context: HubContext, hub: NamedHub): void {
  writeHub(context, hub.name, withRules(context.state, hub));
}

/** Puts declared hubs into a state that is about to replace the present one. */
export function declareInto(state: State, hubs: readonly NamedHub[], nowMs: number): void {
  for (const hub of hubs) {
    // An imported snapshot decides on the hubs that it describes.
    if (state.definition(hub.name) !== undefined) continue;
    if (isBare(hub)) state.open(hub.name);
    else state.define(hub.name, defineHub(state, hub.name, withRules(state, hub), nowMs));
  }
}

/** Whether only the name of a hub is given. Such a hub has no policies of its own. */
export function isBare(hub: NamedHub): boolean {
  return Object.keys(hub).length === 1;
}

/**
 * Deletes a hub with its devices, schedules, telemetry, deliveries, jobs and feedback. The results
 * of jobs stay, since in Azure they are in a storage account of their own.
 */
export function removeHub(context: HubContext, name: string): void {
  const { state, blobs } = context;
  context.commit(() => hubRemovals(state, name));
  state.remove(name);
  context.events.emit({ type: "hubs" });
  context.events.emit({ type: "devices", hub: name });
  // Last: a hub that cannot be deleted keeps its feedback.
  for (const container of [feedbackContainer(name), errorsContainer(name)]) blobs.removeContainer(container);
}

function withRules(state: State, hub: NamedHub): HubDescription {
  const known = state.definition(hub.name)?.description.authorizationRules;
  return { ...hub, authorizationRules: hub.authorizationRules ?? known ?? defaultRules() };
}

function defineHub(state: State, name: string, description: HubDescription, nowMs: number): HubDefinition {
  const previous = state.definition(name);
  const authorizationRules = stampRules(description.authorizationRules ?? [], previous, nowMs);
  return new HubDefinition(
    { ...withoutCounters(description), authorizationRules },
    { createdAtMs: previous?.times.createdAtMs ?? nowMs, updatedAtMs: nowMs },
  );
}

/** The service counts for itself, and the name is that of the address. */
function withoutCounters(description: HubDescription): HubDescription {
  const {
    name: _name,
    dailyOperations: _operations,
    dailyMaxActiveDevices: _devices,
    dailyMaxActiveRegistrations: _registrations,
    dailyPushes: _pushes,
    dailyApiCalls: _apiCalls,
    ...written
  } = description;
  return written;
}
