// How to test your own code. It sends through a real hub in this process, and the test reads what
// arrived.
import { NotificationHubClient, user } from "@nh/client";
import { useHub } from "@nh/hub/testing";
import { apple } from "@nh/payloads";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

// Your code.
async function announceDelivery(client: NotificationHubClient, customer: string, minutes: number): Promise<void> {
  await client.send(apple({ alert: `Your parcel arrives in ${minutes} minutes` }), user(customer));
}

// You do not have to pass the hooks with Jest, or with Vitest's `globals: true`.
const hub = useHub({ hooks: { afterAll, afterEach, beforeAll } });

it("tells the customer when the parcel arrives", async () => {
  const client = new NotificationHubClient(hub.connectionString, hub.hubName, { fetch: hub.fetch });
  await client.installations.put({
    installationId: "phone",
    platform: "apns",
    pushChannel: "a1".repeat(32),
    userId: "lena",
  });

  await announceDelivery(client, "lena", 15);

  const delivery = await hub.deliveries.waitFor({ installationId: "phone" });
  expect(JSON.parse(delivery.body)).toEqual({ aps: { alert: "Your parcel arrives in 15 minutes" } });
});
