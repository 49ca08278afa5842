import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { refusalOf } from "./request-guard.js";

function refusal(method: string, headers: Record<string, string>): string | undefined {
  return refusalOf({ method, headers } as unknown as IncomingMessage);
}
const host = "localhost:7450";
const json = { "content-type": "application/json" };

it.each([
  ["the page itself", "POST", { host, origin: `http://${host}`, "sec-fetch-site": "same-origin", ...json }],
  ["a program that is not a browser", "POST", { host: "127.0.0.1:7450", ...json }],
  ["the address bar", "GET", { host, "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }],
  ["a link on another site", "GET", { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }],
  ["IPv6", "GET", { host: "[::1]:7450" }],
])("serves %s", (_who, method, headers) => {
  expect(refusal(method, headers)).toBeUndefined();
});

const foreign = "Requests from other websites are refused.";
it.each([
  ["another origin", "POST", { host, origin: "https://evil.example", ...json }, foreign],
  ["another port of this machine", "POST", { host, origin: "http://localhost:3000", ...json }, foreign],
  ["a sandboxed frame", "POST", { host, origin: "null", ...json }, foreign],
  ["another site without an Origin", "POST", { host, "sec-fetch-site": "cross-site", ...json }, foreign],
  ["a script of another site", "GET", { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }, foreign],
  ["a form", "POST", { host, "content-type": "text/plain" }, "Requests must have Content-Type: application/json."],
  [
    "a foreign name that resolves to this machine",
    "GET",
    { host: "evil.example:7450" },
    'This page is served for localhost only, not for "evil.example:7450".',
  ],
  [
    "a name that starts with localhost",
    "GET",
    { host: "localhost.evil.example:7450" },
    'This page is served for localhost only, not for "localhost.evil.example:7450".',
  ],
])("refuses %s", (_who, method, headers, reason) => {
  expect(refusal(method, headers)).toBe(reason);
});
