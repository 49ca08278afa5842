import { describe, expect, it } from "vitest";
import { createTestHub, putPhone } from "../../test/test-hub.js";
import { createTestIo, runCli } from "../../test/test-io.js";
import { Interrupted } from "../interruption.js";

async function withRequest() {
  const test = createTestHub();
  await putPhone(test, "phone-1", "--tags", "news");
  await test.nh(["send", "apple", "--title", "Hi", "--tag", "news"]);
  return test;
}

describe("nh requests", () => {
  it("lists what the hub received, newest last", async () => {
    const test = await withRequest();
    const { code, json } = await test.nh(["requests", "list", "--json"]);
    expect(code).toBe(0);
    const { requests } = json<{ requests: { operation: string; status: number }[] }>();
    expect(requests.map(({ operation, status }) => [operation, status])).toEqual([
      ["putInstallation", 200],
      ["send", 201],
    ]);
    const { out } = await test.nh(["requests", "list", "--limit", "1"]);
    expect(out).toMatch(/^2\t2031-05-06T07:08:09\.000Z\t201\tPOST\tsend\t\/demo\/messages\/?\?[^\t]*\n$/);
    expect((await createTestHub().nh(["requests", "list", "--json"])).json()).toEqual({ requests: [] });
  });

  it("shows one with its headers, its body and its response, without the signature", async () => {
    const test = await withRequest();
    const { code, out } = await test.nh(["requests", "show", "2"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^POST http:\/\/localhost:7447\/demo\/messages/);
    expect(out).toMatch(/servicebusnotification-tags: news/i);
    expect(out).toContain('{"aps":{"alert":{"title":"Hi"}}}');
    expect(out).toMatch(/\n201 after \d+(\.\d+)? ms\n/);
    expect(out).toContain("sig=***");
    expect((await test.nh(["requests", "show", "2", "--json"])).json()).toMatchObject({
      id: "2",
      send: { matched: 1, candidates: 1 },
    });
    expect((await test.nh(["requests", "show", "99"])).code).toBe(4);
  });

  it("prints requests as they happen, and ends after --count of them", async () => {
    const test = createTestHub();
    const io = createTestIo(test.world);
    const tailing = runCli(["requests", "tail", "--count", "1"], io);
    await expect.poll(() => io.err()).toContain("Listening");
    await putPhone(test, "phone-1");
    const { code, out } = await tailing;
    expect(code).toBe(0);
    expect(out).toMatch(/^1\t200\tPUT\t\/demo\/installations\/phone-1\b.*\n$/);
  });

  it("ends with 130 when it is interrupted", async () => {
    const test = createTestHub();
    const io = createTestIo(test.world);
    const tailing = runCli(["requests", "tail"], io);
    await expect.poll(() => io.err()).toContain("Listening");
    io.interrupt(new Interrupted("SIGINT"));
    expect((await tailing).code).toBe(130);
    test.hub.close();
  });
});
