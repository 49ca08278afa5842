import { apple, content } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { connectHub, rejection, respondWith } from "../../test/connect-hub.js";
import * as operations from "../operations.js";
import { NotificationHubClient } from "./client.js";
import type { HubPromise } from "./hub-promise.js";
import { NamespaceClient } from "./management/namespace-client.js";

const hello = apple({ alert: "Hello" });
const connection = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
const ids = { TrackingId: "t-1", "X-MS-Correlation-Request-Id": "c-1", "X-Own": "yes" };

/** A client whose responses come from a function. */
function scripted(respond: () => Response): NotificationHubClient {
  return new NotificationHubClient(connection, "demo", { fetch: async () => respond(), retry: { baseDelayMs: 1 } });
}

describe("withResponse", () => {
  it("gives the value with status, headers and identifiers of the response, after one request", async () => {
    const { context, sent } = connectHub();
    const { data, response } = await operations.send(context, hello, "news").withResponse();
    expect(data).toEqual({ ...data, state: "enqueued", attempts: 1 });
    expect(response.status).toBe(201);
    expect(response.trackingId).toMatch(/\S/);
    expect(response.trackingId).toBe(data.trackingId);
    expect(response.correlationId).toBe(data.correlationId);
    expect(response.headers.get("location")).toContain("/demo/messages/");
    expect(Object.keys(response)).toEqual(["status", "headers", "trackingId", "correlationId", "attempts"]);
    expect(sent).toHaveLength(1);
  });

  it("gives it also when the call itself has been awaited, without another request", async () => {
    const { context, sent } = connectHub();
    const call = operations.send(context, hello, "news");
    const result = await call;
    expect((await call.withResponse()).data).toBe(result);
    expect((await call.withResponse()).response.status).toBe(201);
    expect(sent).toHaveLength(1);
  });

  it("counts the attempts, and gives the response of the last one", async () => {
    let requests = 0;
    const client = scripted(() =>
      ++requests === 1 ? respondWith(429, "", { "Retry-After": "0" }) : respondWith(201, "", ids),
    );
    const { response } = await client.send(hello, "news").withResponse();
    expect(response).toMatchObject({ status: 201, attempts: 2, trackingId: "t-1", correlationId: "c-1" });
    expect(response.headers.get("X-Own")).toBe("yes");
  });

  it("rejects with the error of the call, and leaves no rejection behind", async () => {
    const call = scripted(() => respondWith(400)).send(hello, "news");
    const error = await rejection(call.withResponse());
    expect(error).toMatchObject({ code: "NH_BAD_REQUEST", status: 400 });
    expect(await rejection(call)).toBe(error);
  });

  it("rejects for a wrong argument, as the call does", async () => {
    await expect(operations.getJob(undefined as never, "1").withResponse()).rejects.toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      argument: "context",
    });
  });

  it("gives no response for a change without a request", async () => {
    const { context, sent } = connectHub();
    const call = operations.addInstallationTags(context, "1", []);
    expect(await call.withResponse()).toEqual({ data: { attempts: 0 }, response: undefined });
    expect(sent).toEqual([]);
  });

  it("gives the status of a 404 that is a result", async () => {
    const { context } = connectHub();
    const { data, response } = await operations.installationExists(context, "none").withResponse();
    expect([data, response.status]).toEqual([false, 404]);
  });

  it("gives the response of the last part of a split send", async () => {
    let requests = 0;
    const client = scripted(() => respondWith(201, "", { TrackingId: `t-${++requests}` }));
    const tags = Array.from({ length: 41 }, (_, index) => `tag${index}`);
    const { data, response } = await client.send(hello, tags, { split: true }).withResponse();
    expect(data.parts?.map(({ trackingId }) => trackingId)).toEqual(["t-1", "t-2", "t-3"]);
    expect(response.trackingId).toBe("t-3");
  });

  it("keeps the responses of calls at the same time apart", async () => {
    let requests = 0;
    const client = scripted(() => respondWith(201, "", { TrackingId: `t-${++requests}` }));
    const calls = await Promise.all(["a", "b", "c"].map((tag) => client.send(hello, tag).withResponse()));
    expect(calls.map(({ response }) => response.trackingId)).toEqual(calls.map(({ data }) => data.trackingId));
    expect(new Set(calls.map(({ response }) => response.trackingId)).size).toBe(3);
  });

  it("gives one response per platform for a content, without those of the platforms that failed", async () => {
    const client = new NotificationHubClient(connection, "demo", {
      platforms: ["apple", "fcmv1"],
      fetch: async (_url, { headers }) =>
        headers["ServiceBusNotification-Format"] === "apple" ? respondWith(201, "", ids) : respondWith(400),
    });
    const { data, responses } = await client.send(content({ title: "Goal!" }), "news").withResponse();
    expect(data.state).toBe("partial");
    expect(Object.keys(responses)).toEqual(["apple"]);
    expect(responses.apple).toMatchObject({ status: 201, trackingId: "t-1" });
    expect(data.platforms.fcmv1).toMatchObject({ status: 400 });
  });

  it("comes with every page of a listing", async () => {
    const { context } = connectHub();
    for await (const { response } of operations.listRegistrations(context).byPage()) {
      expect(response).toMatchObject({ status: 200, attempts: 1 });
      expect(response.trackingId).toMatch(/\S/);
    }
    expect.assertions(2);
  });
});

