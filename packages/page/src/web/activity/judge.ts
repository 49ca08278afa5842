import type { Explanation } from "../hub/types.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import type { Call } from "./call.js";
import { judgeNobody } from "./judge-nobody.js";
import { judgeRefused } from "./judge-refused.js";
import { countPushes, outcomeWords } from "./outcome.js";
import type { Evidence, Verdict } from "./verdict.js";
import { count, join } from "./words.js";

/** Judges a call by what the hub recorded. */
export function judge(call: Call, evidence: Evidence = {}): Verdict {
  const { last, attempts } = call;
  const verdict = judgeLast(call, evidence);
  if (attempts.length === 1) return verdict;
  const before = attempts.slice(0, -1).map(({ status }) => (status === 0 ? "a broken connection" : String(status)));
  const path = `It took ${attempts.length} attempts: ${before.join(", ")}, then ${last.status || "a broken connection"}.`;
  return { ...verdict, detail: join(verdict.detail, path) };
}

function judgeLast(call: Call, evidence: Evidence): Verdict {
  const { last } = call;
  if (last.status === 0) return judgeBroken(call);
  if (last.status >= 400) return judgeRefused(call);
  if (!call.isSend) return { tone: "quiet", sentence: `${last.method} was carried out.`, detail: last.notes.join(" ") };
  if (last.operation === "schedule") return judgeSchedule(call);
  return judgeSend(call, evidence);
}

/**
 * The caller got no response. Whether the send was carried out is on record here, though the caller
 * cannot know it.
 */
function judgeBroken({ last, facts }: Call): Verdict {
  if (facts === undefined) {
    const sentence = "The connection broke before the request was carried out.";
    return { tone: "bad", sentence, detail: last.notes.join(" ") };
  }
  const got = count(countPushes(facts).accepted, "device");
  return {
    tone: "warn",
    sentence: `The push went out, and the connection broke before the response: ${got} got it.`,
    detail: "The caller cannot know that. A retry would push a second time.",
  };
}

function judgeSchedule({ last }: Call): Verdict {
  const at = last.requestHeaders["servicebusnotification-scheduletime"];
  return {
    tone: "quiet",
    sentence: `Scheduled${at === undefined ? "" : ` for ${at}`}.`,
    detail: "Jump with the clock to see it go out.",
  };
}

function judgeSend(call: Call, evidence: Evidence): Verdict {
  const { facts, platform, last } = call;
  if (facts === undefined) return { tone: "quiet", sentence: "Accepted. The log does not say whom it reached." };
  const counts = countPushes(facts);
  if (counts.total === 0) return judgeNobody(call, evidence);
  if (counts.pending > 0) {
    return { tone: "quiet", sentence: `On the way to ${count(counts.pending, "device")} of ${counts.total}.` };
  }
  if (counts.accepted === 0) {
    return {
      tone: "bad",
      sentence: `Accepted by the hub, refused by every push platform: ${outcomeWords(counts.mainRefusal ?? "")}.`,
      detail: `${count(counts.refused, "push", "pushes")} to ${platform} came to nothing.`,
    };
  }
  const unseen = unseenWords(counts.accepted, evidence);
  // A push that counts as accepted here may be one that a real platform would refuse.
  const noted = last.notes.join(" ");
  if (counts.refused > 0) {
    const sentence = `${counts.accepted} of ${counts.total} pushes arrived; ${counts.refused} refused: ${outcomeWords(counts.mainRefusal ?? "")}.`;
    return { tone: "warn", sentence, detail: join(unseen?.sentence, unseen?.why, noted) };
  }
  if (unseen !== undefined) {
    return { tone: "warn", sentence: `Accepted, and ${unseen.sentence}`, detail: join(unseen.why, noted) };
  }
  const missing = missingProperties(evidence.explanation);
  const reached = `Reached ${count(counts.accepted, "device")}`;
  if (missing.length > 0) {
    const detail = join(missingSentence(missing), noted);
    return { tone: "warn", sentence: `${reached}, with gaps in the text.`, detail };
  }
  if (noted !== "") return { tone: "warn", sentence: `${reached}.`, detail: noted };
  return { tone: "good", sentence: `${reached}.` };
}

/** A push may be accepted although its device shows nothing. */
function unseenWords(
  accepted: number,
  { deliveries = [], explanation }: Evidence,
): { readonly sentence: string; readonly why: string } | undefined {
  const unseen = deliveries.filter((delivery) => {
    return delivery.outcome === "Success" && describeDelivery(delivery).kind === "nothing";
  });
  const [first] = unseen;
  if (first === undefined) return undefined;
  const missing = missingProperties(explanation);
  const why = missing.length > 0 ? missingSentence(missing) : describeDelivery(first).notes.join(" ");
  const sentence = `${unseen.length} of ${count(accepted, "device")} ${unseen.length === 1 ? "shows" : "show"} nothing.`;
  return { sentence, why };
}

function missingSentence(missing: readonly string[]): string {
  return `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} used by a template and ${missing.length === 1 ? "was" : "were"} not sent.`;
}

/** The properties that templates name and the send lacks, as explain found them. */
function missingProperties(explanation: Explanation | undefined): string[] {
  return [...new Set((explanation?.devices ?? []).flatMap(({ missing = [] }) => missing))];
}
