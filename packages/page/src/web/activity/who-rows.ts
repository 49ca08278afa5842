import { type Platform, utf8ByteLength } from "@nh/payloads";
import { deviceKey, deviceName } from "../devices/device-name.js";
import type { Delivery, Device, ExplainedDevice, ExplainStep, Explanation } from "../hub/types.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import { outcomeWords } from "./outcome.js";

export type CellState = "ok" | "warn" | "fail" | "none";

export interface Cell {
  readonly state: CellState;
  readonly text: string;
}

/** One registration and how far the push came, station by station. */
export interface WhoRow {
  readonly id: string;
  readonly deviceKey: string;
  readonly name: string;
  readonly state: Exclude<CellState, "none">;
  readonly cells: Readonly<Record<ExplainStep, Cell>>;
}

/** The table of *Who and why*: failing ones first, and what this send was not for counted. */
export interface WhoTable {
  readonly rows: readonly WhoRow[];
  /** How many devices have another platform, or no template where the send fills in templates. */
  readonly others: number;
  readonly othersReason: string;
}

const none: Cell = { state: "none", text: "·" };
const steps: readonly ExplainStep[] = ["audience", "registration", "template", "payload", "platform"];

/**
 * Puts together what the hub explains of the devices as they are now and what really happened:
 * where there is a delivery, its outcome counts, and a device that has gone since is still listed.
 */
export function whoTable(
  platform: Platform,
  explanation: Explanation | undefined,
  deliveries: readonly Delivery[],
  devices: readonly Device[] = [],
): WhoTable {
  const names = new Map(devices.map((device) => [deviceKey(device), deviceName(device)]));
  const nameOf = (one: Delivery | ExplainedDevice) => names.get(deviceKey(one)) ?? deviceName(one);
  const delivered = new Map(deliveries.map((delivery) => [pushKey(delivery), delivery]));
  const rows: WhoRow[] = [];
  let others = 0;
  const seen = new Set<string>();
  for (const device of explanation?.devices ?? []) {
    if (isOther(platform, device)) {
      others++;
      continue;
    }
    const delivery = delivered.get(pushKey(device));
    if (delivery !== undefined) seen.add(pushKey(device));
    rows.push(toRow(device, delivery, nameOf(device)));
  }
  for (const delivery of deliveries) {
    if (!seen.has(pushKey(delivery))) {
      rows.push(deliveredRow(delivery, nameOf(delivery), names.has(deviceKey(delivery))));
    }
  }
  const rank = { fail: 0, warn: 1, ok: 2 } as const;
  rows.sort((left, right) => rank[left.state] - rank[right.state]);
  return { rows, others, othersReason: platform === "template" ? "no template" : `not ${platform}` };
}

function pushKey(one: Pick<Delivery | ExplainedDevice, "platform" | "handle" | "template">): string {
  return `${deviceKey(one)}\n${one.template ?? ""}`;
}

/** Whom a send of this format can never reach. */
function isOther(platform: Platform, device: ExplainedDevice): boolean {
  if (platform === "template") return device.template === null;
  return device.platform !== platform || device.template !== null;
}

function toRow(device: ExplainedDevice, delivery: Delivery | undefined, name: string): WhoRow {
  const cells = Object.fromEntries(steps.map((step) => [step, none])) as Record<ExplainStep, Cell>;
  for (const { step, ok, detail } of device.steps) {
    cells[step] = ok
      ? { state: "ok", text: shortOk(step, device) }
      : { state: "fail", text: shortFailure(step, detail) };
  }
  if (device.template !== null && device.missing !== undefined && device.missing.length > 0) {
    cells.template = { state: "warn", text: `${device.missing.join(", ")} not sent` };
  }
  if (delivery !== undefined) cells.platform = platformCell(delivery);
  else if (device.reached) cells.platform = { state: "warn", text: "would get it now" };
  return {
    id: `${device.registrationId}`,
    deviceKey: deviceKey(device),
    name,
    cells,
    state: worst(Object.values(cells)),
  };
}

/**
 * What a delivery alone tells: of a direct send, of a device that is gone, or of a device beyond
 * those that the hub explains.
 */
function deliveredRow(delivery: Delivery, name: string, isThere: boolean): WhoRow {
  const was: Cell = { state: "ok", text: "matched" };
  const registration = delivery.registrationId === null ? "direct" : isThere ? "registered" : "gone since";
  const cells = {
    audience: was,
    registration: { state: "ok", text: registration } as const,
    template: delivery.template === null ? none : ({ state: "ok", text: delivery.template || "unnamed" } as const),
    payload: { state: "ok", text: `${utf8ByteLength(delivery.body)} B` } as const,
    platform: platformCell(delivery),
  };
  return { id: delivery.id, deviceKey: deviceKey(delivery), name, cells, state: worst(Object.values(cells)) };
}

function platformCell(delivery: Delivery): Cell {
  if (delivery.outcome === "Pending") return { state: "ok", text: "on the way" };
  if (delivery.outcome !== "Success") return { state: "fail", text: `refused: ${outcomeWords(delivery.outcome)}` };
  const { kind } = describeDelivery(delivery);
  if (kind === "nothing") return { state: "fail", text: "shows nothing" };
  if (kind === "background") return { state: "ok", text: "wakes the app" };
  if (kind === "data" || kind === "raw") return { state: "ok", text: "the app decides" };
  return { state: "ok", text: kind === "badge" ? "badge set" : kind === "tile" ? "tile changed" : "shown" };
}

function shortOk(step: ExplainStep, { template, body }: ExplainedDevice): string {
  switch (step) {
    case "audience":
      return "matches";
    case "registration":
      return template === null ? "native" : "template";
    case "template":
      return template || "unnamed";
    case "payload":
      return body === undefined ? "good" : `${utf8ByteLength(body)} B`;
    case "platform":
      return "accepts";
  }
}

/** The words of the hub without what the column says already. */
function shortFailure(step: ExplainStep, detail: string): string {
  if (step === "audience")
    return detail
      .replace(/^The expression does not match: /, "")
      .replace(/\.$/, "")
      .replace(/the tag (\S+) is missing/g, "$1 is missing");
  return detail.replace(/\.$/, "");
}

function worst(cells: readonly Cell[]): Exclude<CellState, "none"> {
  if (cells.some(({ state }) => state === "fail")) return "fail";
  return cells.some(({ state }) => state === "warn") ? "warn" : "ok";
}
