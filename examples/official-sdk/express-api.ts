// The two routes of ../express-api.ts over the official SDK, for comparison. The SDK passes on what
// it gets, and the service ignores an unknown member and splits a tag at its comma, so what the
// caller got wrong is found here.
import {
  createAppleNotification,
  createFcmV1Notification,
  type Installation,
  type NotificationHubsClient,
} from "@azure/notification-hubs";
import express, { type ErrorRequestHandler, type Express } from "express";

class InputError extends Error {}

const members = new Set(["platform", "pushChannel", "tags", "templates", "pushVariables", "expirationTime"]);
const platforms = new Set(["adm", "apns", "baidu", "browser", "fcmv1", "wns", "xiaomi"]);

function check(condition: boolean, problem: string): void {
  if (!condition) throw new InputError(problem);
}

function checkDevice(device: Record<string, unknown>): void {
  const unknown = Object.keys(device).filter((name) => !members.has(name));
  check(unknown.length === 0, `Unknown members: ${unknown.join(", ")}`);
  check(platforms.has(String(device.platform)), "platform must be one that installations have");
  const { pushChannel, tags = [] } = device;
  const isSubscription = typeof pushChannel === "object" && pushChannel !== null;
  check(device.platform === "browser" ? isSubscription : Boolean(pushChannel), "pushChannel must be the device's");
  check(Array.isArray(tags) && tags.every((tag) => /^[\w@#.:-]{1,120}$/.test(tag)), "tags must be a list of tags");
}

/** One notification for each platform: the SDK has no message for several. */
function compose({ title, body, badge }: Record<string, unknown>) {
  check(typeof title === "string" && title !== "", "title must be a string");
  check(body === undefined || typeof body === "string", "body must be a string");
  check(badge === undefined || Number.isInteger(badge), "badge must be a whole number");
  const android = badge === undefined ? {} : { android: { notification: { notification_count: badge } } };
  return [
    createAppleNotification({
      body: JSON.stringify({ aps: { alert: { title, body }, badge } }),
      headers: { "apns-push-type": "alert", "apns-priority": "10" },
    }),
    createFcmV1Notification({ body: JSON.stringify({ message: { notification: { title, body }, ...android } }) }),
  ];
}

export function createApi(client: NotificationHubsClient): Express {
  const api = express().use(express.json());

  api.put("/devices/:id", async ({ params, body }, response) => {
    checkDevice(body);
    const userId = response.req.get("x-user");
    await client.createOrUpdateInstallation({ ...body, installationId: params.id, userId } as Installation);
    response.sendStatus(204);
  });

  api.post("/users/:id/notifications", async ({ params, body }, response) => {
    const tagExpression = `$UserId:{${params.id}}`;
    const notifications = compose(body);
    const results = await Promise.allSettled(
      notifications.map((notification) => client.sendNotification(notification, { tagExpression })),
    );
    const failed = notifications.filter((_one, index) => results[index]?.status === "rejected");
    const state = failed.length === 0 ? "enqueued" : failed.length === notifications.length ? "failed" : "partial";
    response.status(failed.length === 0 ? 202 : 502).json({ state, failed: failed.map(({ platform }) => platform) });
  });

  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (error instanceof InputError) response.status(422).json({ message: error.message });
    else if (error?.name === "RestError") response.status(502).json({ code: error.code });
    else next(error);
  };
  return api.use(onError);
}
