import { describe, expect, it } from "vitest";
import { createTestHub, putPhone } from "../../test/test-hub.js";
import { createTestIo, runCli } from "../../test/test-io.js";
import { Interrupted } from "../interruption.js";

describe("nh listen", () => {
  it("does not claim to listen before it does", async () => {
    const { code, err } = await runCli(["listen"], { fetch: () => Promise.reject(new TypeError("fetch failed")) });
    expect(code).toBe(9);
    expect(err).toMatch(/^error: No connection to http:/);
  });

  it("ends when the hub closes the stream, and with 130 when it is interrupted", async () => {
    const test = createTestHub();
    const ended = createTestIo(test.world);
    const listening = runCli(["listen"], ended);
    await expect.poll(() => ended.err()).toContain("Listening");
    test.hub.close();
    expect(await listening).toMatchObject({
      code: 0,
      err: "Listening. Ctrl-C stops it.\nThe hub closed the stream.\n",
    });
    const other = createTestHub();
    const io = createTestIo(other.world);
    const interrupted = runCli(["listen"], io);
    await expect.poll(() => io.err()).toContain("Listening");
    io.interrupt(new Interrupted("SIGINT"));
    expect(await interrupted).toMatchObject({
      code: 130,
      err: expect.stringContaining("Interrupted. Saw 0 deliveries."),
    });
    other.hub.close();
  });

  it("prints deliveries as they happen, and ends after --count of them", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    await putPhone(test, "phone-2", "--tags", "sport");
    const listening = test.nh(["listen", "--ndjson", "--tag", "news", "--count", "1"]);
    for (let tries = 0; test.hub.deliveries.list().length === 0 && tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (tries > 5) await test.nh(["send", "apple", "--title", "Hi", "--tags", "news,sport"]);
    }
    const { code, out } = await listening;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      platform: "apple",
      installationId: "phone-1",
      body: '{"aps":{"alert":{"title":"Hi"}}}',
    });
  });

  it("says what each device shows, as the page of the hub does", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1");
    const io = createTestIo(test.world);
    const listening = runCli(["listen", "--count", "3"], io);
    await expect.poll(() => io.err()).toContain("Listening");
    await test.nh(["send", "apple", "--title", "Doors", "--body", "open", "--everyone", "--yes"]);
    await test.nh(["send", "apple", "--silent", "--everyone", "--yes"]);
    test.hub.faults.scenario("platform-outage");
    await test.nh(["send", "apple", "--title", "Lost", "--everyone", "--yes"]);
    const { code, out } = await listening;
    expect(code).toBe(0);
    const lines = out.trim().split("\n");
    expect(lines.map((line) => line.split("\t").slice(2))).toEqual([
      ["phone-1", "Success", "Doors · open"],
      ["phone-1", "Success", "Wakes the app, no banner"],
      ["phone-1", "PnsUnavailable", "Never arrived: Lost"],
    ]);
    test.hub.close();
  });
});
