import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWireFormatError, writeBatch } from "../../index.js";
import { readBatch } from "../../server.js";

const fixture = readFileSync(new URL("./fixtures/batch.txt", import.meta.url), "utf8");
const contentType = 'multipart/mixed; boundary="nh-batch-multipart-boundary"';
const content = {
  notification: { contentType: "application/json", body: '{"data":{"msg":"ping"}}' },
  handles: ["handle-1", "handle-2"],
};

describe("a batch", () => {
  it("has the exact bytes of its fixture in both directions", () => {
    expect(writeBatch("application/json", '{"data":{"msg":"ping"}}', ["handle-1", "handle-2"])).toEqual({
      contentType,
      body: fixture,
    });
    expect(readBatch(contentType, fixture)).toEqual(content);
  });

  it("gets another boundary when the payload contains the usual one", () => {
    const payload = "--nh-batch-multipart-boundary\r\n--nh-batch-multipart-boundary-1";
    const batch = writeBatch("text/plain", payload, ["a"]);
    expect(batch.contentType).toBe('multipart/mixed; boundary="nh-batch-multipart-boundary-2"');
    expect(readBatch(batch.contentType, batch.body)).toEqual({
      notification: { contentType: "text/plain", body: payload },
      handles: ["a"],
    });
  });

  it.each(["a\r\nb", "a\nb", "a\0"])("is not written with the content type %j", (type) => {
    expect(() => writeBatch(type, "{}", ["a"])).toThrow(
      expect.objectContaining({ name: "ArgumentError", message: "The content type of a batch must be one line." }),
    );
  });

  it("is not written with an empty handle", () => {
    expect(() => writeBatch("application/json", "{}", ["a", ""])).toThrow(TypeError);
  });
});

describe("readBatch", () => {
  it("reads what the JavaScript client writes: blanks around the equals sign, small letters in names", () => {
    const type = 'multipart/mixed; boundary = "nh-boundary-1"';
    const body =
      '--nh-boundary-1\r\nContent-type: application/json;charset=utf-8\r\nContent-Disposition: inline; name=notification\r\n\r\n{"a":1}\r\n--nh-boundary-1\r\nContent-type: application/json\r\nContent-Disposition: inline; name=devices\r\n\r\n["d1","d2"]\r\n--nh-boundary-1--';
    expect(readBatch(type, body)).toEqual({
      notification: { contentType: "application/json;charset=utf-8", body: '{"a":1}' },
      handles: ["d1", "d2"],
    });
  });

  it("reads plain line feeds, a preamble, parts in the other order, quoted names, single quotes, and an epilogue", () => {
    const body =
      "preamble\n--b\nX: y\ncontent-disposition: inline ; NAME = \"devices\"\n\n['d1','d2']\n--b \nContent-Disposition: inline; name=notification\n\n--bx\nline\n\n--b--\nepilogue --b";
    expect(readBatch("Multipart/Mixed;boundary=b", body)).toEqual({
      notification: { contentType: "", body: "--bx\nline\n" },
      handles: ["d1", "d2"],
    });
  });

  it.each([
    ["another content type", "application/json", fixture],
    ["no boundary", "multipart/mixed", fixture],
    ["a missing part", contentType, fixture.replace("name=devices", "name=other")],
    ["a missing closing boundary", contentType, fixture.slice(0, -2)],
    ["handles that are not a list", contentType, fixture.replace('["handle-1","handle-2"]', '"handle-1"')],
    ["a handle that is a number", contentType, fixture.replace('"handle-1"', "1")],
    ["an empty handle", contentType, fixture.replace('"handle-1"', '""')],
    ["handles that are not JSON", contentType, fixture.replace('["handle-1","handle-2"]', "[")],
    ["a header without a colon", contentType, fixture.replace("Content-Type: application/json", "nonsense")],
  ])("refuses %s", (_title, type, body) => {
    expect(() => readBatch(type, body)).toThrow(
      expect.objectContaining({ code: "NH_WIRE_UNEXPECTED", document: "batch" }),
    );
  });

  it("reads back any payload and any handles", () => {
    const handles = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 });
    const payload = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom("\r\n", "\n", "--", "nh-batch-multipart-boundary", "x")).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(payload, handles, (body, list) => {
        const batch = writeBatch("text/plain", body, list);
        expect(readBatch(batch.contentType, batch.body)).toEqual({
          notification: { contentType: "text/plain", body },
          handles: list,
        });
      }),
    );
  });

  it("refuses any other string with a WireFormatError", () => {
    const damaged = fc
      .tuple(fc.nat(400), fc.nat(40), fc.string())
      .map(([at, length, text]) => fixture.slice(0, at) + text + fixture.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(fc.constant(contentType), fc.string()), fc.oneof(damaged, fc.string()), (type, body) => {
        try {
          readBatch(type, body);
        } catch (error) {
          expect(isWireFormatError(error)).toBe(true);
        }
      }),
    );
  });
});
