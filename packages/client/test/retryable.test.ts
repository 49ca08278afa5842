import { apple } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { type ClientOptions, isCallFailure, NotificationHubClient } from "../src/index.js";
import type { Fetch } from "../src/lib/transport/fetch.js";
import { rejection, respondWith } from "./connect-hub.js";

const connection = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
const notification = apple({ alert: "Hello" });
const phone = { installationId: "phone", platform: "apns", pushChannel: "a1" } as const;

const broken = (code: string) => async () => Promise.reject(Object.assign(new Error(code), { code }));
const never: Fetch = () => new Promise(() => undefined);
const expired = "<Error><Code>401</Code><Detail>ExpiredToken: .TrackingId:a_G1,TimeStamp:x</Detail></Error>";

/** How a call fails, and whether a send, a write and a read may be made again then. */
const failures: [title: string, fetch: Fetch, options: ClientOptions, send: boolean, put: boolean, get: boolean][] = [
  ["the connection is refused", broken("ECONNREFUSED"), {}, true, true, true],
  ["the connection breaks", broken("ECONNRESET"), {}, false, true, true],
  ["an attempt takes too long", never, { timeoutMs: 5 }, false, true, true],
  ["the whole call takes too long", never, { totalTimeoutMs: 5 }, false, true, true],
  ["the service throttles", async () => respondWith(429), {}, true, true, true],
  ["the service is busy", async () => respondWith(503, "", { TrackingId: "t" }), {}, true, true, true],
  ["a gateway says 503", async () => respondWith(503, "no upstream"), {}, false, true, true],
  ["the service fails", async () => respondWith(500), {}, false, true, true],
  ["the service refuses", async () => respondWith(400), {}, false, false, false],
  ["the token stays expired", async () => respondWith(401, expired), {}, false, false, false],
  [
    "a portal responds with a page",
    async () => respondWith(200, "<p>Sign in", { "Content-Type": "text/html" }),
    {},
    false,
    true,
    true,
  ],
];

describe("retryable, when", () => {
  it.each(failures)("%s, is true where the same call may succeed and does no harm", async (...row) => {
    const [, fetch, options, send, put, get] = row;
    const client = new NotificationHubClient(connection, "hub", { fetch, retry: false, ...options });
    const errors = [
      await rejection(client.send(notification, "news")),
      await rejection(client.installations.put(phone)),
      await rejection(client.installations.get("phone")),
    ];
    expect(errors.map((error) => isCallFailure(error) && error.retryable)).toEqual([send, put, get]);
  });

  it("an earlier attempt may have pushed, is false although the last one was only throttled", async () => {
    let requests = 0;
    const fetch: Fetch = async () => respondWith(++requests === 1 ? 500 : 429);
    const retry = { maxRetries: 1, baseDelayMs: 0, ambiguousSends: true };
    const client = new NotificationHubClient(connection, "hub", { fetch, retry });
    expect(await rejection(client.send(notification, "news"))).toMatchObject({
      code: "NH_THROTTLED",
      attempts: 2,
      mayHaveBeenSent: true,
      retryable: false,
    });
  });

  it("a registration may have been created or updated, is false, but not after an upsert", async () => {
    const client = new NotificationHubClient(connection, "hub", { fetch: broken("ECONNRESET"), retry: false });
    const registration = { platform: "apple", handle: "a1" } as const;
    const create = await rejection(client.registrations.create(registration));
    expect(create).toMatchObject({ mayHaveBeenSent: true, retryable: false });
    // A second try would be refused if the first one has changed the version.
    const update = await rejection(client.registrations.update({ ...registration, registrationId: "1", etag: "3" }));
    expect(update).toMatchObject({ mayHaveBeenSent: true, retryable: false });
    const upsert = await rejection(client.registrations.upsert({ ...registration, registrationId: "1" }));
    expect(upsert).toMatchObject({ mayHaveBeenSent: true, retryable: true });
  });

  it("a response cannot be read, is false: it would come again", async () => {
    const fetch: Fetch = async () => respondWith(200, "{}");
    const client = new NotificationHubClient(connection, "hub", { fetch });
    const unread = await rejection(client.installations.get("phone"));
    expect(unread).toMatchObject({ code: "NH_WIRE_UNEXPECTED", retryable: false });
    expect((unread as Error).stack).toContain("installations.get: Unexpected installation at /platform");
    const tested = await rejection(client.send(notification, "news", { test: true }));
    expect(tested).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: true, retryable: false });
    const written = client.registrations.upsert({ platform: "apple", handle: "a1", registrationId: "1" });
    expect(await rejection(written)).toMatchObject({ code: "NH_CONNECTION", retryable: false });
  });

  it("the hub runs in another process, is false: no later call finds it", async () => {
    const local = connection.replace("contoso.servicebus.windows.net", "nh.invalid");
    const client = new NotificationHubClient(local, "hub", { fetch: broken("ENOTFOUND"), retry: false });
    expect(await rejection(client.send(notification, "news"))).toMatchObject({ retryable: false });
  });
});

it("an aborted call throws the reason of the signal, which is not a call failure", async () => {
  const client = new NotificationHubClient(connection, "hub", { fetch: never });
  const controller = new AbortController();
  const reason = new Error("enough");
  const sending = rejection(client.send(notification, "news", { signal: controller.signal }));
  setTimeout(() => controller.abort(reason), 1);
  expect(await sending).toBe(reason);
  expect(isCallFailure(reason)).toBe(false);
});
