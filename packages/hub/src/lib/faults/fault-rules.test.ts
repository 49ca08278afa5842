import { describe, expect, it } from "vitest";
import { ArgumentError } from "../argument-error.js";
import { detailOf, ORIGIN, seededRandom, startTestHub } from "../fixtures/call-hub.js";
import { isConnectionReset } from "../http/connection-reset.js";
import { platformOutcome } from "../pushes/platform-outcomes.js";
import { scenarios } from "./fault-scenarios.js";

const READ = "/demo/registrations?api-version=2020-06";

describe("a fault of a request", () => {
  it("replaces the response, and nothing is carried out", async () => {
    const { hub, call, install } = startTestHub();
    hub.faults.add({ match: { operation: "putInstallation" }, answer: { status: 503 } });
    await expect(install("phone")).rejects.toThrow("The server is busy. Please try again.");
    expect(hub.devices.list()).toEqual([]);
    expect((await call("GET", READ)).status).toBe(200);
    expect(hub.requests.list()).toMatchObject([
      { notes: ["A fault responded instead. The request was not carried out."], faulted: true, access: null },
      { notes: [], faulted: false, access: "allowed" },
    ]);
  });

  it.each([
    [{ status: 429, retryAfterSeconds: 7 }, 429, "The request was throttled.", "7"],
    [{ status: 403, retryAfterSeconds: 0, detail: "Slow down" }, 403, "Slow down", "0"],
    [{ status: 418 }, 418, "The request failed.", null],
    [{ status: 401, detail: "ExpiredToken: The token is expired." }, 401, "ExpiredToken: The token is expired.", null],
  ])("%j returns %i", async (answer, status, detail, retryAfter) => {
    const { hub, call } = startTestHub();
    hub.faults.add({ answer });
    const reply = await call("GET", READ);
    expect([reply.status, detailOf(reply.body), reply.headers.get("retry-after")]).toEqual([
      status,
      detail,
      retryAfter,
    ]);
    expect(reply.headers.get("trackingid")).not.toBeNull();
  });

  it("may have no body, extra headers or a successful status", async () => {
    const { hub, call } = startTestHub();
    hub.faults.add({ answer: { status: 500, detail: "", headers: { "X-Odd": "yes" } }, count: 1 });
    const empty = await call("GET", READ);
    expect([empty.status, empty.body, empty.headers.get("content-length"), empty.headers.get("x-odd")]).toEqual([
      500,
      "",
      "0",
      "yes",
    ]);
    hub.faults.add({ answer: { status: 201 }, count: 1 });
    expect((await call("GET", READ)).status).toBe(201);
  });

  it("breaks the connection, before or after the request was carried out", async () => {
    const { hub, call, install } = startTestHub();
    await install("phone");
    const send = () =>
      call("POST", "/demo/messages/?api-version=2020-06", {
        headers: { "ServiceBusNotification-Format": "apple" },
        body: "{}",
      });
    for (const [after, delivered] of [
      ["headers", 0],
      ["body", 0],
      ["processing", 1],
    ] as const) {
      hub.faults.add({ match: { operation: "send" }, answer: { reset: true, after }, count: 1 });
      const error: unknown = await send().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TypeError);
      expect(isConnectionReset(error)).toBe(true);
      expect(error).toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
      expect(hub.deliveries.list()).toHaveLength(delivered);
    }
    expect(hub.requests.list().map(({ status }) => status)).toEqual([200, 0, 0, 0]);
    expect(hub.requests.list()[2]?.requestBody).toBe("{}");
  });

  it("replaces the response of a request that was carried out", async () => {
    const { hub, call, install } = startTestHub();
    await install("phone");
    hub.faults.add({ answer: { status: 500, after: "processing" } });
    const reply = await call("POST", "/demo/messages/?api-version=2020-06", {
      headers: { "ServiceBusNotification-Format": "apple" },
      body: '{"aps":{"alert":"x"}}',
    });
    expect(reply.status).toBe(500);
    expect(hub.deliveries.list()).toHaveLength(1);
    expect(hub.requests.list().at(-1)?.notes).toEqual(["A fault replaced the response. The request was carried out."]);
  });

  it("cuts off the body of a response after announcing its full length", async () => {
    const { hub, install } = startTestHub();
    await install("phone");
    hub.faults.add({ answer: { truncate: true } });
    const response = await hub.requests.replay("1");
    expect([response.status, response.headers.get("content-length")]).toEqual([200, "1"]);
    await expect(response.text()).rejects.toSatisfy(isConnectionReset);
  });

  it("delays in real time", async () => {
    const { hub, call } = startTestHub();
    hub.faults.add({ answer: { delayMs: 30 } });
    const started = performance.now();
    expect((await call("GET", READ)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(25);
  });

  it("delays the response of a request that was carried out", async () => {
    const { hub, call, install } = startTestHub();
    await install("phone");
    hub.faults.add({ answer: { delayMs: 20, after: "processing" } });
    const waiting = call("POST", "/demo/messages/?api-version=2020-06", {
      headers: { "ServiceBusNotification-Format": "apple" },
      body: "{}",
    });
    await hub.deliveries.waitFor();
    expect((await waiting).status).toBe(201);
  });

  it("carries nothing out when the caller aborts during a delay", async () => {
    const { hub, install } = startTestHub();
    await install("phone");
    hub.faults.add({ answer: { delayMs: 60_000 } });
    const given = new AbortController();
    const waiting = hub.fetch(`${ORIGIN}/demo/messages/?api-version=2020-06`, {
      method: "POST",
      signal: given.signal,
      body: "{}",
    });
    setTimeout(() => given.abort(new Error("enough")), 5);
    await expect(waiting).rejects.toThrow("enough");
    await expect(
      hub.fetch(`${ORIGIN}/demo/registrations`, { signal: AbortSignal.abort(new Error("at once")) }),
    ).rejects.toThrow("at once");
    expect(hub.deliveries.list()).toEqual([]);
  });

  it.each([
    [{ hub: "DEMO" }, true],
    [{ hub: "other" }, false],
    [{ method: "post" }, true],
    [{ method: "GET" }, false],
    [{ path: "/Demo/mess" }, true],
    [{ path: "/messages" }, false],
    [{ platform: "apple" }, true],
    [{ platform: "gcm" }, false],
    [{ operation: "send" as const, path: "/demo" }, true],
    [{ operation: "schedule" as const }, false],
    [{ operation: ["getJob", "send"] as const }, true],
    [{ operation: ["sendBatch", "schedule"] as const }, false],
  ])("with the match %j acts on a send: %s", async (match, acts) => {
    const { hub, call } = startTestHub();
    hub.faults.add({ match, answer: { status: 500 } });
    const reply = await call("POST", "/demo/messages/?api-version=2020-06", {
      headers: { "ServiceBusNotification-Format": "apple", "ServiceBusNotification-Tags": "(a && !b)" },
      body: "{}",
    });
    expect(reply.status).toBe(acts ? 500 : 201);
  });

  it.each([
    [{ tag: "B" }, 500],
    [{ tag: "c" }, 201],
    [{ handle: "aa" }, 201],
  ])("matches the tags that an expression names, and the handle of a direct send: %j", async (match, status) => {
    const { hub, call } = startTestHub();
    hub.faults.add({ match, answer: { status: 500 } });
    const reply = await call("POST", "/demo/messages/?api-version=2020-06", {
      headers: { "ServiceBusNotification-Format": "apple", "ServiceBusNotification-Tags": "(a && !b)" },
      body: "{}",
    });
    expect(reply.status).toBe(status);
  });

  it("acts as often as its count and probability allow", async () => {
    const { hub, call } = startTestHub({ random: seededRandom() });
    hub.faults.add({ answer: { status: 500 }, probability: 0.5, count: 10 });
    const statuses = [];
    for (let index = 0; index < 100; index++) statuses.push((await call("GET", READ)).status);
    expect(statuses.filter((status) => status === 500)).toHaveLength(10);
    expect(statuses.indexOf(200)).toBeLessThan(statuses.lastIndexOf(500));
    expect(hub.faults.list()).toEqual([]);
    hub.faults.add({ answer: { status: 500 }, probability: 0 });
    expect((await call("GET", READ)).status).toBe(200);
  });
});

describe("a fault of a push", () => {
  it("leaves the send accepted and excludes the handle from later sends", async () => {
    const { hub, call, install, send } = startTestHub();
    await install("phone", { tags: ["a"] });
    hub.faults.add({ match: { platform: "apple", tag: "A" }, answer: { reason: "Unregistered" } });
    const id = await send("apple", "{}");
    expect(hub.deliveries.list()).toMatchObject([{ outcome: "ExpiredChannel" }]);
    expect(hub.devices.list()).toMatchObject([{ expired: true }]);
    expect((await call("GET", `/demo/messages/${id}?api-version=2020-06`)).body).toContain(
      "<Outcome><Name>ExpiredChannel</Name><Count>1</Count></Outcome>",
    );
    await send("apple", "{}");
    expect(hub.deliveries.list()).toHaveLength(1);
  });

  it("appears in a test send with the sentence of the service", async () => {
    const { hub, call, install } = startTestHub();
    await install("phone");
    hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    const reply = await call("POST", "/demo/messages/?api-version=2020-06&test=true", {
      headers: { "ServiceBusNotification-Format": "apple" },
      body: "{}",
    });
    expect(reply.body).toContain("<Success>0</Success><Failure>1</Failure>");
    expect(reply.body).toContain(
      "<Outcome>The Push Notification System handle for the registration is invalid</Outcome>",
    );
  });

  it("that only delays makes the push late but not the response", async () => {
    const { hub, install, send } = startTestHub();
    await install("phone");
    hub.faults.add({ match: { installationId: "phone" }, answer: { delayMs: 10 } });
    await send("apple", "{}");
    expect(hub.deliveries.list()).toEqual([]);
    expect(await hub.deliveries.waitFor()).toMatchObject({ installationId: "phone", outcome: "Success" });
  });

  it("that is still delayed is dropped by a reset", async () => {
    const { hub, install, send } = startTestHub();
    await install("phone");
    hub.faults.add({ match: { installationId: "phone" }, answer: { delayMs: 5 } });
    await send("apple", "{}");
    hub.reset();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hub.deliveries.list()).toEqual([]);
  });

  it.each([
    ["apple", "BadDeviceToken", "BadChannel", true],
    ["apple", "PayloadTooLarge", "InvalidNotificationSize", false],
    ["fcmv1", "UNREGISTERED", "ExpiredChannel", true],
    ["fcmv1", "QUOTA_EXCEEDED", "Throttled", false],
    ["gcm", "NotRegistered", "ExpiredChannel", true],
    ["adm", "InvalidRegistrationId", "BadChannel", true],
    ["windows", "410", "ExpiredChannel", true],
    ["windows", "406", "Throttled", false],
    ["windowsphone", "406", "ChannelThrottled", false],
    ["windows", "channelthrottled", "ChannelThrottled", false],
    ["windows", "dropped", "Dropped", false],
    ["windowsphone", "412", "ChannelDisconnected", false],
    ["browser", "404", "BadChannel", true],
    ["xiaomi", "WrongToken", "WrongToken", false],
    ["baidu", "ExpiredChannel", "ExpiredChannel", true],
    ["windows", "BadDeviceToken", "BadChannel", true],
    ["apple", "SomethingNew", "UnknownError", false],
    ["apple", "toString", "UnknownError", false],
  ] as const)("of %s with the reason %s counts as %s", (platform, reason, outcome, handleDead) => {
    expect(platformOutcome(platform, reason)).toEqual({ outcome, handleDead });
  });
});

