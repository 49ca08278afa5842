import { describe, expect, it } from "vitest";
import { request } from "../fixtures/samples.js";
import { foldCalls } from "./call.js";

const at = (seconds: number) => new Date(Date.UTC(2031, 4, 6, 7, 0, seconds)).toISOString();
const folded = (...requests: Parameters<typeof request>[0][]) =>
  foldCalls(requests.map((more, index) => request({ id: String(index + 1), at: at(index), ...more }))).map(
    ({ attempts }) => attempts.map(({ id }) => id),
  );

describe("requests", () => {
  it("are calls, newest first", () => {
    expect(folded({}, {})).toEqual([["2"], ["1"]]);
  });

  it.each([
    [429, {}],
    [503, {}],
    [500, {}],
    [0, {}],
    [403, { responseHeaders: { "retry-after": "1" } }],
    [401, { responseBody: "<Error><Detail>ExpiredToken: The token is expired.</Detail></Error>" }],
  ])("that follow an equal one which ended in %i %j are its retries", (status, more) => {
    expect(folded({ status, ...more }, { status, ...more }, {})).toEqual([["1", "2", "3"]]);
  });

  it("are retries also when a fault struck before the body was read", () => {
    expect(folded({ status: 429, requestBody: "" }, {})).toEqual([["1", "2"]]);
  });

  it.each([
    ["another body", { requestBody: "{}" }],
    ["another address", { url: "http://localhost:7447/news/messages/?api-version=2020-06" }],
    ["another program", { requestHeaders: { "user-agent": "java" } }],
    ["another audience", { requestHeaders: { "user-agent": "curl/8.5", "servicebusnotification-tags": "a" } }],
    ["two minutes between", { at: at(125) }],
  ])("are no retries with %s", (_, more) => {
    expect(folded({ status: 429 }, more)).toEqual([["2"], ["1"]]);
  });

  it("are no retries of what succeeded or was refused for good", () => {
    expect(folded({ status: 400 }, {})).toEqual([["2"], ["1"]]);
    // Somebody who mends a token makes a new call each time.
    const responseBody = "<Error><Detail>InvalidSignature: The token has an invalid signature.</Detail></Error>";
    expect(folded({ status: 401, responseBody }, { status: 403 }, {})).toEqual([["3"], ["2"], ["1"]]);
    expect(folded({ status: 429 }, { status: 201 }, {})).toEqual([["3"], ["1", "2"]]);
  });

  it("keep the id of their call when another attempt comes", () => {
    const first = request({ id: "7", status: 429 });
    const second = request({ id: "9" });
    expect([foldCalls([first])[0]?.id, foldCalls([first, second])[0]?.id]).toEqual(["7", "7"]);
  });

  it("stay the same calls when others come, and are new ones when they change", () => {
    const log = [request({ id: "1", status: 429 }), request({ id: "2" }), request({ id: "3" })];
    const [third, second] = foldCalls(log);
    const later = foldCalls([...log, request({ id: "4" })]);
    expect([later[1] === third, later[2] === second]).toEqual([true, true]);
    const changed = foldCalls(log.slice(1));
    expect([changed[0] === third, changed[1] === second]).toEqual([true, false]);
    expect(changed[1]?.attempts.map(({ id }) => id)).toEqual(["2"]);
  });
});

describe("the title of a call", () => {
  const headers = (more: Record<string, string>) => ({
    requestHeaders: { "servicebusnotification-format": "apple", ...more },
  });
  it.each([
    [{}, "apple → everyone"],
    [headers({ "servicebusnotification-tags": "a && !b" }), "apple → a && !b"],
    [headers({ "servicebusnotification-tags": "$UserId:{lena}" }), "apple → user lena"],
    [{ requestHeaders: {} }, "template → everyone"],
    [{ url: "http://localhost/shop/messages/?direct&api-version=2020-06" }, "apple → one device"],
    [{ operation: "sendBatch" }, "apple → many devices"],
    [
      {
        method: "PUT",
        operation: "putInstallation",
        url: "http://localhost/shop/installations/a%20b?api-version=2020-06",
      },
      "PUT installation a b",
    ],
    [
      { method: "GET", operation: "listRegistrationsByTag", url: "http://localhost/shop/tags/news/registrations" },
      "GET registrations with tag news",
    ],
    [{ method: "GET", operation: "getHub", url: "http://localhost/shop" }, "GET hub shop"],
    [{ method: "GET", operation: null, url: "http://localhost/favicon.ico" }, "GET /favicon.ico"],
    [
      { method: "GET", operation: "getInstallation", url: "http://localhost/%ZZ/installations/%F" },
      "GET installation %F",
    ],
  ])("of %j is %s", (more, title) => {
    expect(foldCalls([request(more)])[0]?.title).toBe(title);
  });
});
