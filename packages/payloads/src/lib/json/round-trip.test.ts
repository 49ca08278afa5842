import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adm, baidu, browser, gcm, type JsonObject, type JsonValue, template, xiaomi } from "../../index.js";

/** Characters that JSON, UTF-8 or JavaScript treat in different ways. */
const unit = fc.constantFrom(...'a "\\/é漢\n\u0000\u2028\ufeff\uffff', "😀");
const text = fc.string({ unit, minLength: 1, maxLength: 12 });
const key = fc.string({ unit, maxLength: 8 }).map((name) => `x${name}`);
const texts = fc.dictionary(key, text, { maxKeys: 4 });
const json = fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 }) as fc.Arbitrary<JsonObject>;
const runs = { numRuns: 100 };

describe("JSON that a builder writes", () => {
  it.each([
    [
      "gcm",
      (title: string, data: JsonObject) => gcm({ notification: { title }, data: data as Record<string, JsonValue> }),
      "data",
    ],
    [
      "baidu",
      (description: string, customContent: JsonObject) => baidu({ description, customContent }),
      "custom_content",
    ],
    ["browser", (title: string, data: JsonObject) => browser({ title, data }), "data"],
  ] as const)("of %s reads back as what was given", (_name, build, field) => {
    fc.assert(
      fc.property(text, json, (title, values) => {
        fc.pre(JSON.stringify(values).length < 500);
        const read = JSON.parse(build(title, values).body);
        expect(read[field]).toEqual(JSON.parse(JSON.stringify(values)));
        expect(JSON.stringify(read)).toContain(JSON.stringify(title));
      }),
      runs,
    );
  });

  it("of adm, xiaomi and template reads back as what was given", () => {
    fc.assert(
      fc.property(text, texts, (title, data) => {
        expect(JSON.parse(adm({ data, notification: { title } }).body)).toEqual({ data, notification: { title } });
        expect(JSON.parse(xiaomi({ title, unconfirmed: data }).body)).toEqual({ ...data, title });
        expect(JSON.parse(template({ title, body: undefined }).body)).toEqual({ title });
      }),
      runs,
    );
  });
});
