import { describe, expect, it } from "vitest";
import { createTestHub, handleOf, putPhone } from "../../test/test-hub.js";

async function withDelivery() {
  const test = createTestHub();
  await putPhone(test, "phone-1", "--tags", "news");
  await test.nh(["send", "apple", "--title", "Hi", "--tag", "news"]);
  const [delivery] = test.hub.deliveries.list();
  if (delivery === undefined) throw new Error("nothing was delivered");
  return { test, delivery };
}

describe("nh deliveries", () => {
  it("lists what was delivered", async () => {
    const { test, delivery } = await withDelivery();
    expect((await test.nh(["deliveries", "list", "--json"])).json()).toEqual({ deliveries: [delivery] });
    expect((await test.nh(["deliveries", "list", "--tag", "news"])).out).toBe(
      `${delivery.id}\t2031-05-06T07:08:09.000Z\tapple\tphone-1\tSuccess\t{"aps":{"alert":{"title":"Hi"}}}\n`,
    );
    expect((await test.nh(["deliveries", "list", "--tag", "other", "--json"])).json()).toEqual({ deliveries: [] });
  });
  it("shows a delivery with headers and body", async () => {
    const { test, delivery } = await withDelivery();
    const { out } = await test.nh(["deliveries", "show", delivery.id]);
    expect(out).toContain("apns-push-type  alert");
    expect(out.endsWith('\n\n{"aps":{"alert":{"title":"Hi"}}}\n')).toBe(true);
    expect((await test.nh(["deliveries", "show", delivery.id, "--json"])).json()).toEqual(delivery);
    const missing = await test.nh(["deliveries", "show", "999"]);
    expect(missing.code).toBe(4);
  });
  it("sends a delivery again to its device", async () => {
    const { test, delivery } = await withDelivery();
    const dry = await test.nh(["deliveries", "resend", delivery.id, "--dry-run", "--json"]);
    expect(dry.json()).toMatchObject({
      requests: [{ method: "POST", headers: { "ServiceBusNotification-DeviceHandle": handleOf("phone-1") } }],
    });
    const { code, err } = await test.nh(["deliveries", "resend", delivery.id]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [, again] = test.hub.deliveries.list();
    expect(again).toMatchObject({
      handle: delivery.handle,
      body: delivery.body,
      headers: { "apns-push-type": "alert" },
    });
  });
});
