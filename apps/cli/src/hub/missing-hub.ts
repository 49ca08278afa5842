import { asRecord, asRecords, asText } from "../input/json-fields.js";
import { describeError, isMissingHub } from "../output/describe-error.js";
import type { AnyCall } from "../program/command.js";
import type { Connection } from "./connection.js";
import { controlOf } from "./control.js";

/** Most names in a hint. */
const mostNames = 5;

/** After an error that says that the hub does not exist: notes which hubs a local hub holds. */
export async function noteKnownHubs(call: AnyCall, connection: Connection, error: unknown): Promise<void> {
  if (!connection.isLocal || !isMissingHub(describeError(error))) return;
  // The request failed already, and --trace shows the requests of the command.
  const control = controlOf({ ...call, globals: { ...call.globals, trace: false } }, connection);
  const found = await control.get("hubs").catch(() => undefined);
  const names = asRecords(asRecord(found).hubs).flatMap(({ name }) => asText(name) ?? []);
  const [first] = names;
  if (first === undefined || names.some((name) => name.toLowerCase() === connection.hubName.toLowerCase())) return;
  const more = names.length > mostNames ? ", …" : "";
  call.output.knowsHubs(`This local hub holds: ${names.slice(0, mostNames).join(", ")}${more}. Pass --hub ${first}.`);
}
