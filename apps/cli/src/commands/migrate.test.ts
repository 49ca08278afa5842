import { describe, expect, it } from "vitest";
import { createTestHub } from "../../test/test-hub.js";

async function legacyHub() {
  const test = createTestHub();
  const input = [
    {
      installationId: "a",
      platform: "gcm",
      pushChannel: "token-a-123456",
      userId: "alice",
      tags: ["news"],
      templates: { news: { body: '{"notification":{"title":"$(title)"},"to":"x"}' } },
    },
    { installationId: "b", platform: "gcm", pushChannel: "token-b-123456" },
    { installationId: "c", platform: "apns", pushChannel: "AB12AB12" },
  ].map((installation) => JSON.stringify(installation));
  await test.nh(["installations", "import", "-"], { input: input.join("\n") });
  await test.nh(["registrations", "create", "--platform", "gcm", "--handle", "token-z-123456"]);
  return test;
}

describe("nh migrate fcm-v1", () => {
  it("shows what it would write, and what it would drop", async () => {
    const test = await legacyHub();
    const { code, json } = await test.nh(["migrate", "fcm-v1", "--dry-run", "--json"]);
    expect(code).toBe(0);
    const { requests, lint } = json<{
      requests: { url: string; body: string }[];
      lint: { rule: string; where?: string }[];
    }>();
    // The hub lists registrations by their ids, which are random.
    requests.sort((left, right) => left.url.localeCompare(right.url));
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      "/demo/installations/a",
      "/demo/installations/b",
    ]);
    expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({
      installationId: "a",
      platform: "fcmv1",
      pushChannel: "token-a-123456",
      userId: "alice",
      tags: ["news"],
      templates: { news: { body: '{"message":{"notification":{"title":"$(title)"}}}' } },
    });
    expect(lint.map(({ rule }) => rule)).toEqual(["not-carried-over", "registrations-left"]);
  });

  it("moves the installations after confirmation, and counts what is left", async () => {
    const test = await legacyHub();
    expect((await test.nh(["migrate", "fcm-v1"])).code).toBe(2);
    const { code, json } = await test.nh(["migrate", "fcm-v1", "--yes", "--json"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      migrated: 2,
      failed: 0,
      registrationsLeft: 1,
      failures: [],
      warnings: [{ installationId: "a" }],
    });
    expect((await test.nh(["installations", "get", "b", "--json"])).json()).toMatchObject({
      platform: "fcmv1",
      pushChannel: "token-b-123456",
    });
    const again = await test.nh(["migrate", "fcm-v1", "--yes", "--json"]);
    expect(again.json()).toMatchObject({ migrated: 0, registrationsLeft: 1 });
  });
});
