import { describe, expect, it } from "vitest";
import { createTestHub, putPhone } from "../../test/test-hub.js";

describe("nh outcome", () => {
  it("shows the counts of a notification", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    const sent = await test.nh(["send", "apple", "--title", "Hi", "--tag", "news", "--json"]);
    const { notificationId } = sent.json<{ notificationId: string }>();
    const { code, json } = await test.nh(["outcome", notificationId, "--wait", "--json"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      notificationId,
      state: "Completed",
      tags: "news",
      outcomeCounts: { apple: { Success: 1 } },
    });
    expect(json()).not.toHaveProperty("pnsErrorDetailsUri");
    expect((await test.nh(["outcome", notificationId])).out).toContain(
      "PLATFORM  OUTCOME  COUNT\napple     Success      1\n",
    );
  });
  it("exits with 8 when --wait-timeout ends before the state is final", async () => {
    const test = createTestHub();
    const scheduled = await test.nh(["send", "apple", "--title", "Hi", "--tag", "a", "--at", "+1h", "--json"]);
    const { notificationId } = scheduled.json<{ notificationId: string }>();
    const { code, err } = await test.nh(["outcome", notificationId, "--wait", "--wait-timeout", "300ms", "--json"]);
    expect(code).toBe(8);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_TIMEOUT" });
  });
  it("exits with 4 for an unknown notification", async () => {
    const { code } = await createTestHub().nh(["outcome", "NH-20310506070809000-00000000000000000000000000000000-07"]);
    expect(code).toBe(4);
  });
  it("is part of nh send --wait", async () => {
    const test = createTestHub();
    const { code, json } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "nobody", "--wait", "--json"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      state: "NoTargetFound",
      notificationId: expect.any(String),
      details: { state: "NoTargetFound" },
    });
  });
  it("says when the tier of the hub returns no ID to wait for", async () => {
    const test = createTestHub({ tier: "free" });
    const { code, err } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "nobody", "--wait"]);
    expect(code).toBe(0);
    expect(err).toContain("the service returned no ID");
  });
  it("exits with 5 when the tier has no schedules", async () => {
    const { code, err } = await createTestHub({ tier: "free" }).nh([
      "send",
      "apple",
      "--title",
      "Hi",
      "--tag",
      "a",
      "--at",
      "+1h",
      "--json",
    ]);
    expect(code).toBe(5);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_QUOTA" });
  });
  it("refuses an impossible moment", async () => {
    const test = createTestHub();
    expect((await test.nh(["send", "apple", "--title", "Hi", "--tag", "a", "--at", "+9d"])).code).toBe(6);
    expect((await test.nh(["send", "apple", "--title", "Hi", "--tag", "a", "--at", "tomorrow"])).code).toBe(2);
  });
});
