import { routes } from "@nh/wire/server";
import { describe, expect, it } from "vitest";
import { createTestHub, handleOf, putPhone, testNow } from "../../test/test-hub.js";
import { createTestIo, runCli } from "../../test/test-io.js";

describe("nh hub", () => {
  it("shows what the hub holds", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    await test.nh(["send", "apple", "--title", "Hi", "--tag", "news"]);
    const { code, json } = await test.nh(["hub", "status", "--json"]);
    expect(code).toBe(0);
    expect(json()).toEqual({
      url: "http://localhost:7447/",
      status: "ok",
      hubs: [{ name: "demo", installations: 1, registrations: 0 }],
      lastDelivery: { id: "1", at: new Date(testNow).toISOString() },
      now: new Date(testNow).toISOString(),
      frozen: false,
      faults: 0,
    });
    const words = ["registrations", "create", "--platform", "apple", "--handle", handleOf("b")];
    expect((await test.nh(words)).code).toBe(0);
    expect((await test.nh(["hub", "status"])).out).toContain(
      "hub demo       1 installation, 1 registration without one\n",
    );
  });

  it("says why the hub takes no writes", async () => {
    const test = createTestHub();
    const fetch = async (url: string, init: RequestInit) =>
      new URL(url).pathname === "/_nh/health"
        ? Response.json({ status: "read-only", reason: "no space left on device" })
        : test.hub.fetch(new Request(url, init));
    expect((await test.nh(["hub", "status", "--json"], { fetch })).json()).toMatchObject({
      status: "read-only",
      reason: "no space left on device",
    });
    expect((await test.nh(["hub", "status"], { fetch })).out).toMatch(/^status +read-only: no space left on device$/m);
  });

  it("exits with 9 when no hub responds", async () => {
    const fetch = () =>
      Promise.reject(
        Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) }),
      );
    const { code, err } = await runCli(["hub", "status", "--json"], { fetch });
    expect(code).toBe(9);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_CONNECTION",
      message: "No connection to http://localhost:7447 (ECONNREFUSED).",
      fix: expect.stringContaining("nh hub start"),
    });
  });

  it("exits with 8 when a server does not respond within --timeout", async () => {
    const fetch = (_url: string, { signal }: RequestInit) =>
      new Promise<Response>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const { code, err } = await runCli(["hub", "status", "--timeout", "20ms", "--json"], { fetch });
    expect(code).toBe(8);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_TIMEOUT",
      message: "No response from http://localhost:7447 within 20 ms.",
    });
  });

  it("writes its exchanges to stderr with --trace", async () => {
    const { err } = await createTestHub().nh(["hub", "clock", "show", "--trace"]);
    expect(err).toMatch(/^GET http:\/\/localhost:7447\/_nh\/clock\n\nHTTP 200.*\n/);
    expect(err).toContain('"now":"2031-05-06T07:08:09.000Z"');
  });

  it("refuses to control a hub in Azure", async () => {
    const env = {
      NH_CONNECTION_STRING: "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=a2V5",
      NH_HUB: "shop",
    };
    for (const words of [
      ["hub", "status"],
      ["hub", "seed", "3"],
      ["hub", "reset", "--yes"],
      ["listen"],
      ["deliveries", "list"],
    ]) {
      const { code, err } = await runCli([...words, "--json"], { env });
      expect(code).toBe(2);
      expect(JSON.parse(err)).toMatchObject({ code: "NH_CLI_LOCAL_ONLY" });
    }
  });

  it("seeds the same samples every time", async () => {
    const test = createTestHub();
    const { code, json } = await test.nh(["hub", "seed", "7", "--json"]);
    expect(code).toBe(0);
    expect(json()).toEqual({ seeded: 7, failed: 0, failures: [] });
    const devices = test.hub.devices.list();
    expect(new Set(devices.map(({ platform }) => platform)).size).toBe(5);
    const again = createTestHub();
    await again.nh(["hub", "seed", "7"]);
    expect(
      again.hub.devices
        .list()
        .map(({ handle }) => handle)
        .sort(),
    ).toEqual(devices.map(({ handle }) => handle).sort());
  });

  it("seeds from a file and names the line that failed", async () => {
    const input = `{"installationId":"a","platform":"apns","pushChannel":"${handleOf("a")}"}\n{"installationId":"b"}\n`;
    const { code, json, err } = await createTestHub().nh(["hub", "seed", "-", "--json"], { input });
    expect(code).toBe(7);
    expect(json()).toMatchObject({ seeded: 1, failed: 1, failures: [{ name: "line 2" }] });
    expect(JSON.parse(err)).toMatchObject({ warning: expect.stringContaining("line 2") });
  });

  it("resets after confirmation", async () => {
    const test = createTestHub();
    await putPhone(test);
    expect((await test.nh(["hub", "reset"])).code).toBe(2);
    expect(test.hub.devices.list()).toHaveLength(1);
    expect((await test.nh(["hub", "reset", "--yes", "--json"])).json()).toEqual({ reset: true });
    expect(test.hub.devices.list()).toEqual([]);
  });

  it("saves and loads a snapshot", async () => {
    const test = createTestHub();
    await putPhone(test);
    const io = createTestIo(test.world);
    expect((await runCli(["hub", "snapshot", "save", "state.json", "--json"], io)).json()).toEqual({
      file: `${io.cwd}/state.json`,
    });
    test.hub.reset();
    const loaded = await runCli(["hub", "snapshot", "load", "state.json", "--yes"], io);
    expect({ code: loaded.code, err: loaded.err }).toEqual({ code: 0, err: "" });
    expect(test.hub.devices.list()).toHaveLength(1);
    const printed = await runCli(["hub", "snapshot", "save"], io);
    expect(JSON.parse(printed.out)).toEqual(JSON.parse(await io.files.readText(`${io.cwd}/state.json`)));
  });

  it("escapes what would disturb a terminal in a snapshot on stdout", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--variable", "lang=a\u202eb\u009bc");
    const { out } = await test.nh(["hub", "snapshot", "save"]);
    expect(out).toContain("a\\u202eb\\u009bc");
    expect(out).toMatch(/^[^\u007f-\u009f\u202e]*$/);
    expect((await test.nh(["hub", "snapshot", "load", "-", "--yes"], { input: out })).code).toBe(0);
  });

  it("moves the clock", async () => {
    const test = createTestHub();
    expect((await test.nh(["hub", "clock", "freeze", "2031-06-01T00:00:00Z", "--json"])).json()).toEqual({
      now: "2031-06-01T00:00:00.000Z",
      frozen: true,
    });
    expect((await test.nh(["hub", "clock", "advance", "90m", "--json"])).json()).toEqual({
      now: "2031-06-01T01:30:00.000Z",
      frozen: true,
    });
    expect((await test.nh(["hub", "clock", "resume"])).out).toBe("2031-06-01T01:30:00.000Z\n");
    expect((await test.nh(["hub", "clock", "freeze"])).out).toBe("2031-06-01T01:30:00.000Z (frozen)\n");
    expect((await test.nh(["hub", "clock", "show", "--json"])).json()).toMatchObject({ frozen: true });
    expect((await test.nh(["hub", "clock", "advance", "soon"])).code).toBe(2);
  });

  it("adds, lists and removes faults", async () => {
    const test = createTestHub();
    const add = await test.nh([
      "hub",
      "fault",
      "add",
      "--operation",
      "send",
      "--status",
      "503",
      "--count",
      "2",
      "--percent",
      "50",
      "--json",
    ]);
    expect(add.code).toBe(0);
    const { id } = add.json<{ id: string }>();
    expect((await test.nh(["hub", "fault", "list", "--json"])).json()).toEqual({
      faults: [{ id, match: { operation: "send" }, answer: { status: 503 }, probability: 0.5, count: 2, hits: 0 }],
    });
    expect((await test.nh(["hub", "fault", "list"])).out).toBe(`${id}\toperation=send\tstatus=503\t2\t0\n`);
    expect((await test.nh(["hub", "fault", "remove", id, "--json"])).json()).toEqual({ removed: id });
    expect((await test.nh(["hub", "fault", "remove", id])).code).toBe(4);
    await test.nh(["hub", "fault", "scenario", "outage"]);
    expect((await test.nh(["hub", "fault", "clear", "--json"])).json()).toEqual({ cleared: true });
    expect(test.hub.faults.list()).toEqual([]);
  });

  it("refuses a fault without effect, and one that the hub does not understand", async () => {
    const test = createTestHub();
    expect((await test.nh(["hub", "fault", "add", "--operation", "send"])).code).toBe(2);
    const misspelled = await test.nh(["hub", "fault", "add", "--operation", "fly", "--status", "503"]);
    expect(misspelled.code).toBe(2);
    expect(misspelled.err).toContain("--operation must be one of send, sendBatch, ");
    const input = '{"match":{"operation":"fly"},"answer":{"status":503}}';
    const { code, err } = await test.nh(["hub", "fault", "add", "--file", "-"], { input });
    expect(code).toBe(6);
    expect(err).toContain("match.operation must be one of");
  });

  it("names every operation in the help of nh hub fault add", async () => {
    const { out } = await createTestHub().nh(["hub", "fault", "add", "--help"]);
    for (const { operation } of routes) expect(out).toMatch(new RegExp(`\\b${operation}\\b`));
  });

  it("with --dry-run only prints the request of every write", async () => {
    const test = createTestHub();
    await putPhone(test);
    const input = "{}";
    for (const [words, request] of [
      [["hub", "reset"], { method: "POST", url: "http://localhost:7447/_nh/reset", body: "" }],
      [["hub", "snapshot", "load", "-"], { method: "PUT", body: "{}" }],
      [["hub", "clock", "advance", "2h"], { method: "POST", body: '{"advanceSeconds":7200}' }],
      [["hub", "clock", "freeze"], { body: '{"freeze":true}' }],
      [["hub", "clock", "resume"], { body: '{"resume":true}' }],
      [["hub", "fault", "add", "--status", "503"], { body: '{"match":{},"answer":{"status":503}}' }],
      [["hub", "fault", "remove", "fault-1"], { method: "DELETE", url: "http://localhost:7447/_nh/faults/fault-1" }],
      [["hub", "fault", "clear"], { method: "DELETE" }],
      [["hub", "fault", "scenario", "outage"], { method: "POST" }],
      [
        ["hub", "seed", "1"],
        { method: "PUT", url: "http://localhost:7447/demo/installations/sample-1?api-version=2020-06" },
      ],
    ] as const) {
      const { code, json } = await test.nh([...words, "--dry-run", "--json"], { input });
      expect({ words, code, plan: json() }).toMatchObject({
        words,
        code: 0,
        plan: { dryRun: true, requests: [request] },
      });
    }
    expect(test.hub.devices.list()).toHaveLength(1);
    expect(test.hub.faults.list()).toEqual([]);
    expect(test.hub.clock.frozen).toBe(false);
  });

  it("lists scenarios and applies one", async () => {
    const test = createTestHub();
    const { json } = await test.nh(["hub", "fault", "scenario", "--json"]);
    expect(json<{ scenarios: { name: string }[] }>().scenarios.map(({ name }) => name)).toContain("expired-handles");
    expect((await test.nh(["hub", "fault", "scenario", "throttled", "--json"])).json()).toEqual({
      ids: [expect.any(String)],
    });
    expect((await test.nh(["hub", "fault", "scenario", "weather"])).code).toBe(6);
    await test.nh(["hub", "fault", "clear"]);
    await test.nh(["hub", "fault", "scenario", "lost-answer"]);
    const { out } = await test.nh(["hub", "fault", "list"]);
    expect(out).toContain("\toperation=send,sendBatch,schedule\treset=true after=processing\t1\t0\n");
  });

  it("explains who receives a notification and who does not", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    await putPhone(test, "phone-2", "--tags", "news,muted");
    const { code, json } = await test.nh([
      "hub",
      "explain",
      "apple",
      "--title",
      "Hi",
      "--expression",
      "news && !muted",
      "--json",
    ]);
    expect(code).toBe(0);
    const { devices, matched, candidates } = json<{
      devices: { installationId: string; reached: boolean }[];
      matched: number;
      candidates: number;
    }>();
    expect({ matched, candidates }).toEqual({ matched: 1, candidates: 2 });
    expect(devices.map(({ installationId, reached }) => ({ installationId, reached }))).toEqual([
      { installationId: "phone-1", reached: true },
      { installationId: "phone-2", reached: false },
    ]);
    expect(
      (await test.nh(["hub", "explain", "apple", "--title", "Hi", "--expression", "news && !muted"])).out,
    ).toContain("phone-2");
    expect((await test.nh(["hub", "explain", "apple", "--title", "Hi"])).code).toBe(2);
  });

  it("explains an audience without a payload, and says so", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    await putPhone(test, "phone-2", "--tags", "news,muted");
    const audience = ["--expression", "news && !muted"];
    const { code, out } = await test.nh(["hub", "explain", "apple", ...audience]);
    expect(code).toBe(0);
    expect(out).toMatch(/^1 of 2 native registrations of apple matches\.\n/);
    expect(out).toMatch(/\nCAN GET IT .*\nyes +phone-1 .*\nno +phone-2 /);
    expect(out).toMatch(/\n\nNo payload was checked\. To check one, pass --title, --body or --payload\.\n$/);
    expect((await test.nh(["hub", "explain", "apple", "--title", "Hi", ...audience])).out).not.toContain("No payload");
    const template = await test.nh(["hub", "explain", "template", "--everyone"]);
    expect([template.code, template.out]).toEqual([0, expect.stringContaining("pass --properties.\n")]);
  });
});
