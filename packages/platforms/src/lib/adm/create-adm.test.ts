import { adm } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { admCredential, startAdmDouble } from "../../../test/doubles/adm-double.js";
import { type AdmOptions, createAdm } from "./create-adm.js";
import { admReasons } from "./reasons.js";

const notification = adm({ data: { order: "7" } });

async function start(options: Partial<AdmOptions> = {}) {
  const double = await startAdmDouble();
  const tokenUrl = `${double.url}/auth/O2/token`;
  const client = createAdm({ ...admCredential, url: double.url, tokenUrl, random: () => 0, ...options });
  closeAfterTest(client, double);
  return { double, client };
}

describe("createAdm", () => {
  it("gets a token, pushes the body unchanged, and returns the ID of the request", async () => {
    const { double, client } = await start();
    expect(await client.push(notification, "amzn1.adm-registration.v3.Y2/x")).toMatchObject({
      state: "delivered",
      id: "request-1",
      newHandle: undefined,
    });
    expect(double.pushed).toEqual([{ handle: "amzn1.adm-registration.v3.Y2/x", body: { data: { order: "7" } } }]);
  });

  it("returns the ID that replaces an old one", async () => {
    const { client } = await start();
    expect(await client.push(notification, "old-id")).toMatchObject({ state: "delivered", newHandle: "new-id" });
  });

  it("keeps a handle within its segment of the path", async () => {
    const { double, client } = await start();
    for (const handle of ["../../auth/O2/token", "..", ".", "a?b#c"]) await client.push(notification, handle);
    const paths = double.received.map(({ path }) => path).filter((path) => path !== "/auth/O2/token");
    expect(paths.every((path) => /^\/messaging\/registrations\/[^/?#]+\/messages$/.test(path))).toBe(true);
  });

  it("renews a token that expired, once", async () => {
    const { double, client } = await start();
    await client.push(notification, "id");
    double.tokens.expire();
    expect(await client.push(notification, "id")).toMatchObject({ state: "delivered" });
    expect(double.tokens.count).toBe(2);
  });
});

describe("responses", () => {
  // Amazon, "Send a message via ADM".
  const table: readonly (readonly [status: number, reason: string, state: string])[] = [
    [400, "InvalidRegistrationId", "refused"],
    [400, "InvalidData", "refused"],
    [400, "InvalidConsolidationKey", "refused"],
    [400, "InvalidExpiration", "refused"],
    [400, "InvalidChecksum", "refused"],
    [400, "InvalidType", "refused"],
    [400, "Unregistered", "handleGone"],
    [401, "AccessTokenExpired", "credentialRefused"],
    [413, "MessageTooLarge", "refused"],
    [429, "MaxRateExceeded", "throttled"],
    [500, "InternalServerError", "unavailable"],
    [503, "ServiceUnavailable", "unavailable"],
  ];
  it.each(table)("%i %s is %s", async (status, reason, state) => {
    const { double, client } = await start({ retry: false });
    double.next({ status, body: { reason } }, /messages/);
    const result = await client.push(notification, "id");
    expect(result).toMatchObject({ state, reason, status, mayHaveBeenPushed: status === 500 });
    expect(result.hint).toMatch(/^[A-Z].{15,}\.$/);
  });

  it("has no reasons beyond that table", () => {
    expect(Object.keys(admReasons).sort()).toEqual(table.map(([, reason]) => reason).sort());
  });

  it("waits as long as the service asks", async () => {
    const { double, client } = await start({ totalTimeoutMs: 5000 });
    double.next({ status: 503, headers: { "retry-after": "0" } }, /messages/);
    expect(await client.push(notification, "id")).toMatchObject({ state: "delivered" });
    double.next({ status: 429, headers: { "retry-after": "60" }, body: { reason: "MaxRateExceeded" } }, /messages/);
    expect(await client.push(notification, "id")).toMatchObject({ state: "throttled", retryAfterMs: 60_000 });
  });

  it("returns a refused credential as a result", async () => {
    const { client } = await start({ clientSecret: "wrong" });
    const result = await client.push(notification, "id");
    expect(result).toMatchObject({ state: "credentialRefused", step: "token", reason: "invalid_client" });
    expect(result.hint).toMatch(/do not belong together/);
  });
});

it("refuses an incomplete credential", () => {
  expect(() => createAdm({ clientId: "", clientSecret: "s" })).toThrow("adm: clientId must be a string.");
  expect(() => createAdm({ clientId: "id" } as never)).toThrow(
    expect.objectContaining({ code: "NH_CREDENTIAL_INVALID" }),
  );
});
