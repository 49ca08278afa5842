import { describe, expect, it } from "vitest";
import { createTestHub, putPhone } from "../../test/test-hub.js";

describe("nh feedback", () => {
  it("lists the handles that the platforms rejected", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    await test.nh(["hub", "fault", "scenario", "expired-handles"]);
    await test.nh(["send", "apple", "--title", "Hi", "--tag", "news"]);
    const { code, json, err } = await test.nh(["feedback", "--json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(json()).toMatchObject({
      feedback: [{ platform: "apple", installationId: "phone-1", notificationSystemError: expect.any(String) }],
    });
    expect((await test.nh(["feedback"])).out).toContain("\tapple\t");
  });
  it("lists nothing when nothing was rejected", async () => {
    expect((await createTestHub().nh(["feedback", "--json"])).json()).toEqual({ feedback: [] });
  });
});
