import { expect, it } from "vitest";
import { explained, explanation } from "../fixtures/samples.js";
import { nameFinder, reachWords } from "./reach-words.js";

const name = nameFinder([]);

it("repeats the hub's numbers, and why the others do not match", () => {
  const missed = explained({
    installationId: "hugo",
    reached: false,
    steps: [{ step: "audience", ok: false, detail: "The expression does not match: the tag lang:en is missing." }],
  });
  expect(reachWords(explanation({ matched: 1, candidates: 2, devices: [explained(), missed] }), name)).toEqual({
    tone: "good",
    sentence: "Reaches 1 of 2 apple registrations.",
    missed: [{ id: `${missed.platform}:${missed.handle}`, name: "hugo", reason: "the tag lang:en is missing" }],
  });
});

it("reports a match that a platform refuses as bad", () => {
  const refused = explained({
    reached: false,
    steps: [
      { step: "audience", ok: true, detail: "" },
      { step: "registration", ok: true, detail: "" },
      { step: "platform", ok: false, detail: "A fault makes the platform return 503." },
    ],
  });
  expect(reachWords(explanation({ matched: 1, candidates: 1, devices: [refused] }), name)).toMatchObject({
    tone: "bad",
    sentence: "Matches 1 of 1 apple registration, and 0 would arrive.",
  });
});

it("says what the service would refuse, and when nobody has the platform", () => {
  const answer = { status: 400, detail: "The tag expression is invalid." };
  expect(reachWords(explanation({ answer, matched: 0 }), name)).toMatchObject({ tone: "bad", sentence: answer.detail });
  expect(reachWords(explanation({ matched: 0, candidates: 0 }), name).sentence).toBe(
    "The hub has no apple registration: nobody would get it.",
  );
  expect(reachWords(explanation({ matched: 0, candidates: 3 }), name).tone).toBe("warn");
});

it("writes numbers as everywhere, also where not all pushes would arrive", () => {
  const steps = (["audience", "registration", "platform"] as const).map((step) => ({ step, ok: true, detail: "" }));
  const devices = [explained({ steps }), explained({ handle: "b", reached: false, steps })];
  expect(reachWords(explanation({ matched: 2, candidates: 12_000, devices }), name).sentence).toBe(
    "Matches 2 of 12,000 apple registrations, and 1 would arrive.",
  );
});

it("warns when a template lacks a property", () => {
  const lacking = explained({ template: "greeting", reached: true, missing: ["greeting_fr"] });
  const filled = explained({ template: "greeting", reached: true });
  const found = { platform: "template", matched: 2, candidates: 2, devices: [lacking, filled] } as const;
  expect(reachWords(explanation(found), name)).toMatchObject({
    tone: "warn",
    sentence: "Reaches 2 of 2 templates, and 1 of them lacks a property.",
  });
  expect(reachWords(explanation({ ...found, matched: 500, candidates: 900 }), name).sentence).toBe(
    "Reaches 500 of 900 templates, and some of them lack a property.",
  );
});