describe("a rule", () => {
  it.each<[unknown, string, string]>([
    [null, "rule", "The rule must be an object."],
    [{}, "answer", "answer must be an object."],
    [{ answer: {} }, "answer", "answer must have status, reset, truncate, delayMs or reason."],
    [{ answer: { status: 200.5 } }, "answer.status", "answer.status must be a status from 200 to 599."],
    [{ answer: { status: 500, detail: 1 } }, "answer.detail", "answer.detail must be a string."],
    [{ answer: { reset: "yes" } }, "answer.reset", "answer.reset must be true or false."],
    [
      { answer: { delayMs: -1 } },
      "answer.delayMs",
      "answer.delayMs must be a number of milliseconds from 0 to 2147483647.",
    ],
    [
      { answer: { status: 500, after: "lunch" } },
      "answer.after",
      'answer.after must be "headers", "body" or "processing".',
    ],
    [
      { answer: { status: 500, headers: { "a b": "c" } } },
      "answer.headers",
      'answer.headers has a name or value that HTTP cannot carry: "a b".',
    ],
    [
      { answer: { status: 500, headers: { a: "b\r\nc: d" } } },
      "answer.headers",
      'answer.headers has a name or value that HTTP cannot carry: "a".',
    ],
    [
      { answer: { status: 429, retryAfterSeconds: 1.5 } },
      "answer.retryAfterSeconds",
      "answer.retryAfterSeconds must be a whole number of seconds.",
    ],
    [
      { answer: { reason: "410", status: 500 } },
      "answer.reason",
      "answer.reason applies to one push and cannot be combined with status, reset or truncate, which apply to the request. Add a second rule for the request.",
    ],
    [{ answer: { status: 500 }, probability: 2 }, "probability", "probability must be a number from 0 to 1."],
    [{ answer: { status: 500 }, count: 0 }, "count", "count must be a whole number of at least 1."],
    [{ answer: { status: 500 }, match: { tag: 1 } }, "match.tag", "match.tag must be a string."],
  ])("%j is refused", (rule, argument, message) => {
    expect(() => startTestHub().hub.faults.add(rule as never)).toThrow(new ArgumentError(argument, message));
  });

  it.each([
    [
      { answer: { status: 500 }, matches: {} },
      /^Unknown property "matches"\. Known properties: match, answer, probability, count\.$/,
    ],
    [{ answer: { status: 500 }, match: { operation: "fly" } }, /^match\.operation must be one of send, sendBatch, /],
    [
      { answer: { status: 500 }, match: { operation: ["send", "fly"] } },
      /^match\.operation must be one of send, .*, or a list of them\.$/,
    ],
    [{ answer: { status: 500 }, match: { operation: [] } }, /^match\.operation must be one of send, /],
    [{ answer: { status: 500 }, match: { platform: "ios" } }, /^match\.platform must be one of apple, .*, template\.$/],
    [{ answer: { state: 500 } }, /^Unknown property "answer\.state"\. Known properties: answer\.status, /],
  ])("%j is refused with the allowed values", (rule, message) => {
    expect(() => startTestHub().hub.faults.add(rule as never)).toThrow(message);
  });
});

