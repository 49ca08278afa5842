import { createHub } from "@nh/hub";
import { apple, content } from "@nh/payloads";
import type { Installation, NotificationDetails, NotificationHubJob, PnsFeedback, Registration } from "@nh/wire";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type BatchResult,
  type ContentBatchResult,
  everyone,
  type InstallationSummary,
  NotificationHubClient,
  type Page,
  type PagedList,
} from "../src/index.js";
import * as operations from "../src/operations.js";
import { collect } from "./connect-hub.js";

const token = "A".repeat(64);
const connect = () => {
  const hub = createHub();
  const client = new NotificationHubClient(hub.connectionString, "demo", {
    fetch: (url, init) => hub.fetch(new Request(url, init)),
  });
  return { hub, client };
};

describe("a client", () => {
  it("does with its methods what the free functions do with its context", async () => {
    const { hub, client } = connect();
    const { context } = client;
    hub.clock.freeze(); // addresses of the hub's blobs carry the time
    await client.installations.put({ installationId: "phone", platform: "apns", pushChannel: token });
    expect(await operations.getInstallation(context, "phone")).toEqual(await client.installations.get("phone"));
    expect(await collect(operations.listInstallations(context))).toEqual(await collect(client.installations.list()));
    expect(await collect(operations.listRegistrations(context))).toEqual(await collect(client.registrations.list()));
    hub.faults.add({ match: { handle: token }, answer: { reason: "Unregistered" } });
    const { notificationId = "" } = await client.send(apple({ alert: "Hello" }), everyone());
    const details = await client.waitForOutcome(notificationId, { pollIntervalMs: 1 });
    expect(await client.getNotificationDetails(notificationId)).toEqual(details);
    expect(await operations.getNotificationDetails(context, notificationId)).toEqual(details);
    expect(await collect(client.feedback())).toEqual(await collect(operations.feedback(context)));
    expect(new URL(await client.getFeedbackContainerUrl()).pathname).toMatch(/^\/_nh\/blobs\/feedback\/\d{20}$/);
    const [batch] = await collect(client.sendToDevices(apple({ alert: "Hello" }), [token]));
    expect(batch).toMatchObject({ state: "sent", count: 1 });
    const job = await client.jobs.submit({
      type: "ExportRegistrations",
      outputContainerUri: "https://a.blob.core.windows.net/b",
    });
    expect(await operations.waitForJob(context, job, { pollIntervalMs: 1 })).toMatchObject({ status: "Completed" });
    await client.close();
  });

  it("has the types that its documentation promises", () => {
    const { client } = connect();
    expectTypeOf(client.installations.get).returns.resolves.toEqualTypeOf<Installation>();
    expectTypeOf(client.installations.list).returns.toEqualTypeOf<PagedList<InstallationSummary>>();
    expectTypeOf(client.registrations.list().byPage()).toEqualTypeOf<AsyncIterable<Page<Registration>>>();
    expectTypeOf(client.waitForOutcome).returns.resolves.toEqualTypeOf<NotificationDetails>();
    expectTypeOf(client.feedback()).toEqualTypeOf<AsyncIterable<PnsFeedback>>();
    expectTypeOf(client.jobs.wait).returns.resolves.toEqualTypeOf<NotificationHubJob>();
    expectTypeOf(client.sendToDevices(apple({ alert: "Hello" }), [])).toEqualTypeOf<AsyncIterable<BatchResult>>();
    expectTypeOf(client.sendToDevices(content({ title: "Hello" }), [])).toEqualTypeOf<
      AsyncIterable<ContentBatchResult>
    >();
    expectTypeOf<Extract<BatchResult, { state: "failed" }>>().toHaveProperty("mayHaveBeenSent");
    // A registration is a handle target; a handle of another platform's form is not.
    expectTypeOf<Registration>().toExtend<Parameters<typeof client.registrations.deleteByHandle>[0]>();
    expectTypeOf<{ platform: "browser"; handle: string }>().not.toExtend<
      Parameters<typeof client.registrations.listByHandle>[0]
    >();
  });
});
