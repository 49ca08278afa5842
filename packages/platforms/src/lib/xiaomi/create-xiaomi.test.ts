import { rawNotification, xiaomi } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { appSecret, startXiaomiDouble } from "../../../test/doubles/xiaomi-double.js";
import { createXiaomi, type XiaomiOptions } from "./create-xiaomi.js";

const notification = xiaomi({
  title: "T",
  description: "D",
  restrictedPackageName: "com.example",
  unconfirmed: { pass_through: 0, extra: { web_url: "https://example.com/?a=b&c=d", notify_effect: "1" } },
});

async function start(options: Partial<XiaomiOptions> = {}) {
  const double = await startXiaomiDouble();
  const client = createXiaomi({ appSecret, url: double.url, random: () => 0, ...options });
  closeAfterTest(client, double);
  return { double, client };
}

describe("createXiaomi", () => {
  it("pushes the body as a form, and returns the ID of the message", async () => {
    const { double, client } = await start();
    expect(await client.push(notification, "reg+1/=")).toMatchObject({
      state: "delivered",
      id: "scm1",
      reason: undefined,
    });
    expect(double.pushed).toEqual([
      {
        title: "T",
        description: "D",
        restricted_package_name: "com.example",
        pass_through: "0",
        "extra.web_url": "https://example.com/?a=b&c=d",
        "extra.notify_effect": "1",
        registration_id: "reg+1/=",
      },
    ]);
  });

  it("pushes one notification to several handles", async () => {
    const { double, client } = await start();
    await client.push(notification, "one");
    await client.push(notification, "two");
    expect(double.pushed.map(({ registration_id }) => registration_id)).toEqual(["one", "two"]);
  });

  it.each(["a,b", "a b", ""])("refuses the handle %j, which is not exactly one", async (handle) => {
    const { double, client } = await start();
    await expect(client.push(notification, handle)).rejects.toMatchObject({ argument: "handle" });
    expect(double.received).toEqual([]);
  });

  it.each([
    ["a target of its own", '{"registration_id":"x"}', /registration_id must not be set/],
    ["a list", "[1]", /must be a JSON object/],
  ])("refuses a body with %s", async (_title, body, message) => {
    const { client } = await start();
    await expect(client.push(rawNotification({ platform: "xiaomi", body }), "id")).rejects.toThrow(message);
  });
});

describe("responses", () => {
  it("reports an invalid handle, in both forms that Xiaomi uses", async () => {
    const { client } = await start();
    expect(await client.push(notification, "bad")).toMatchObject({
      state: "refused",
      about: "handle",
      reason: "No valid targets!",
      details: { code: "20301" },
    });
    expect(await client.push(notification, "listed")).toMatchObject({
      state: "refused",
      about: "handle",
      reason: "bad_regids",
    });
  });

  it("reports a secret that does not belong to the app", async () => {
    const { client } = await start({ appSecret: "wrong" });
    expect(await client.push(notification, "id")).toMatchObject({
      state: "credentialRefused",
      reason: "invalid application or secret",
      details: { code: "21301" },
    });
  });

  it.each([
    [10001, "unavailable", true],
    [10002, "unavailable", false],
    [10017, "refused", false],
    [10027, "throttled", false],
    [10034, "throttled", false],
    [22022, "refused", false],
    [65009, "refused", false],
    [99999, "refused", false],
  ])("treats the code %i as %s", async (code, state, mayHaveBeenPushed) => {
    const { double, client } = await start({ retry: false });
    double.next({ status: 200, body: { result: "error", code, description: "d" } });
    expect(await client.push(notification, "id")).toMatchObject({ state, mayHaveBeenPushed, reason: "d" });
  });

  it("does not retry a push when the quota of the day is used up", async () => {
    const { double, client } = await start();
    double.next({ status: 200, body: { result: "error", code: 10034, description: "quota" } });
    expect(await client.push(notification, "id")).toMatchObject({
      state: "throttled",
      retryable: false,
      retryAfterMs: undefined,
      mayHaveBeenPushed: false,
    });
    expect(double.received).toHaveLength(1);
  });

  it("retries a push when Xiaomi is busy or asks for fewer pushes", async () => {
    const { double, client } = await start();
    double.next({ status: 200, body: { result: "error", code: 10027 } });
    double.next({ status: 200, body: { result: "error", code: 10002 } });
    expect(await client.push(notification, "id")).toMatchObject({ state: "delivered", retryable: false });
    expect(double.received).toHaveLength(3);
  });

  it.each([
    [{ status: 200, body: "<html>" }, "unavailable", true],
    [{ status: 401, body: "" }, "credentialRefused", false],
    [{ status: 500, body: "" }, "unavailable", true],
  ] as const)("judges a response without a code by its status: %j", async (reply, state, mayHaveBeenPushed) => {
    const { double, client } = await start();
    double.next(reply);
    expect(await client.push(notification, "id")).toMatchObject({ state, mayHaveBeenPushed });
    expect(double.received).toHaveLength(1);
  });

  it("masks the secret when the server quotes it", async () => {
    const { double, client } = await start();
    double.next({ status: 200, body: { code: 21301, reason: `${appSecret} is wrong` } });
    expect((await client.push(notification, "id")).reason).toBe("*** is wrong");
  });
});

it("accepts the regions of Xiaomi, and a secret that can be sent in a header", () => {
  for (const region of ["china", "europe", "global", "india", "russia", "sandbox", "singapore"] as const) {
    createXiaomi({ appSecret, region }).close();
  }
  expect(() => createXiaomi({ appSecret, region: "mars" as never })).toThrow("region must be one of china, europe");
  expect(() => createXiaomi({ appSecret: "a\nb" })).toThrow("xiaomi: appSecret must be a string.");
});
