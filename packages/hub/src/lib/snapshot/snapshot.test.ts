import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../argument-error.js";
import { SnapshotReader, type SnapshotRecord, writeSnapshot } from "./snapshot.js";

const read = (text: string, sizes: readonly number[] = [text.length]) => {
  const records: SnapshotRecord[] = [];
  const reader = new SnapshotReader((record) => records.push(record));
  for (let index = 0, turn = 0; index < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    reader.write(text.slice(index, index + size));
    index += size;
  }
  return { count: reader.end(), records };
};
const document = (records: string, more = "") =>
  `{"format":"nh-hub-snapshot","version":1${more},"records":[${records}]}`;

describe("a snapshot", () => {
  it("is one JSON document with a record on each line", () => {
    const record = { hub: "demo", kind: "hub", id: "demo", value: "{}" };
    const text = [...writeSnapshot([record, record], new Date(0))].join("");
    expect(text).toBe(
      '{"format":"nh-hub-snapshot","version":1,"at":"1970-01-01T00:00:00.000Z","records":[\n{"hub":"demo","kind":"hub","id":"demo","value":{}},\n{"hub":"demo","kind":"hub","id":"demo","value":{}}\n]}\n',
    );
    expect(JSON.parse(text)).toMatchObject({ records: [{ hub: "demo" }, { hub: "demo" }] });
  });

  it("reads back the same, however it is spelled and cut into pieces", () => {
    const value = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue());
    const record = fc.record({ hub: fc.string(), kind: fc.string(), id: fc.string({ unit: "binary" }), value });
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 6 }),
        fc.constantFrom(undefined, 2, "\t"),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (records, indent, sizes) => {
          const text = JSON.stringify(
            { format: "nh-hub-snapshot", version: 1, note: { records: [[{}]] }, records, at: "x" },
            null,
            indent,
          );
          const result = read(text, sizes);
          expect(result.records).toEqual(JSON.parse(JSON.stringify(records)));
          expect(result.count).toBe(records.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("that is damaged is refused as a wrong argument, whatever the damage", () => {
    const whole = document('{"hub":"a","kind":"hub","id":"a","value":{}}');
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string(), (at, junk) => {
        try {
          read(whole.slice(0, at) + junk);
        } catch (error) {
          expect(error).toBeInstanceOf(ArgumentError);
        }
      }),
    );
  });

  it.each([
    ["", "it is not a complete JSON document."],
    ["[]", 'its "format" must be "nh-hub-snapshot".'],
    ['{"records":[]}', 'its "format" must be "nh-hub-snapshot".'],
    ['{"format":"nh-hub-snapshot","version":2,"records":[]}', "its version is 2. This hub reads version 1."],
    ['{"format":"nh-hub-snapshot","version":1}', 'it has no "records".'],
    [document("1"), "its records must be objects."],
    [document('{"hub":"a"}'), "record 1 lacks its hub, kind, id or value."],
    [document('{"hub":}'), "record 1 is not JSON."],
    [document("").slice(0, -1), "it is not a complete JSON document."],
    [document('{"hub":"a"').slice(0, -2), "it is not a complete JSON document."],
    [`"${"x".repeat(70_000)}"`, "it is not a snapshot of a hub."],
  ])("%j is refused", (text, problem) => {
    expect(() => read(text)).toThrow(new ArgumentError("snapshot", `The snapshot cannot be read: ${problem}`));
  });
});
