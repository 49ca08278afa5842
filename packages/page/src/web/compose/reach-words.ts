import { deviceKey, deviceName } from "../devices/device-name.js";
import type { Device, ExplainedDevice, Explanation } from "../hub/types.js";
import { digits } from "../shell/digits.js";

/** Whom a draft reaches, in words. */
export interface ReachWords {
  readonly tone: "good" | "warn" | "bad";
  readonly sentence: string;
  /** Who is not reached and why, at most as many as were explained. */
  readonly missed: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
}

/** Puts an explanation into words. Its numbers are the hub's own: nothing is evaluated here. */
export function reachWords(explanation: Explanation, nameOf: (device: ExplainedDevice) => string): ReachWords {
  const { platform, matched, candidates, answer, devices } = explanation;
  if (answer.status !== 201 && devices.length === 0) return { tone: "bad", sentence: answer.detail, missed: [] };
  const own = devices.filter((device) =>
    platform === "template" ? device.template !== null : device.platform === platform && device.template === null,
  );
  const missed = own
    .filter((device) => !device.steps.every(({ ok }) => ok))
    .map((device) => ({ id: deviceKey(device), name: nameOf(device), reason: reasonOf(device) }));
  const kind = platform === "template" ? "template" : `${platform} registration`;
  if (candidates === 0) return { tone: "warn", sentence: `The hub has no ${kind}: nobody would get it.`, missed: [] };
  const arriving = own.filter(({ reached }) => reached).length;
  const noun = candidates === 1 ? kind : `${kind}s`;
  const numbers = `${digits(matched)} of ${digits(candidates)} ${noun}`;
  // Of a large audience only a part is explained, and nothing is said of the rest.
  const isWhole = devices.length >= matched && own.some(({ steps }) => steps.length > 2);
  if (isWhole && arriving < matched) {
    const sentence = `Matches ${numbers}, and ${digits(arriving)} would arrive.`;
    return { tone: arriving === 0 ? "bad" : "warn", sentence, missed };
  }
  const reaches = `Reaches ${numbers}`;
  const lacking = own.filter(({ reached, missing = [] }) => reached && missing.length > 0).length;
  if (lacking > 0) {
    // Of a large audience only a part is explained.
    const lack =
      devices.length < matched ? "some of them lack" : `${lacking} of them ${lacking === 1 ? "lacks" : "lack"}`;
    const sentence = `${reaches}, and ${lack} a property.`;
    return { tone: "warn", sentence, missed };
  }
  return { tone: matched === 0 ? "warn" : "good", sentence: `${reaches}.`, missed };
}

function reasonOf({ steps }: ExplainedDevice): string {
  const detail = steps.find(({ ok }) => !ok)?.detail ?? "";
  return detail.replace(/^The expression does not match: /, "").replace(/\.$/, "");
}

/** Names by registration, for devices that the page knows. */
export function nameFinder(devices: readonly Device[]): (device: ExplainedDevice) => string {
  const byHandle = new Map(devices.map((device) => [`${device.platform}:${device.handle}`, device]));
  return (device) => deviceName(byHandle.get(`${device.platform}:${device.handle}`) ?? device);
}
