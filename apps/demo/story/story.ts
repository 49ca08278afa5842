import type { Delivery } from "@nh/hub";
import { isPayloadError, type NativePlatform, platformFacts, previewText } from "@nh/payloads";
import type { DemoHub } from "../server/demo-hub.js";
import { demoDeviceName } from "../server/devices.js";
import { type RecordedSend, recordedSend } from "../server/recorded-send.js";
import { type ExpectedReach, type Scenario, scenarios } from "./scenarios.js";

/** What a device received in one scenario. */
interface Arrival {
  readonly device: string;
  readonly platform: NativePlatform;
  /** What it shows, or the payload if it shows nothing by itself. */
  readonly shows: string;
}

/** One scenario and its outcome. */
export interface ScenarioReport {
  readonly scenario: Scenario;
  readonly send: RecordedSend;
  readonly arrivals: readonly Arrival[];
  /** How the outcome differs from the expected one. Empty when it does not. */
  readonly differences: readonly string[];
}

/** Runs the scenarios one after the other against the real hub. */
export async function* runStory(demo: DemoHub, story: readonly Scenario[] = scenarios): AsyncGenerator<ScenarioReport> {
  for (const scenario of story) {
    const { compose, audience, test } = scenario;
    const send = await recordedSend(demo, { compose, audience: () => audience, test });
    const arrivals = send.deliveries.map(
      ({ platform, handle, headers, body }): Arrival => ({
        device: demoDeviceName(platform, handle) ?? handle,
        platform,
        shows: showing({ platform, headers, body }),
      }),
    );
    yield { scenario, send, arrivals, differences: differencesOf(scenario, send, arrivals) };
  }
}

function showing(delivery: Pick<Delivery, "platform" | "headers" | "body">): string {
  const contentType = platformFacts[delivery.platform].defaultContentType;
  const { title, body } = previewText({ ...delivery, contentType });
  return [title, body].filter((text) => text !== undefined && text !== "").join(" ") || delivery.body;
}

function differencesOf({ expected }: Scenario, send: RecordedSend, arrivals: readonly Arrival[]): string[] {
  if ("refusedField" in expected) {
    const { error } = send;
    if (isPayloadError(error) && error.field === expected.refusedField) return [];
    return [`The builder should have refused the field ${expected.refusedField}.`];
  }
  if (send.error !== undefined) {
    return [`The send failed: ${send.exchange.error?.message ?? String(send.error)}`];
  }
  return [...reachDifferences(expected, arrivals), ...outcomeDifferences(expected, send)];
}

function reachDifferences({ reaches }: ExpectedReach, arrivals: readonly Arrival[]): string[] {
  const differences: string[] = [];
  for (const { device, shows } of reaches) {
    const got = arrivals.filter((arrival) => arrival.device === device);
    if (got.length !== 1) differences.push(`${device} should have received it once, not ${got.length} times.`);
    for (const arrival of got) {
      if (shows !== undefined && arrival.shows !== shows) {
        differences.push(`${device} should show "${shows}", not "${arrival.shows}".`);
      }
    }
  }
  const wanted = new Set(reaches.map(({ device }) => device));
  for (const { device } of arrivals) {
    if (!wanted.has(device)) differences.push(`${device} should not have received it.`);
  }
  return differences;
}

/** The response to a test send also says how many devices it reached. */
function outcomeDifferences({ reaches }: ExpectedReach, { result }: RecordedSend): string[] {
  if (result?.state !== "detailed") return [];
  const { success, failure } = result.outcome;
  if (success === reaches.length && failure === 0) return [];
  return [`The response should count ${reaches.length} successes and 0 failures, not ${success} and ${failure}.`];
}
