import { describe, expect, it } from "vitest";
import { facts, request } from "../fixtures/samples.js";
import { foldCalls } from "./call.js";
import { parseSearch, searchCalls } from "./search-calls.js";

const calls = foldCalls([
  request({ id: "good", send: facts({ Success: 2 }) }),
  request({
    id: "nobody",
    requestHeaders: {
      "user-agent": "NHub/2020-06 (api-origin=JavaSDK)",
      "servicebusnotification-format": "fcmv1",
      "servicebusnotification-tags": "news",
    },
    requestBody: '{"message":{"notification":{"title":"Kick-off now"}}}',
    send: facts({}, { candidates: 3 }),
  }),
  request({ id: "refused", status: 401, requestBody: "1" }),
  request({ id: "half", send: facts({ Success: 1, ExpiredChannel: 1 }), requestBody: "2" }),
  request({
    id: "device",
    method: "PUT",
    operation: "putInstallation",
    url: "http://localhost/shop/installations/phone",
  }),
]);
const found = (search: string) =>
  searchCalls(calls, search)
    .map(({ id }) => id)
    .sort();

it.each([
  ["", ["device", "good", "half", "nobody", "refused"]],
  ["status:failed", ["half", "nobody", "refused"]],
  ["status:ok", ["device", "good"]],
  ["status:401", ["refused"]],
  ["status:4xx", ["refused"]],
  ["platform:fcmv1", ["nobody"]],
  ["audience:news", ["nobody"]],
  ["audience:everyone status:failed", ["half", "refused"]],
  ["program:java", ["nobody"]],
  ['text:"kick-off now"', ["nobody"]],
  ["-program:java -method:put", ["good", "half", "refused"]],
  ["method:put", ["device"]],
  ["phone", ["device"]],
  ["status:failed platform:apple audience:nobody", []],
])("finds with %j %j", (search, expected) => {
  expect(found(search)).toEqual(expected);
});

describe("a search that is being typed", () => {
  it("takes an open quote as if it were closed, and an unknown name as a word", () => {
    expect(parseSearch('text:"kick')).toEqual([{ name: "text", value: "kick", negated: false }]);
    expect(parseSearch("lang:en")).toEqual([{ name: undefined, value: "lang:en", negated: false }]);
    expect(parseSearch("status: -")).toEqual([]);
  });
});
