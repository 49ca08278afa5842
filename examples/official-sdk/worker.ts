// The Worker of ../worker.ts over the official SDK, for comparison.
import {
  createAppleNotification,
  createBrowserNotification,
  createFcmV1Notification,
  NotificationHubsClient,
  type NotificationHubsClientOptions,
} from "@azure/notification-hubs";

interface Env {
  readonly NH_CONNECTION_STRING: string;
  /** How the client reaches the hub. A test passes its own way. */
  readonly options?: NotificationHubsClientOptions;
}

/** Kept from request to request. */
let client: NotificationHubsClient | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== "POST") return new Response(null, { status: 405 });
    client ??= new NotificationHubsClient(env.NH_CONNECTION_STRING, "shop", env.options);
    const input: unknown = await request.json().catch(() => undefined);
    const { customer, order } = Object(input) as { customer?: unknown; order?: unknown };
    if (typeof customer !== "string" || typeof order !== "number") return new Response(null, { status: 400 });
    const [title, body, link] = [`Order ${order}`, "It is on its way.", `shop://orders/${order}`];
    const notifications = [
      createAppleNotification({
        body: JSON.stringify({ aps: { alert: { title, body } }, link }),
        headers: { "apns-push-type": "alert", "apns-priority": "10" },
      }),
      createFcmV1Notification({ body: JSON.stringify({ message: { notification: { title, body }, data: { link } } }) }),
      createBrowserNotification({ body: JSON.stringify({ title, body, link }) }),
    ];
    const tagExpression = `$UserId:{${customer}}`;
    const sends = notifications.map((notification) => client?.sendNotification(notification, { tagExpression }));
    const results = await Promise.allSettled(sends);
    const accepted = results.filter(({ status }) => status === "fulfilled").length;
    const state = accepted === results.length ? "enqueued" : accepted === 0 ? "failed" : "partial";
    return Response.json({ state }, { status: state === "enqueued" ? 202 : 502 });
  },
};
