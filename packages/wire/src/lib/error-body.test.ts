import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeErrorBody } from "../index.js";
import { encodeErrorBody } from "../server.js";

const fixture = readFileSync(new URL("./fixtures/error.xml", import.meta.url), "utf8");
const trackingId = "0a92196c-20c3-4308-8046-c384c902d0ff";

describe("the body of an error", () => {
  it("has the exact bytes of its fixture in both directions", () => {
    const timestamp = new Date("2031-11-07T00:18:37Z");
    const detail = "Installation not found";
    expect(encodeErrorBody({ code: 404, detail, trackingId, timestamp })).toBe(fixture);
    expect(decodeErrorBody(fixture)).toEqual({ code: 404, detail, trackingId });
  });

  it("escapes the sentence, and writes the afternoon as PM", () => {
    const timestamp = new Date("2031-05-06T12:03:04Z");
    expect(encodeErrorBody({ code: 401, detail: "MissingToken: a < b & c\u0000", trackingId, timestamp })).toBe(
      `<Error xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Code>401</Code><Detail>MissingToken: a &lt; b &amp; c\ufffd. TrackingId:${trackingId},TimeStamp:5/6/2031 12:03:04 PM +00:00</Detail></Error>`,
    );
  });

  it.each([
    ["", undefined],
    ["<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>", undefined],
    ['{"error":{"code":"x"}}', undefined],
    ["<Error><Code>404</Code><Detail>cut o", undefined],
    ["<Error></Error>", {}],
    ["<Errors><Code>1</Code></Errors>", undefined],
    ["<Error><Code>abc</Code><Detail/></Error>", {}],
    // The older front ends write no blank, and the number of a machine (recorded in 2018 and 2020).
    [
      "<Error><Code>404</Code><Detail>.TrackingId:a_G1,TimeStamp:11/7/2018 12:18:29 AM</Detail></Error>",
      { code: 404, trackingId: "a_G1" },
    ],
    [
      '<?xml version="1.0"?>\n<e:Error xmlns:e="urn:x">\n <e:Code> 429 </e:Code>\n <e:Detail a="b"><![CDATA[too <many>]]> &lt;calls&gt; &#x41;&#66; &nope; &#xFFFFFF;</e:Detail>\n</e:Error>',
      { code: 429, detail: "too <many> <calls> AB &nope; &#xFFFFFF;" },
    ],
    [
      "<Error><Code>401</Code><Detail>InvalidSignature: The token has an invalid signature..TrackingId:a_G19,TimeStamp:7/2/2020 6:33:21 PM</Detail></Error>",
      { code: 401, detail: "InvalidSignature: The token has an invalid signature.", trackingId: "a_G19" },
    ],
  ])("%j is read as %j", (text, expected) => {
    expect(decodeErrorBody(text)).toEqual(expected);
  });

  it("never throws, and reads back whatever sentence was written", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        decodeErrorBody(text);
        decodeErrorBody(`<Error><Detail>${text}</Detail></Error>`);
        const detail = text.replace(/[^\x20-\x7e]/g, "").trim();
        const body = encodeErrorBody({ code: 400, detail, trackingId, timestamp: new Date(0) });
        expect(decodeErrorBody(body)?.detail ?? "").toBe(detail);
      }),
    );
  });

  it.each([
    "<Error>".repeat(50_000),
    `<Error><Detail>${"<![CDATA[".repeat(50_000)}</Detail></Error>`,
    `<Error><Detail>${"TrackingId:".repeat(50_000)}</Detail></Error>`,
    `<Error${" ".repeat(500_000)}`,
  ])("does not hang on a hostile body", (text) => {
    const start = Date.now();
    decodeErrorBody(text);
    expect(Date.now() - start).toBeLessThan(5000);
  });

  it("reads what Azure Storage says, which has no Detail", () => {
    const body = "<Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate.</Message></Error>";
    expect(decodeErrorBody(body)).toEqual({ detail: "Server failed to authenticate." });
  });
});
