import { NotificationHubClient } from "@nh/client";
import { createHub, type Hub } from "@nh/hub";
import type { Installation } from "@nh/wire";
import type { JsonPath } from "../../input/json-line.js";
import type { HubConfig } from "./hub-config.js";

/** One thing that a configuration declares, and where it does so. */
interface Step {
  readonly path: JsonPath;
  run(hub: Hub): unknown;
}

/**
 * Does what a configuration declares, on a hub of its own in memory: what is wrong shows before
 * anything changes.
 *
 * @throws {CliError} that names the line and the field.
 */
export async function rehearseConfig(config: HubConfig, { strict }: { readonly strict: boolean }): Promise<void> {
  const hub = createHub({ strict });
  try {
    await runSteps(config, hub, [...stepsOfHubs(config), ...contentSteps(config, []), ...stepsOfPolicies(config)]);
  } finally {
    hub.close();
  }
}

/** What was done for a configuration, for the next reading of its file. */
export interface AppliedConfig {
  readonly config: HubConfig;
  /** The ids of its faults. */
  readonly faults: readonly string[];
}

/**
 * Does what a configuration declares. What an earlier one declared and this one does not name
 * stays, except for its faults. The clock moves only when the file says something new about it.
 */
export async function applyConfig(config: HubConfig, hub: Hub, previous?: AppliedConfig): Promise<AppliedConfig> {
  for (const id of previous?.faults ?? []) hub.faults.remove(id);
  await runSteps(config, hub, stepsOfHubs(config));
  if (config.policies !== undefined) hub.policies.set(config.policies);
  const isSameClock = previous !== undefined && isEqual(previous.config.clock, config.clock);
  const faults: string[] = [];
  await runSteps(config, hub, contentSteps(isSameClock ? { ...config, clock: undefined } : config, faults));
  return { config, faults };
}

function isEqual(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

async function runSteps(config: HubConfig, hub: Hub, steps: readonly Step[]): Promise<void> {
  for (const { path, run } of steps) {
    try {
      await run(hub);
    } catch (error) {
      throw config.fault(path, error);
    }
  }
}

/** A hub of which only the name is given keeps the description that it has. */
function stepsOfHubs({ hubs = [] }: HubConfig): Step[] {
  return hubs.map((hub, index) => ({
    path: ["hubs", index],
    run(target) {
      if (typeof hub !== "string") target.hubs.put(hub);
      else if (!target.hubs.list().some(({ name }) => name === hub)) target.hubs.put({ name: hub });
    },
  }));
}

function stepsOfPolicies({ policies }: HubConfig): Step[] {
  return policies === undefined ? [] : [{ path: ["policies"], run: (hub) => hub.policies.set(policies) }];
}

function contentSteps({ clock, installations, faults }: HubConfig, faultIds: string[]): Step[] {
  const steps: Step[] = [];
  const { freezeAt, advanceSeconds } = clock ?? {};
  if (freezeAt !== undefined) steps.push({ path: ["clock", "freezeAt"], run: (hub) => hub.clock.freeze(freezeAt) });
  if (advanceSeconds !== undefined)
    steps.push({ path: ["clock", "advanceSeconds"], run: (hub) => hub.clock.advance(advanceSeconds) });
  for (const [name, list] of Object.entries(installations)) {
    for (const [index, installation] of list.entries()) {
      steps.push({
        path: ["installations", name, index],
        run: (hub) => clientOf(hub, name).installations.put(installation as unknown as Installation),
      });
    }
  }
  for (const [index, rule] of faults.entries()) {
    steps.push({
      path: ["faults", index],
      run(hub) {
        faultIds.push(...(typeof rule === "string" ? hub.faults.scenario(rule) : [hub.faults.add(rule)]));
      },
    });
  }
  return steps;
}

function clientOf(hub: Hub, name: string): NotificationHubClient {
  return new NotificationHubClient(hub.connectionString, name, { fetch: hub.fetch, retry: false });
}