/** Each method that makes a call, with parameters that lead to a request. */
function everyCall(client: NotificationHubClient, namespace: NamespaceClient) {
  const { installations, registrations, jobs } = client;
  const { hubs } = namespace;
  const phone = { installationId: "1", platform: "apns", pushChannel: "ab".repeat(32) } as const;
  const registration = { platform: "apple", handle: "ab".repeat(32) } as const;
  const job = { type: "ExportRegistrations", outputContainerUri: "https://contoso.blob.core.windows.net/c?sig=x" };
  const at = new Date(Date.now() + 3_600_000);
  return {
    send: () => client.send(hello, "news"),
    schedule: () => client.schedule(hello, "news", at),
    cancelScheduled: () => client.cancelScheduled("1"),
    getNotificationDetails: () => client.getNotificationDetails("1"),
    waitForOutcome: () => client.waitForOutcome("1"),
    getFeedbackContainerUrl: () => client.getFeedbackContainerUrl(),
    "installations.put": () => installations.put(phone),
    "installations.get": () => installations.get("1"),
    "installations.exists": () => installations.exists("1"),
    "installations.patch": () => installations.patch("1", [{ op: "remove", path: "/userId" }]),
    "installations.delete": () => installations.delete("1"),
    "installations.addTags": () => installations.addTags("1", ["a"]),
    "installations.removeTags": () => installations.removeTags("1", ["a"]),
    "installations.setHandle": () => installations.setHandle("1", "ab"),
    "installations.setUserId": () => installations.setUserId("1", "ann"),
    "installations.removeUserId": () => installations.removeUserId("1"),
    "installations.setTemplate": () => installations.setTemplate("1", "t", { body: "{}" }),
    "installations.removeTemplate": () => installations.removeTemplate("1", "t"),
    "installations.setPushVariables": () => installations.setPushVariables("1", { a: "b" }),
    "installations.removePushVariable": () => installations.removePushVariable("1", "a"),
    "installations.setExpirationTime": () => installations.setExpirationTime("1", at),
    "registrations.createId": () => registrations.createId(),
    "registrations.create": () => registrations.create(registration),
    "registrations.update": () => registrations.update({ ...registration, registrationId: "1" }),
    "registrations.upsert": () => registrations.upsert({ ...registration, registrationId: "1" }),
    "registrations.get": () => registrations.get("1"),
    "registrations.exists": () => registrations.exists("1"),
    "registrations.delete": () => registrations.delete("1"),
    "registrations.deleteByHandle": () => registrations.deleteByHandle(registration),
    "jobs.submit": () => jobs.submit(job as Parameters<typeof jobs.submit>[0]),
    "jobs.get": () => jobs.get("1"),
    "jobs.wait": () => jobs.wait("1"),
    "hubs.create": () => hubs.create("shop"),
    "hubs.get": () => hubs.get("shop"),
    "hubs.exists": () => hubs.exists("shop"),
    "hubs.update": () => hubs.update("shop", {}),
    "hubs.upsert": () => hubs.upsert("shop"),
    "hubs.delete": () => hubs.delete("shop"),
  } satisfies Record<string, () => HubPromise<unknown, unknown>>;
}

describe("every call", () => {
  const fetch = async () => respondWith(400, "", ids);
  const options = { fetch, retry: false } as const;
  const client = new NotificationHubClient(connection, "demo", options);
  const calls = everyCall(client, new NamespaceClient(connection, options));

  it("is known here", () => {
    const groups = {
      "": client,
      installations: client.installations,
      registrations: client.registrations,
      jobs: client.jobs,
      hubs: new NamespaceClient(connection, options).hubs,
    };
    const methods = Object.entries(groups).flatMap(([group, object]) =>
      Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object) as object))
        .filter(([, { value }]) => typeof value === "function")
        .map(([name]) => (group === "" ? name : `${group}.${name}`)),
    );
    // Lists and streams are iterated; their pages and items have responses and identifiers.
    const others = /constructor|close|feedback|sendToDevices|list\w*$/;
    expect(methods.filter((name) => !others.test(name)).sort()).toEqual(Object.keys(calls).sort());
  });

  it.each(Object.entries(calls))(
    "%s has withResponse, and is named by its errors as it was called",
    async (name, call) => {
      const error = await rejection(call().withResponse());
      expect(error).toMatchObject({ code: "NH_BAD_REQUEST", trackingId: "t-1", correlationId: "c-1" });
      expect((error as Error).message.split(" was refused")[0]).toBe(name);
    },
  );
});
