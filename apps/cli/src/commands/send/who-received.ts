import type { SendResult } from "@nh/client";
import type { Platform } from "@nh/payloads";
import type { Connection } from "../../hub/connection.js";
import { controlOf } from "../../hub/control.js";
import { asRecord, asRecords, asText, type JsonRecord } from "../../input/json-fields.js";
import { count } from "../../output/numbers.js";
import type { Output } from "../../output/output.js";
import { terminalLine } from "../../output/terminal-text.js";
import type { AnyCall } from "../../program/command.js";

/** The local hub before a send: whether the hub exists, and how many devices it has. */
interface Before {
  readonly exists: boolean;
  readonly devices: number;
}

/**
 * Notes on a terminal that a send reached nobody, and why. A local hub knows at once, and it
 * creates a hub whose name is first used, so that a wrong name is no error. Any other hub knows
 * only of a test send. `audience` has the options that name the audience, for a hint. Returns a
 * function to call with each platform's result.
 */
export async function watchSend(
  call: AnyCall,
  connection: Connection,
  audience: string,
): Promise<(platform: Platform, result: SendResult) => Promise<void>> {
  const { output } = call;
  if (output.isQuiet) return async () => {};
  if (!connection.isLocal) return (platform, result) => noteEmptyTest(output, platform, result);
  // --trace shows the requests of the command, not what nh looks up for its notes.
  const control = controlOf({ ...call, globals: { ...call.globals, trace: false } }, connection);
  // Another emulator may listen there, which has no such API: then there is nothing to say.
  const before = await stateOf(connection.hubName, () => control.get("hubs")).catch(() => undefined);
  if (before === undefined) return async () => {};
  return async (platform, { notificationId }) => {
    const { requests } = asRecord(await control.get("requests", { limit: 20 }).catch(() => ({})));
    const sends = asRecords(requests).map((request) => asRecord(request.send));
    const facts = sends.findLast((send) => notificationId !== undefined && send.notificationId === notificationId);
    const why =
      facts === undefined
        ? emptyHub(connection, before)
        : whyNobody({ connection, before, explain: `nh hub explain ${platform} ${audience}` }, platform, facts);
    if (why !== undefined) await output.note(`Nobody received it: ${why}`);
  };
}

async function noteEmptyTest(output: Output, platform: Platform, result: SendResult): Promise<void> {
  if (result.state !== "detailed" || result.outcome.success + result.outcome.failure > 0) return;
  await output.note(
    `Nobody received it: no device matches. nh doctor --platform ${platform} with the same audience shows why.`,
  );
}

/** Undefined when the response does not list hubs, as when another server sent it. */
async function stateOf(hubName: string, list: () => Promise<unknown>): Promise<Before | undefined> {
  const { hubs } = asRecord(await list());
  if (!Array.isArray(hubs)) return undefined;
  const hub = asRecords(hubs).find(({ name }) => asText(name)?.toLowerCase() === hubName.toLowerCase());
  return {
    exists: hub !== undefined,
    devices: Number(hub?.installations ?? 0) + Number(hub?.registrations ?? 0),
  };
}

function emptyHub({ hubName }: Connection, { exists, devices }: Before): string | undefined {
  if (devices > 0) return undefined;
  return exists
    ? `the hub ${hubName} has no devices. nh hub seed 10 adds some.`
    : `the hub ${hubName} did not exist before this request; a local hub creates a hub when its name is first used. Check --hub and NH_HUB.`;
}

interface SendContext {
  readonly connection: Connection;
  readonly before: Before;
  /** The command that explains the audience. */
  readonly explain: string;
}

function whyNobody(
  { connection, before, explain }: SendContext,
  platform: Platform,
  facts: JsonRecord,
): string | undefined {
  const { matched, candidates, outcomes } = facts;
  if (Number(matched) > 0) {
    const counts = Object.entries(asRecord(outcomes)).filter(([, times]) => Number(times) > 0);
    if (counts.length === 0 || counts.some(([name]) => name === "Success")) return undefined;
    return `${counts.map(([name, times]) => terminalLine(`${count(Number(times))} ${name}`)).join(", ")}. nh deliveries list shows the details.`;
  }
  const empty = emptyHub(connection, before);
  if (empty !== undefined) return empty;
  const kind = platform === "template" ? "template" : `native ${platform}`;
  const { hubName } = connection;
  if (Number(candidates) === 0) return `the hub ${hubName} has no ${kind} registration. ${explain} shows what it has.`;
  const none =
    Number(candidates) === 1
      ? `the only ${kind} registration of the hub ${hubName} does not match`
      : `none of ${count(Number(candidates))} ${kind} registrations matches`;
  return `${none}. ${explain} shows why.`;
}