describe("scenarios", () => {
  it.each(Object.keys(scenarios))("%s consists of rules that the hub accepts", (name) => {
    const { hub } = startTestHub();
    const ids = hub.faults.scenario(name);
    expect(hub.faults.list().map(({ id }) => id)).toEqual(ids);
  });

  const native = { "ServiceBusNotification-Format": "apple" };
  const batch =
    '--b\r\nContent-Disposition: inline; name=notification\r\n\r\n{"aps":{"alert":"x"}}\r\n' +
    '--b\r\nContent-Disposition: inline; name=devices\r\n\r\n["AA11BB22"]\r\n--b--\r\n';

  it.each([
    ["a send", "/demo/messages/?api-version=2020-06", native, '{"aps":{"alert":"x"}}'],
    [
      "a batch send",
      "/demo/messages/$batch?direct&api-version=2020-06",
      { ...native, "content-type": 'multipart/mixed; boundary="b"' },
      batch,
    ],
    [
      "a scheduled send",
      "/demo/schedulednotifications/?api-version=2020-06",
      { ...native, "ServiceBusNotification-ScheduleTime": "2031-05-06T08:08:09" },
      '{"aps":{"alert":"x"}}',
    ],
  ])("lost-answer and quota act on %s", async (_what, path, headers, body) => {
    const { hub, call } = startTestHub();
    const send = () => call("POST", path, { headers, body });
    hub.faults.scenario("lost-answer");
    await expect(send()).rejects.toSatisfy(isConnectionReset);
    expect(hub.requests.list().at(-1)).toMatchObject({
      status: 0,
      faulted: true,
      notes: ["A fault replaced the response. The request was carried out."],
    });
    expect((await send()).status).toBe(201);
    hub.faults.scenario("quota");
    expect((await send()).status).toBe(403);
  });

  it("with an unknown name are refused with the known names", () => {
    expect(() => startTestHub().hub.faults.scenario("__proto__")).toThrow(
      /^Unknown scenario "__proto__"\. Known scenarios: throttled, /,
    );
  });
});
