import type { Platform } from "@nh/payloads";
import type { Connection } from "../../hub/connection.js";
import type { AnyCall } from "../../program/command.js";
import { confirm } from "../../program/confirm.js";

/** Asks before a send to everyone, with the hub it goes to. */
export async function confirmBroadcast(
  call: AnyCall & { readonly options: { readonly yes: boolean } },
  platforms: readonly Platform[],
  { hubName, endpoint }: Connection,
): Promise<void> {
  await confirm(call, call.options, `Send to everyone on ${platforms.join(", ")}, hub ${hubName} at ${endpoint}?`);
}
