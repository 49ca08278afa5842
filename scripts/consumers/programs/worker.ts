// Compiled, not run: a Cloudflare Worker.
import { NotificationHubClient, user } from "@nh/client";
import { content } from "@nh/payloads";

interface Environment {
  readonly NH_CONNECTION_STRING: string;
}

const worker: ExportedHandler<Environment> = {
  async fetch(request, { NH_CONNECTION_STRING }) {
    const client = new NotificationHubClient(NH_CONNECTION_STRING, "hub", { platforms: ["apple", "fcmv1"] });
    const { state } = await client.send(content({ title: await request.text() }), user("ann"));
    return Response.json({ state });
  },
};
export default worker;
