import fc from "fast-check";
import { expect, it } from "vitest";
import { editDistance, similarTag } from "./similar-tag.js";

it.each([
  ["sprots", "sports"],
  ["sport", "sports"],
  ["Sportz", "sports"],
  ["newss", "news"],
  ["nwes", "news"],
  ["lang:en", undefined],
  ["finance", undefined],
  ["sports", undefined],
  ["de", undefined],
])("for %s the tag meant is %s", (wanted, meant) => {
  expect(similarTag(wanted, ["sports", "news", "$UserId:{sprots}", "lang:fr-FR", "it"])).toBe(meant);
});

it("counts a swap of neighbors as one change", () => {
  expect([editDistance("sprots", "sports"), editDistance("", "ab"), editDistance("kitten", "sitting")]).toEqual([
    1, 2, 3,
  ]);
});

it("is zero for equal words, the same both ways, and never more than the longer word", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (left, right) => {
      const distance = editDistance(left, right);
      expect(distance).toBe(editDistance(right, left));
      expect(distance === 0).toBe(left === right);
      expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
    }),
  );
});
