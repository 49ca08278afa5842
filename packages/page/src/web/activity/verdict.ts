import type { Platform } from "@nh/payloads";
import { buildNotification } from "../compose/build-notification.js";
import type { Delivery, Explanation, HubRequest } from "../hub/types.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import type { Call } from "./call.js";
import { countPushes, outcomeWords } from "./outcome.js";
import { similarTag } from "./similar-tag.js";

/**
 * Good only where every push was accepted and shows something; warn for an accepted send that
 * reached nobody or not all.
 */
export type Tone = "good" | "warn" | "bad" | "quiet";

/** What came of a call, in one sentence, and what there is to add. */
export interface Verdict {
  readonly tone: Tone;
  readonly sentence: string;
  readonly detail?: string | undefined;
  /** The audience that was probably meant. */
  readonly suggestion?: { readonly audience: string; readonly tag: string } | undefined;
}

/**
 * What is known beside the request itself. Each may come later; the verdict then says more, never
 * the opposite.
 */
export interface Evidence {
  readonly explanation?: Explanation | undefined;
  /** All deliveries of the send, or as many as were loaded. */
  readonly deliveries?: readonly Delivery[] | undefined;
  readonly knownTags?: readonly string[] | undefined;
}

/** Judges a call by what the hub recorded. */
export function judge(call: Call, evidence: Evidence = {}): Verdict {
  const { last, attempts } = call;
  const retries = attempts.length - 1;
  const verdict = judgeLast(call, evidence);
  if (retries === 0) return verdict;
  const before = attempts.slice(0, -1).map(({ status }) => (status === 0 ? "a broken connection" : String(status)));
  const path = `It took ${attempts.length} attempts: ${before.join(", ")}, then ${last.status || "a broken connection"}.`;
  return { ...verdict, detail: [verdict.detail, path].filter(Boolean).join(" ") };
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

/** What part of the request is wrong, by the words of the hub. */
const reasons: readonly [pattern: RegExp, sentence: string, detail: string][] = [
  [/ExpiredToken/, "The token has expired.", "Make a new one: the expiry (se) is in the past by the hub's clock."],
  [
    /InvalidSignature/,
    "The token's signature does not match.",
    "The key is another one, or the signed address (sr) was encoded differently.",
  ],
  [
    /InvalidAudience/,
    "The token was signed for another address.",
    "Its audience (sr) must be the address of the hub or the start of it.",
  ],
  [
    /MissingToken/,
    "The token is missing.",
    "Send the Authorization header: SharedAccessSignature sr=…&sig=…&se=…&skn=…",
  ],
  [
    /MalformedToken/,
    "The token is malformed.",
    "It must be SharedAccessSignature sr=…&sig=…&se=…&skn=…, each value percent-encoded.",
  ],
];

function judgeRefused({ last, platform }: Call): Verdict {
  const said = detailOf(last.responseBody);
  const isFault = last.notes.some((note) => note.startsWith("A fault"));
  const because = isFault ? "A fault of this hub caused it; switch it off to go on." : last.notes.join(" ");
  if (last.status === 401) {
    const known = reasons.find(([pattern]) => pattern.test(said));
    const unknownName = last.notes.find((note) => note.startsWith("No policy"));
    if (known !== undefined)
      return { tone: "bad", sentence: `Refused with 401: ${known[1]}`, detail: unknownName ?? join(known[2], because) };
  }
  if (last.status === 403 && said === "") {
    return {
      tone: "bad",
      sentence: `Refused with 403: the policy of the token lacks the right for ${last.operation ?? "this"}.`,
      detail: join(rightNeeded(last.operation), because),
    };
  }
  if (last.status === 403) return { tone: "bad", sentence: `Refused with 403: ${said}`, detail: because };
  if (last.status === 429) {
    const after = last.responseHeaders["retry-after"];
    const sentence = `Throttled with 429${after === undefined ? "." : `: try again after ${after} s.`}`;
    return { tone: "bad", sentence, detail: because };
  }
  const sentence = said === "" ? `Refused with ${last.status}.` : `Refused with ${last.status}: ${said}`;
  const isPayload = last.status === 400 && platform !== undefined && /payload/i.test(said);
  return { tone: "bad", sentence, detail: isPayload ? join(payloadProblem(last, platform), because) : because };
}

/** Where the payload is wrong, as the builder of its platform finds it. */
function payloadProblem({ requestBody }: HubRequest, platform: Platform): string {
  const built = buildNotification(platform, requestBody, {});
  if (built.ok) return "";
  const { message, line } = built.problem;
  return `${line === undefined ? "" : `Line ${line}: `}${message}.`;
}

function rightNeeded(operation: string | null): string {
  if (operation === "send" || operation === "sendBatch" || operation === "schedule")
    return "A send needs the right Send.";
  if (operation?.includes("nstallation") || operation?.endsWith("egistration")) return "Devices need the right Listen.";
  return "It needs the right Manage.";
}

/**
 * The `Detail` of an error document, or its `Message`, without the ids for support that follow it.
 */
export function detailOf(body: string): string {
  const detail =
    /<Detail>([^<]*)<\/Detail>/.exec(body)?.[1] ?? /"(?:detail|message)"\s*:\s*"([^"]*)"/i.exec(body)?.[1] ?? "";
  return decodeEntities(detail.replace(/\.?\s*TrackingId:.*$/is, "").trim());
}

