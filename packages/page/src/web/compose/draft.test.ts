import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyOf, type Draft, draftOf, emptyDraft, packDraft, unpackDraft, withBody } from "./draft.js";
import { samplePayloads } from "./sample-payloads.js";

describe("a draft in the address", () => {
  it("comes back as it was, whatever was typed", () => {
    const target: fc.Arbitrary<Draft["target"]> = fc.oneof(
      fc.constant({ kind: "everyone" } as const),
      fc.string({ unit: "grapheme" }).map((text) => ({ kind: "expression", text }) as const),
      fc.string().map((handle) => ({ kind: "device", handle }) as const),
    );
    const later: fc.Arbitrary<Draft["later"]> = fc.constantFrom(
      undefined,
      { kind: "in", amount: 7, unit: "hours" },
      { kind: "in", amount: Number.NaN, unit: "days" },
      { kind: "at", time: "2026-11-30T07:00:00.000Z" },
    );
    fc.assert(
      fc.property(target, later, fc.string({ unit: "grapheme" }), fc.boolean(), (chosen, due, body, test) => {
        const own = { apple: body };
        const draft = withBody({ ...emptyDraft, platform: "every", target: chosen, test, own, later: due }, body);
        const packed = packDraft(draft);
        expect(packed).toMatch(/^[\w-]*$/);
        expect(unpackDraft(packed)).toEqual(draft);
      }),
    );
  });

  it("is nothing when nothing was changed", () => {
    expect(packDraft(emptyDraft)).toBe("");
    expect(unpackDraft("")).toBe(emptyDraft);
  });

  it.each([
    "%%%",
    "bm90IEpTT04",
    btoa("null"),
    btoa('{"platform":"ios","target":{"kind":"all"},"headers":{"a":1},"bodies":{"x":"y"}}'),
    btoa('{"platforms":"apple"}'),
    btoa('{"own":{"ios":"{}","apple":{}},"later":{"kind":"in","amount":1,"unit":"years"}}'),
  ])("takes nothing from %s", (packed) => {
    expect(unpackDraft(packed)).toEqual(emptyDraft);
  });
});

it.each(["soon", "", "2026-13-40T00:00:00Z", "+999999-01-01T00:00:00Z"])("takes no moment from the time %j", (time) => {
  const packed = Buffer.from(JSON.stringify({ later: { kind: "at", time } })).toString("base64url");
  expect(unpackDraft(packed).later).toEqual({ kind: "at", time: "" });
});

it("takes only platforms that there are, each once", () => {
  const packed = btoa('{"platforms":["adm","ios","adm",7,"apple"]}');
  expect(unpackDraft(packed).platforms).toEqual(["adm", "apple"]);
});

it("begins with a sample, and keeps what was typed for each platform", () => {
  const typed = withBody(emptyDraft, "{}");
  expect([bodyOf(emptyDraft), bodyOf(typed)]).toEqual([samplePayloads.apple, "{}"]);
  expect(bodyOf({ ...typed, platform: "windows" })).toBe(samplePayloads.windows);
});

it("is made of a send that was logged", () => {
  const sample = { hub: "shop", origin: "", contentType: "", headers: { a: "b" }, body: "{}", test: true } as const;
  expect(draftOf({ ...sample, platform: "apple", audience: "a && b", handle: undefined })).toMatchObject({
    target: { kind: "expression", text: "a && b" },
    bodies: { apple: "{}" },
    headers: { a: "b" },
    test: true,
  });
  expect(draftOf({ ...sample, platform: "adm", audience: undefined, handle: undefined }).target).toEqual({
    kind: "everyone",
  });
  expect(draftOf({ ...sample, platform: "adm", audience: undefined, handle: "x" }).target).toEqual({
    kind: "device",
    handle: "x",
  });
});
