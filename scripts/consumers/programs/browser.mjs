// What a page or a worker would bundle.
import { everyone, NotificationHubClient } from "@nh/client";
import { content } from "@nh/payloads";

export async function sendOnce(connectionString, hubName) {
  const client = new NotificationHubClient(connectionString, hubName);
  const result = await client.send(content({ title: "Hello", body: "From a bundle" }).for("apple"), everyone());
  await client.close();
  return result.state;
}