function decodeEntities(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
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
  const { facts, platform } = call;
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
  if (counts.refused > 0) {
    const sentence = `${counts.accepted} of ${counts.total} pushes arrived; ${counts.refused} refused: ${outcomeWords(counts.mainRefusal ?? "")}.`;
    return { tone: "warn", sentence, detail: unseen && join(unseen.sentence, unseen.why) };
  }
  if (unseen !== undefined) return { tone: "warn", sentence: `Accepted, and ${unseen.sentence}`, detail: unseen.why };
  const missing = missingProperties(evidence.explanation);
  const reached = `Reached ${count(counts.accepted, "device")}`;
  if (missing.length === 0) return { tone: "good", sentence: `${reached}.` };
  return { tone: "warn", sentence: `${reached}, with gaps in the text.`, detail: missingSentence(missing) };
}

/** A push may be accepted, and its device shows nothing all the same. */
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

/** The service responds 201 to a send that reaches nobody; this says why. */
function judgeNobody(call: Call, { explanation, knownTags = [] }: Evidence): Verdict {
  const { facts, platform, audience } = call;
  const kind = platform === "template" ? "a template" : `the platform ${platform}`;
  const hidden = "The service responds 201 to it, so the program that sent it cannot know.";
  if (facts?.candidates === 0) {
    return { tone: "warn", sentence: `Accepted, and nobody got it: no device has ${kind}.`, detail: hidden };
  }
  const lacking = Object.entries(explanation?.tagCounts ?? {}).filter(([, devices]) => devices === 0);
  for (const [tag] of lacking) {
    const meant = similarTag(tag, knownTags);
    if (meant === undefined || audience === undefined) continue;
    return {
      tone: "warn",
      sentence: `Accepted, and nobody got it: no device has the tag ${tag}. Did you mean ${meant}?`,
      detail: hidden,
      suggestion: { tag: meant, audience: replaceTag(audience, tag, meant) },
    };
  }
  const [first] = lacking;
  if (first !== undefined) {
    return {
      tone: "warn",
      sentence: `Accepted, and nobody got it: no device has the tag ${first[0]}.`,
      detail: hidden,
    };
  }
  const of = facts === undefined ? "" : ` of the ${count(facts.candidates, "registration")} it could reach`;
  return {
    tone: "warn",
    sentence: `Accepted, and nobody got it: none${of} matches ${audience ?? "it"}.`,
    detail: hidden,
  };
}

function replaceTag(audience: string, tag: string, meant: string): string {
  const escaped = tag.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return audience.replace(new RegExp(`(?<![\\w@#.:-])${escaped}(?![\\w@#.:-])`, "gi"), meant);
}

function join(...sentences: string[]): string {
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** `1 device`, `2 devices`. */
function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
