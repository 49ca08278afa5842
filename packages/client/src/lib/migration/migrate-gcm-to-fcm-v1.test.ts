import { createHub, type Hub } from "@nh/hub";
import { describe, expect, it } from "vitest";
import { rejection } from "../../../test/connect-hub.js";
import { NotificationHubClient } from "../client.js";
import { type FcmMigrationProgress, migrateGcmToFcmV1 } from "./migrate-gcm-to-fcm-v1.js";

/** A hub with legacy devices, one iPhone, and one registration without an installation. */
async function legacyHub(count = 3): Promise<{ hub: Hub; client: NotificationHubClient }> {
  const hub = createHub();
  const client = new NotificationHubClient(hub.connectionString, "demo", {
    fetch: (url, init) => hub.fetch(new Request(url, init)),
    retry: { baseDelayMs: 1, maxDelayMs: 2 },
  });
  for (let index = 0; index < count; index++) {
    await client.installations.put({
      installationId: `phone-${index}`,
      platform: "gcm",
      pushChannel: `token-${index}`,
      userId: "alice",
      tags: ["news"],
      templates: { news: { body: '{"notification":{"title":"$(title)"},"to":"x"}' } },
    });
  }
  await client.installations.put({ installationId: "iphone", platform: "apns", pushChannel: "ab".repeat(32) });
  await client.registrations.create({ platform: "gcm", handle: "token-of-nobody" });
  return { hub, client };
}

describe("migrateGcmToFcmV1", () => {
  it("moves every installation with its user, tags and rewritten templates", async () => {
    const { client } = await legacyHub();
    const result = await migrateGcmToFcmV1(client);
    expect(result).toMatchObject({ migrated: 3, registrationsLeft: 1, problems: [], failures: [], notTried: 0 });
    expect(result.warnings.map(({ message }) => message)).toEqual(Array(3).fill(expect.stringContaining("to")));
    expect(await client.installations.get("phone-1")).toMatchObject({
      platform: "fcmv1",
      pushChannel: "token-1",
      userId: "alice",
      tags: ["news"],
      templates: { news: { body: '{"message":{"notification":{"title":"$(title)"}}}' } },
    });
    expect(await client.installations.get("iphone")).toMatchObject({ platform: "apns" });
  });

  it("finds nothing left to do when it is run again", async () => {
    const { client } = await legacyHub();
    await migrateGcmToFcmV1(client);
    expect(await migrateGcmToFcmV1(client)).toMatchObject({ migrated: 0, installations: [], registrationsLeft: 1 });
  });

  it("writes nothing in a dry run, and says what it would write", async () => {
    const { client } = await legacyHub();
    const { migrated, installations } = await migrateGcmToFcmV1(client, { dryRun: true });
    expect(migrated).toBe(0);
    expect(installations.map(({ platform }) => platform)).toEqual(["fcmv1", "fcmv1", "fcmv1"]);
    expect(await client.installations.get("phone-0")).toMatchObject({ platform: "gcm" });
  });

  it("writes nothing when the plan is refused", async () => {
    const { client } = await legacyHub();
    const onPlan = () => Promise.reject(new Error("not today"));
    expect(await rejection(migrateGcmToFcmV1(client, { onPlan }))).toMatchObject({ message: "not today" });
    expect(await client.installations.get("phone-0")).toMatchObject({ platform: "gcm" });
  });

  it("leaves an installation whose template has no counterpart as it is", async () => {
    const { client } = await legacyHub(1);
    await client.installations.put({
      installationId: "odd",
      platform: "gcm",
      pushChannel: "token-odd",
      templates: { odd: { body: '{"notification":5}' } },
    });
    const { migrated, problems } = await migrateGcmToFcmV1(client);
    expect(migrated).toBe(1);
    expect(problems).toEqual([{ installationId: "odd", message: expect.stringContaining("template odd") }]);
    expect(await client.installations.get("odd")).toMatchObject({ platform: "gcm" });
  });

  it("makes no more requests at a time than it may", async () => {
    const { hub, client } = await legacyHub(12);
    let active = 0;
    let most = 0;
    const slow = new NotificationHubClient(hub.connectionString, "demo", {
      fetch: async (url, init) => {
        most = Math.max(most, ++active);
        await new Promise((resolve) => setTimeout(resolve, 1));
        active--;
        return hub.fetch(new Request(url, init));
      },
    });
    expect(await migrateGcmToFcmV1(slow, { concurrency: 3 })).toMatchObject({ migrated: 12 });
    expect(most).toBe(3);
    expect(await client.installations.get("phone-11")).toMatchObject({ platform: "fcmv1" });
  });

  it("slows down and goes on when the service throttles", async () => {
    const { hub, client } = await legacyHub(8);
    hub.faults.add({
      match: { operation: "getInstallation" },
      answer: { status: 429, retryAfterSeconds: 0 },
      count: 3,
    });
    expect(await migrateGcmToFcmV1(client, { concurrency: 4 })).toMatchObject({ migrated: 8, failures: [] });
  });

  it("notes one installation that fails, and moves the others", async () => {
    const { hub, client } = await legacyHub();
    hub.faults.add({ match: { operation: "putInstallation" }, answer: { status: 400 }, count: 1 });
    const { migrated, failures } = await migrateGcmToFcmV1(client, { concurrency: 1 });
    expect(migrated).toBe(2);
    expect(failures).toMatchObject([
      { installationId: expect.stringMatching(/^phone-/), error: { code: "NH_BAD_REQUEST" } },
    ]);
  });

  it("stops at a failure that all would meet, and counts what it did not try", async () => {
    const { hub, client } = await legacyHub();
    hub.faults.add({ match: { operation: "putInstallation" }, answer: { status: 401 } });
    const { migrated, failures, notTried } = await migrateGcmToFcmV1(client, { concurrency: 1 });
    expect({ migrated, failures: failures.length, notTried }).toEqual({ migrated: 0, failures: 1, notTried: 2 });
  });

  it("reports how far it has come, and survives a listener that fails", async () => {
    const { client } = await legacyHub();
    const seen: FcmMigrationProgress[] = [];
    const onProgress = (progress: FcmMigrationProgress) => {
      seen.push(progress);
      throw new Error("broken");
    };
    await migrateGcmToFcmV1(client, { onProgress });
    expect(seen.at(0)).toEqual({ phase: "reading", done: 1, total: 3 });
    expect(seen.at(-1)).toEqual({ phase: "writing", done: 3, total: 3 });
  });

  it("ends with the reason of the caller's abort", async () => {
    const { client } = await legacyHub();
    const stop = new AbortController();
    const onProgress = () => stop.abort("enough");
    expect(await rejection(migrateGcmToFcmV1(client, { concurrency: 1, signal: stop.signal, onProgress }))).toBe(
      "enough",
    );
    expect(await client.installations.get("phone-0")).toMatchObject({ platform: "gcm" });
  });

  it("refuses an option that it does not know", async () => {
    const { client } = await legacyHub(0);
    const options = { dryrun: true } as object;
    expect(await rejection(migrateGcmToFcmV1(client, options))).toMatchObject({
      message: expect.stringContaining('Unknown option "dryrun"'),
    });
  });
});
