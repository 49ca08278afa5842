import { exitCodes } from "../exit-codes.js";
import { asRecord, type JsonRecord } from "../input/json-fields.js";
import { parseJson } from "../input/read-input.js";
import { Interrupted } from "../interruption.js";
import type { AnyCall } from "../program/command.js";
import { openControl } from "./control.js";

export interface Watch {
  /** Which events of the local hub: `delivery`, `request`. */
  readonly event: string;
  /** How many to show; undefined for all until Ctrl-C. */
  readonly count: number | undefined;
  /** Shows one. Returns false for one that is not wanted, which does not count. */
  readonly show: (data: JsonRecord) => Promise<boolean>;
}

/** Shows the events of the local hub as they happen. Returns the exit code. */
export async function watchEvents(call: AnyCall, { event: wanted, count, show }: Watch): Promise<number> {
  const { io, output } = call;
  const events = await (await openControl(call)).events();
  await output.note("Listening. Ctrl-C stops it.");
  let shown = 0;
  try {
    for await (const { event, data } of events) {
      if (event !== wanted || !(await show(asRecord(parseJson(data, "An event"))))) continue;
      shown += 1;
      if (shown === count) return exitCodes.ok;
    }
  } catch (error) {
    // Ctrl-C is the usual way to stop watching; the exit code still reports the interrupt.
    if (io.signal.aborted) throw io.signal.reason ?? new Interrupted("SIGINT");
    throw error;
  }
  await output.note("The hub closed the stream.");
  return exitCodes.ok;
}
