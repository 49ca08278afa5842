import { describe, expect, it } from "vitest";
import { createTestHub, putPhone } from "../../../test/test-hub.js";
import { createTestIo, runCli } from "../../../test/test-io.js";

const title = ["--title", "Doors open"];

/** A hub with an iPhone and an Android phone of alice. */
async function aliceAtHome() {
  const test = createTestHub();
  await putPhone(test, "phone-1", "--user", "alice");
  const pixel = ["installations", "put", "pixel", "--platform", "fcmv1", "--channel", "pixel-token", "--user", "alice"];
  expect((await test.nh(pixel)).code).toBe(0);
  return test;
}

describe("nh send to several platforms", () => {
  it("makes one payload and one request for each", async () => {
    const test = await aliceAtHome();
    const { code, out, err } = await test.nh(["send", "apple,fcmv1", ...title, "--user", "alice"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const hub = "hub    demo at localhost:7447, from NH_CONNECTION_STRING";
    expect(out.split("\n").slice(0, 3)).toEqual(["state  enqueued", hub, ""]);
    expect(out).toMatch(/\n\nPLATFORM +STATE +RESULT\napple +enqueued +NH-.*\nfcmv1 +enqueued +NH-/);
    const pushed = test.hub.deliveries.list().map(({ platform, body }) => [platform, body]);
    // The requests are made at the same time, so either may arrive first.
    expect(pushed.sort()).toEqual([
      ["apple", '{"aps":{"alert":{"title":"Doors open"}}}'],
      ["fcmv1", '{"message":{"notification":{"title":"Doors open"}}}'],
    ]);
  });

  it("shows what failed beside what was sent, and exits with 7", async () => {
    const test = await aliceAtHome();
    test.hub.faults.add({ match: { platform: "fcmv1" }, answer: { status: 400 }, count: 1 });
    const { code, json } = await test.nh(["send", "apple,fcmv1", ...title, "--user", "alice", "--json"]);
    expect(code).toBe(7);
    expect(json()).toMatchObject({
      state: "partial",
      platforms: {
        apple: { state: "enqueued", attempts: 1 },
        fcmv1: { state: "failed", error: { code: "NH_BAD_REQUEST", status: 400 } },
      },
    });
  });

  it("exits with the code of the failure when every platform failed", async () => {
    const test = await aliceAtHome();
    test.hub.faults.add({ answer: { status: 404 }, count: 2 });
    const { code, out } = await test.nh(["send", "apple,fcmv1", ...title, "--user", "alice"]);
    expect(code).toBe(4);
    expect(out).toContain("failed");
  });

  it("says once below the table what to do, and which hub failed", async () => {
    const test = await aliceAtHome();
    test.hub.faults.add({ answer: { status: 404 }, count: 2 });
    const { err } = await test.nh(["send", "apple,fcmv1", ...title, "--user", "alice"]);
    expect(err.split("\n")).toEqual([
      "  hint: Check the ID and the name of the hub. nh doctor checks whether the hub exists; nh hubs list shows all hubs.",
      "  hub: demo at localhost:7447, from NH_CONNECTION_STRING",
      "",
    ]);
    const fetch = () => Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
    const stopped = await test.nh(["send", "apple,fcmv1", ...title, "--user", "alice"], { fetch });
    expect(stopped.code).toBe(9);
    expect(stopped.err.match(/^ {2}hint: .*nh hub start/gm)).toHaveLength(1);
    expect(stopped.err.match(/^ {2}hub: demo at localhost:7447/gm)).toHaveLength(1);
  });

  it.each(["apple", "apple,fcmv1"])("names the hubs that a local hub holds when it has no such hub: %s", async (to) => {
    const test = createTestHub({ hubs: ["demo"] });
    const fault = { answer: { status: 404, detail: "No service is hosted at the specified address." }, count: 2 };
    test.hub.faults.add(fault);
    const { code, err } = await test.nh(["send", to, ...title, "--user", "alice", "--hub", "other"]);
    expect(code).toBe(4);
    expect(err.match(/^ {2}hint: .*$/gm)).toEqual(["  hint: This local hub holds: demo. Pass --hub demo."]);
  });

  it("warns of what a platform leaves out", async () => {
    const test = await aliceAtHome();
    const { code, err } = await test.nh(["send", "apple,windows", ...title, "--badge", "3", "--user", "alice"]);
    expect(code).toBe(0);
    expect(err).toContain(
      "warning: windows badge: Left out: a toast sets no badge. Set it with nh send windows --type badge --badge <number>.\n",
    );
    expect(err).not.toMatch(/apple badge/);
  });

  it("uses the platforms of the profile when none is named", async () => {
    const test = await aliceAtHome();
    const io = createTestIo({ ...test.world, env: {} });
    const connection = ["--connection-string", test.hub.connectionString, "--hub", "demo"];
    const added = await runCli(["profile", "add", "shop", ...connection, "--platforms", "apple,fcmv1"], io);
    expect(added.code).toBe(0);
    const { code, json } = await runCli(["send", ...title, "--user", "alice", "--profile", "shop", "--json"], io);
    expect(code).toBe(0);
    expect(Object.keys((json() as { platforms: object }).platforms)).toEqual(["apple", "fcmv1"]);
  });

  it("says which platform is missing when nothing names one", async () => {
    const { code, err } = await createTestHub().nh(["send", ...title, "--user", "alice"]);
    expect(code).toBe(2);
    expect(err).toContain("The platform is missing.");
    expect(err).toContain("nh send apple,fcmv1");
  });

  it("shows the requests of a dry run and sends nothing", async () => {
    const test = await aliceAtHome();
    const { code, out } = await test.nh(["send", "apple,fcmv1", ...title, "--user", "alice", "--dry-run"]);
    expect(code).toBe(0);
    expect(out.match(/^POST /gm)).toHaveLength(2);
    expect(test.hub.deliveries.list()).toEqual([]);
  });

  it("says scheduled for each platform of a send that is scheduled", async () => {
    const test = await aliceAtHome();
    const { out } = await test.nh(["send", "apple,fcmv1", ...title, "--user", "alice", "--at", "+2h"]);
    expect(out.split("\n").slice(0, 2)).toEqual(["state  scheduled", "for    2031-05-06T09:08:09.000Z"]);
    expect(out.match(/^(?:apple|fcmv1) +scheduled /gm)).toHaveLength(2);
    expect(out).not.toContain("enqueued");
  });

  it("says of each platform of a test send that nobody received it, and why", async () => {
    const test = await aliceAtHome();
    const { err } = await test.nh(["send", "apple,xiaomi", ...title, "--user", "bob", "--test"]);
    expect(err.split("\n")).toEqual([
      expect.stringMatching(/^Nobody received it: .* does not match\. nh hub explain apple --user bob shows why\.$/),
      expect.stringMatching(/^Nobody received it: the hub demo has no native xiaomi registration\. /),
      "",
    ]);
  });

  it("asks before it broadcasts, and names the platforms", async () => {
    const test = await aliceAtHome();
    const { io } = await test.nh(["send", "apple,fcmv1", ...title, "--everyone"], { tty: true, replies: [false] });
    expect(io.questions).toEqual(["Send to everyone on apple, fcmv1, hub demo at http://localhost:7447/?"]);
    expect(test.hub.deliveries.list()).toEqual([]);
  });

  it.each<[string, string[], string]>([
    ["an unknown platform", ["apple,ios", ...title], 'Unknown platform "ios".\n  hint: Did you mean apple?'],
    [
      "an empty platform",
      ["apple,,fcmv1", ...title],
      '"apple,,fcmv1" has an empty platform.\n  hint: Remove the extra comma.',
    ],
    ["a platform twice", ["apple,apple", ...title], "apple is named twice."],
    [
      "an option of one platform",
      ["apple,fcmv1", ...title, "--thread", "x"],
      "--thread cannot be combined with several",
    ],
    ["a whole payload", ["apple,fcmv1", "--payload", "{}"], "--payload cannot be combined with several platforms"],
    ["nothing to show", ["apple,fcmv1"], "The notification is empty."],
    ["a handle", ["apple,fcmv1", ...title, "--device", "00"], "a handle belongs to one platform"],
    ["--wait", ["apple,fcmv1", ...title, "--wait"], "--wait needs a single platform"],
  ])("refuses %s", async (_title, words, message) => {
    const test = createTestHub();
    const audience = words.includes("--device") ? [] : ["--user", "alice"];
    const { code, err } = await test.nh(["send", ...words, ...audience]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(test.hub.requests.list()).toEqual([]);
  });
});
