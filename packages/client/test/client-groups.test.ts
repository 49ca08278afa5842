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
  const local = createHub();
  const hub = new NotificationHubClient(local.connectionString, "demo", {
    fetch: (url, init) => local.fetch(new Request(url, init)),
  });
  return { local, hub };
};

describe("a client", () => {
  it("does with its methods what the free functions do with its context", async () => {
    const { local, hub } = connect();
    const { context } = hub;
    local.clock.freeze(); // addresses of the hub's blobs carry the time
    await hub.installations.put({ installationId: "phone", platform: "apns", pushChannel: token });
    expect(await operations.getInstallation(context, "phone")).toEqual(await hub.installations.get("phone"));
    expect(await collect(operations.listInstallations(context))).toEqual(await collect(hub.installations.list()));
    expect(await collect(operations.listRegistrations(context))).toEqual(await collect(hub.registrations.list()));
    local.faults.add({ match: { handle: token }, answer: { reason: "Unregistered" } });
    const { notificationId = "" } = await hub.send(apple({ alert: "Hello" }), everyone());
    const details = await hub.waitForOutcome(notificationId, { pollIntervalMs: 1 });
    expect(await hub.getNotificationDetails(notificationId)).toEqual(details);
    expect(await operations.getNotificationDetails(context, notificationId)).toEqual(details);
    expect(await collect(hub.feedback())).toEqual(await collect(operations.feedback(context)));
    expect(new URL(await hub.getFeedbackContainerUrl()).pathname).toMatch(/^\/_nh\/blobs\/feedback\/\d{20}$/);
    const [batch] = await collect(hub.sendToDevices(apple({ alert: "Hello" }), [token]));
    expect(batch).toMatchObject({ state: "sent", count: 1 });
    const job = await hub.jobs.submit({
      type: "ExportRegistrations",
      outputContainerUri: "https://a.blob.core.windows.net/b",
    });
    expect(await operations.waitForJob(context, job, { pollIntervalMs: 1 })).toMatchObject({ status: "Completed" });
    await hub.close();
  });

  it("has the types that its documentation promises", () => {
    const { hub } = connect();
    expectTypeOf(hub.installations.get).returns.resolves.toEqualTypeOf<Installation>();
    expectTypeOf(hub.installations.list).returns.toEqualTypeOf<PagedList<InstallationSummary>>();
    expectTypeOf(hub.registrations.list().byPage()).toEqualTypeOf<AsyncIterable<Page<Registration>>>();
    expectTypeOf(hub.waitForOutcome).returns.resolves.toEqualTypeOf<NotificationDetails>();
    expectTypeOf(hub.feedback()).toEqualTypeOf<AsyncIterable<PnsFeedback>>();
    expectTypeOf(hub.jobs.wait).returns.resolves.toEqualTypeOf<NotificationHubJob>();
    expectTypeOf(hub.sendToDevices(apple({ alert: "Hello" }), [])).toEqualTypeOf<AsyncIterable<BatchResult>>();
    expectTypeOf(hub.sendToDevices(content({ title: "Hello" }), [])).toEqualTypeOf<AsyncIterable<ContentBatchResult>>();
    expectTypeOf<Extract<BatchResult, { state: "failed" }>>().toHaveProperty("mayHaveBeenSent");
    // A registration is a handle target; a handle of another platform's form is not.
    expectTypeOf<Registration>().toExtend<Parameters<typeof hub.registrations.deleteByHandle>[0]>();
    expectTypeOf<{ platform: "browser"; handle: string }>().not.toExtend<
      Parameters<typeof hub.registrations.listByHandle>[0]
    >();
  });
});
