import { describeError, isMissingHub } from "../output/describe-error.js";
import type { AnyCall } from "../program/command.js";
import type { Connection } from "./connection.js";
import { heldHubs, heldHubsHint, includesHub } from "./held-hubs.js";

/** After an error that says that the hub does not exist: notes which hubs a local hub holds. */
export async function noteKnownHubs(call: AnyCall, connection: Connection, error: unknown): Promise<void> {
  if (!isMissingHub(describeError(error))) return;
  const hint = await missingHubHint(call, connection);
  if (hint !== undefined) call.output.knowsHubs(hint);
}

/** Which hubs a local hub holds, for a hub that does not exist there. */
export async function missingHubHint(
  call: AnyCall,
  { isLocal, endpoint, hubName }: Connection,
): Promise<string | undefined> {
  const [first, ...others] = isLocal ? await heldHubs(call, endpoint) : [];
  return first === undefined || includesHub([first, ...others], hubName) ? undefined : heldHubsHint([first, ...others]);
}
