import { expect, it } from "vitest";
import { languageOf } from "./language.js";

it.each([
  [["sports", "lang:en"], "English"],
  [["locale_de-CH"], "Swiss High German"],
  [["culture-pt_BR"], "Brazilian Portuguese"],
  [["Language:fr"], "French"],
  [["lang:zz"], "zz"],
  [["lang:en-12"], "en-12"],
  [["sports", "langley:en", "lang:", "lang:english-speaking-people"], undefined],
  [[], undefined],
])("the language of %j is %s", (tags, name) => {
  expect(languageOf(tags)).toBe(name);
});
