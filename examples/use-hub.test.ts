// How to test your own code: it sends through a real hub in this process, and the test reads what arrived.
import { NotificationHubClient, user } from "@nh/client";
import { useHub } from "@nh/hub/testing";
import { apple } from "@nh/payloads";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

// Your code.
async function announceDelivery(hub: NotificationHubClient, customer: string, minutes: number): Promise<void> {
  await hub.send(apple({ alert: `Your parcel arrives in ${minutes} minutes` }), user(customer));
}

// With Jest, or Vitest's `globals: true`, the hooks need not be passed.
const { connectionString, hubName, fetch, deliveries } = useHub({ hooks: { afterAll, afterEach, beforeAll } });

it("tells the customer when the parcel arrives", async () => {
  const hub = new NotificationHubClient(connectionString, hubName, { fetch });
  await hub.installations.put({
    installationId: "phone",
    platform: "apns",
    pushChannel: "a1".repeat(32),
    userId: "lena",
  });

  await announceDelivery(hub, "lena", 15);

  const delivery = await deliveries.waitFor({ installationId: "phone" });
  expect(JSON.parse(delivery.body)).toEqual({ aps: { alert: "Your parcel arrives in 15 minutes" } });
});
