import { digits } from "../shell/digits.js";
import type { Call } from "./call.js";
import { detailOf } from "./error-detail.js";
import { countPushes, outcomeWords } from "./outcome.js";
import type { Tone } from "./verdict.js";

/** What a row of the list says in a few words. */
export interface RowFacts {
  readonly tone: Tone;
  /** Such as `4 / 5`; undefined where nothing was pushed. */
  readonly reach: string | undefined;
  readonly note: string | undefined;
}

/**
 * Judges a call by its record alone. Green is a promise that every push was accepted and that the
 * hub notes nothing against it; whether a device shows it is judged where the deliveries are known,
 * and `unseen` says how many show nothing.
 */
export function rowFacts({ last, attempts, facts, isSend }: Call, unseen: number): RowFacts {
  const path = attempts.length === 1 ? undefined : attempts.map(({ status }) => status || "reset").join(", ");
  if (last.status === 0)
    return { tone: facts === undefined ? "bad" : "warn", reach: undefined, note: path ?? "connection broke" };
  if (last.status >= 400)
    return { tone: "bad", reach: undefined, note: path ?? (detailOf(last.responseBody) || undefined) };
  if (!isSend || facts === undefined) return { tone: "quiet", reach: undefined, note: path };
  const { accepted, refused, pending, total, mainRefusal } = countPushes(facts);
  if (total === 0) return { tone: "warn", reach: `0 / ${digits(facts.candidates)}`, note: "nobody got it" };
  const reach = `${digits(accepted)} / ${digits(total)}`;
  if (pending > 0) return { tone: "quiet", reach, note: "on the way" };
  if (refused > 0) {
    return {
      tone: accepted === 0 ? "bad" : "warn",
      reach,
      note: `${digits(refused)} refused: ${outcomeWords(mainRefusal ?? "")}`,
    };
  }
  if (unseen > 0) return { tone: "warn", reach, note: `${digits(unseen)} ${unseen === 1 ? "shows" : "show"} nothing` };
  if (last.notes.length > 0) return { tone: "warn", reach, note: last.notes[0] };
  return { tone: "good", reach, note: path };
}
