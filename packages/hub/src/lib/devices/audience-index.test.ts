import { evaluateTagExpression, normalizeTag, parseTagExpression } from "@nh/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AudienceIndex } from "./audience-index.js";

const tags = ["a", "B", "c:1", "d-2"];
const expression = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...tags, "nobody"),
    fc
      .tuple(tie("node"), fc.constantFrom("&&", "||"), tie("node"))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    tie("node").map((node) => `!${node}`),
  ),
})).node as fc.Arbitrary<string>;

describe("the audience index", () => {
  it("finds exactly what evaluating the expression against every device finds", () => {
    const device = fc.uniqueArray(fc.constantFrom(...tags, ...tags.map((tag) => tag.toUpperCase())), {
      selector: normalizeTag,
    });
    fc.assert(
      fc.property(fc.array(device, { maxLength: 12 }), fc.array(fc.nat(11)), expression, (devices, removed, text) => {
        const index = new AudienceIndex();
        for (const [id, own] of devices.entries()) index.add(id, "apple", own);
        for (const id of removed) index.remove(id, "apple", devices[id] ?? []);
        const parsed = parseTagExpression(text, { limits: false });
        const expected = devices.flatMap((own, id) => {
          const has = new Set(own.map(normalizeTag));
          return !removed.includes(id) && evaluateTagExpression(parsed, (tag) => has.has(normalizeTag(tag)))
            ? [id]
            : [];
        });
        expect(index.select("apple", parsed)).toEqual(expected);
      }),
    );
  });

  it("keeps pools apart and lists a tag across them", () => {
    const index = new AudienceIndex();
    index.add(1, "apple", ["A"]);
    index.add(0, "template", ["a"]);
    index.add(2, "apple", []);
    expect(index.select("apple", undefined)).toEqual([1, 2]);
    expect(index.select("gcm", undefined)).toEqual([]);
    expect(new Set(index.withTag("a"))).toEqual(new Set([0, 1]));
    expect([index.size("apple"), index.size("gcm"), index.count("apple", "A"), index.count("apple", "x")]).toEqual([
      2, 0, 1, 0,
    ]);
  });

  it("looks only at the devices of the rarest tag", () => {
    const index = new AudienceIndex();
    for (let id = 0; id < 50_000; id++) index.add(id, "apple", id % 1000 === 0 ? ["everyone", "rare"] : ["everyone"]);
    const started = performance.now();
    for (let turn = 0; turn < 2000; turn++) {
      expect(index.select("apple", parseTagExpression("everyone && rare && !nobody"))).toHaveLength(50);
    }
    // A scan would look at 100 million devices, which takes many seconds. The bound is generous for
    // slow machines.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
