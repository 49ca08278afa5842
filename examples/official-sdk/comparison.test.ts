import { createAppleNotification, createFcmV1Notification, NotificationHubsClient } from "@azure/notification-hubs";
import { isHubConnectionError, NotificationHubClient } from "@nh/client";
import { type StartedHub, startHub } from "@nh/hub/node";
import { apple, fcmV1 } from "@nh/payloads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/* What README says of both clients, with both clients on one hub that has one device. */

let started: StartedHub;
let official: NotificationHubsClient;
let nh: NotificationHubClient;

const phone = { installationId: "anns-phone", platform: "apns", pushChannel: "a1".repeat(32), tags: ["news"] } as const;
const deliveries = () => started.hub.deliveries.list();

beforeEach(async () => {
  started = await startHub({ port: 0, httpsPort: false });
  const key = /SharedAccessKeyName=[^;]+;SharedAccessKey=[^;]+/.exec(started.connectionString)?.[0];
  official = new NotificationHubsClient(`Endpoint=${started.url}/;${key}`, "hub", {
    retryOptions: { retryDelayInMs: 1 }, // the default is a second; how often it retries is its own
    additionalPolicies: [
      {
        position: "perCall",
        policy: {
          name: "allowInsecure",
          sendRequest: (request, next) => next(Object.assign(request, { allowInsecureConnection: true })),
        },
      },
    ],
  });
  nh = new NotificationHubClient(started.connectionString, "hub");
  await nh.installations.put(phone);
});

afterEach(async () => {
  await nh.close();
  await started.close();
});

describe("a send whose connection broke after the request", () => {
  beforeEach(() => {
    started.hub.faults.add({ match: { operation: "send" }, answer: { reset: true, after: "processing" } });
  });

  it("is sent again by the official client, three times", async () => {
    const notification = createAppleNotification({ body: '{"aps":{"alert":"Goal!"}}' });
    await expect(official.sendNotification(notification, { tagExpression: "news" })).rejects.toThrow();
    expect(deliveries()).toHaveLength(4);
  });

  it("is not sent again by nh, which says that it may have been sent", async () => {
    const error: unknown = await nh.send(apple({ alert: "Goal!" }), "news").catch((thrown: unknown) => thrown);
    expect(isHubConnectionError(error) && error.mayHaveBeenSent).toBe(true);
    expect(deliveries()).toHaveLength(1);
  });
});

describe("a send whose tag expression turned out empty", () => {
  it("goes to every device with the official client", async () => {
    const notification = createAppleNotification({ body: '{"aps":{"alert":"Goal!"}}' });
    await official.sendNotification(notification, { tagExpression: "" });
    expect(deliveries()).toHaveLength(1);
  });

  it("is an error with nh", async () => {
    await expect(nh.send(apple({ alert: "Goal!" }), "")).rejects.toMatchObject({ code: "NH_AUDIENCE_MISSING" });
    expect(deliveries()).toEqual([]);
  });
});

describe("a payload that its platform refuses", () => {
  it("is sent by the official client", async () => {
    await nh.installations.put({
      ...phone,
      platform: "fcmv1",
      pushChannel: "bk3RNwTe3H0:CI2k_HHwgIpoDKCIZvvDMExUdFQ3P1",
    });
    const body = JSON.stringify({ message: { data: { goals: 1 } } });
    await official.sendNotification(createFcmV1Notification({ body }), { tagExpression: "news" });
    expect(deliveries()).toHaveLength(1);
  });

  it("is refused by nh, with the field and the rule", () => {
    // @ts-expect-error the compiler refuses it, too
    expect(() => fcmV1({ data: { goals: 1 } })).toThrow(
      expect.objectContaining({ field: "message.data.goals", rule: expect.any(String) }),
    );
  });
});
