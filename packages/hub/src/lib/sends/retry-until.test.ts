import { expect, it } from "vitest";
import { retryUntil } from "./retry-until.js";

const AT = Date.UTC(2031, 4, 6, 7, 8, 9);
const hour = 3_600_000;

it.each([
  ["apple", {}, "{}", hour],
  ["apple", { "apns-expiration": String(AT / 1000 + 60) }, "{}", 60_000],
  ["apple", { "apns-expiration": String(AT / 1000 + 90_000) }, "{}", hour],
  ["apple", { "apns-expiration": "0" }, "{}", 0],
  ["browser", { ttl: "30" }, "{}", 30_000],
  ["browser", { ttl: "0" }, "{}", 0],
  ["windows", { "x-wns-ttl": "20" }, "<toast/>", 20_000],
  ["fcmv1", {}, '{"message":{"android":{"ttl":"3.5s"}}}', 3_500],
  ["fcmv1", {}, '{"message":{"android":{}}}', hour],
  ["adm", {}, '{"expiresAfter":10}', 10_000],
  ["xiaomi", {}, '{"time_to_live":1500}', 1_500],
  ["xiaomi", {}, '{"time_to_live":"1500"}', 1_500],
  ["xiaomi", {}, "not JSON", hour],
  ["adm", {}, '{"expiresAfter":-1}', hour],
  ["browser", { ttl: "soon" }, "{}", hour],
] as const)("a push to %s with %j and %s is retried for %i ms at the most", (platform, headers, body, milliseconds) => {
  expect(retryUntil(platform, headers, body, AT) - AT).toBe(milliseconds);
});
