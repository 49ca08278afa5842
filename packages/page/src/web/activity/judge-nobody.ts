import type { Call } from "./call.js";
import { similarTag } from "./similar-tag.js";
import type { Evidence, Verdict } from "./verdict.js";
import { count } from "./words.js";

/** The service responds 201 to a send that reaches nobody; this says why. */
export function judgeNobody(call: Call, { explanation, knownTags = [] }: Evidence): Verdict {
  const { facts, platform, audience } = call;
  const verdict = (why: string, suggestion?: Verdict["suggestion"]): Verdict => ({
    tone: "warn",
    sentence: `Accepted, and nobody got it: ${why}`,
    detail: "The service responds 201 to it, so the program that sent it cannot know.",
    suggestion,
  });
  if (facts?.candidates === 0) {
    return verdict(`no device has ${platform === "template" ? "a template" : `the platform ${platform}`}.`);
  }
  const lacking = Object.entries(explanation?.tagCounts ?? {}).flatMap(([tag, devices]) =>
    devices === 0 ? [tag] : [],
  );
  for (const tag of lacking) {
    const meant = similarTag(tag, knownTags);
    if (meant === undefined || audience === undefined) continue;
    const suggestion = { tag: meant, audience: replaceTag(audience, tag, meant) };
    return verdict(`no device has the tag ${tag}. Did you mean ${meant}?`, suggestion);
  }
  if (lacking.length > 0) return verdict(`no device has the tag ${lacking[0]}.`);
  const of = facts === undefined ? "" : ` of the ${count(facts.candidates, "registration")} it could reach`;
  return verdict(`none${of} matches ${audience ?? "it"}.`);
}

function replaceTag(audience: string, tag: string, meant: string): string {
  const escaped = tag.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return audience.replace(new RegExp(`(?<![\\w@#.:-])${escaped}(?![\\w@#.:-])`, "gi"), meant);
}
