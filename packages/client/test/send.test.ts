import { createHub, type Hub } from "@nh/hub";
import { hubHandlers } from "@nh/hub/msw";
import { apple, browser, type Notification, rawNotification, template, windowsToast } from "@nh/payloads";
import { platformWire } from "@nh/wire";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Audience,
  type ClientEvent,
  type ClientOptions,
  device,
  devices,
  everyone,
  installation,
  isHubConnectionError,
  isSplitSendError,
  NotificationHubClient,
  user,
} from "../src/index.js";
import { ArgumentError } from "../src/lib/argument-error.js";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

let hub: Hub;
beforeEach(() => {
  hub = createHub();
  server.resetHandlers(...hubHandlers(hub));
});
afterEach(() => hub.close());

const connect = (options?: ClientOptions): NotificationHubClient =>
  new NotificationHubClient(hub.connectionString, "hub", options);
const lastRequest = () => hub.requests.list().at(-1);
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

const token = "0123456789abcdef".repeat(4);
const phone = {
  installationId: "phone",
  platform: "apns",
  pushChannel: token,
  tags: ["news", "de"],
  userId: "u1",
} as const;
const hello = apple({ alert: "Hello" });

describe("send", () => {
  it("reaches the devices whose tags match, with body and headers", async () => {
    const client = connect();
    await client.installations.put(phone);
    const result = await client.send(hello, "news && !sports");
    expect(result).toMatchObject({ state: "enqueued", attempts: 1 });
    expect(result.notificationId).toMatch(/^NH-/);
    expect(result.trackingId).toMatch(/^[0-9a-f-]{36}$/);
    expect(result.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect("outcome" in result).toBe(false);
    const [delivery] = hub.deliveries.list();
    expect(delivery).toMatchObject({ platform: "apple", body: hello.body });
  });

  it.each<[string, Audience, number]>([
    ["everyone()", everyone(), 1],
    ["a user", user("u1"), 1],
    ["an installation", installation("phone"), 1],
    ["any of a list", ["sports", "de"], 1],
    ["a tag that no device has", "sports", 0],
  ])("addresses %s", async (_title, audience, count) => {
    const client = connect();
    await client.installations.put(phone);
    await client.send(hello, audience);
    expect(hub.deliveries.list()).toHaveLength(count);
  });

  it("puts no tags header on a broadcast", async () => {
    await connect().send(hello, everyone());
    expect(Object.keys(lastRequest()?.requestHeaders ?? {}).map((name) => name.toLowerCase())).not.toContain(
      "servicebusnotification-tags",
    );
  });

  it("sends nothing without an audience", async () => {
    const client = connect();
    for (const audience of [undefined, "", [], " "]) {
      expect(await failure(client.send(hello, audience as never))).toMatchObject({ code: "NH_AUDIENCE_MISSING" });
    }
    expect(hub.requests.list()).toHaveLength(0);
  });

  it("resolves a test send with what became of it", async () => {
    const client = connect();
    await client.installations.put(phone);
    const result = await client.send(hello, "news", { test: true });
    expect(result.state).toBe("detailed");
    expect(result.outcome).toMatchObject({ success: 1, failure: 0 });
    expect(result.outcome.results).toMatchObject([{ platform: "apple" }]);
    expect(lastRequest()?.url).toContain("test=true");
  });

  it("resolves a test send that matched nobody with an empty outcome", async () => {
    const result = await connect().send(hello, "nobody", { test: true });
    expect(result.outcome).toEqual({ success: 0, failure: 0, results: [] });
  });

  it("rejects a test send that failed", async () => {
    hub.faults.add({ match: { operation: "send" }, answer: { status: 403, detail: "Not for your tier." } });
    expect(await failure(connect().send(hello, "news", { test: true }))).toMatchObject({
      code: "NH_QUOTA",
      status: 403,
    });
  });

  it("rejects a test send whose outcome cannot be read", async () => {
    const fetch = async (): Promise<Response> =>
      new Response("<html>", { status: 201, headers: { TrackingId: "t-1" } });
    const error = await failure(connect({ fetch }).send(hello, "news", { test: true }));
    expect(isHubConnectionError(error)).toBe(true);
    expect(error).toMatchObject({
      attempts: 1,
      mayHaveBeenSent: true,
      request: { method: "POST", url: expect.stringMatching(/\/hub\/messages\/$/) },
      cause: { code: "NH_WIRE_UNEXPECTED" },
    });
    expect(String(error)).toContain("The service accepted send with 201 and has probably carried it out");
    expect(String(error)).toContain("Tracking id t-1.");
  });

  it("renders templates at the hub", async () => {
    const client = connect();
    const templates = { greeting: { body: `{"aps":{"alert":"{'Hi ' + $(name)}"}}` } };
    await client.installations.put({ ...phone, templates });
    await client.send(template({ name: "Ann" }), "news");
    expect(hub.deliveries.list()).toMatchObject([{ body: '{"aps":{"alert":"Hi Ann"}}' }]);
  });

  it("takes options that are undefined for absent", async () => {
    const result = await connect().send(hello, "news", { test: undefined, signal: undefined, split: undefined });
    expect(result.state).toBe("enqueued");
  });

  it.each([{ test: "yes" }, { split: 1 }])("rejects the options %j", async (options) => {
    await expect(connect().send(hello, "news", options as never)).rejects.toThrow(TypeError);
  });

  it("changes nothing that the caller passed in", async () => {
    const notification = Object.freeze({ ...hello, headers: Object.freeze({ ...hello.headers }) });
    const options = Object.freeze({ retry: Object.freeze({ maxRetries: 1 }) });
    const tags = Object.freeze(["news", "de"]);
    const installed = Object.freeze({ ...phone, tags });
    const client = connect(Object.freeze({ timeoutMs: 5000 }));
    await client.installations.put(installed);
    await client.send(notification, tags, options);
    await client.send(notification, device(token), options);
    expect(hub.deliveries.list()).toHaveLength(2);
  });
});

describe("a direct send", () => {
  it("reaches one device by its handle", async () => {
    await connect().send(hello, device(token));
    expect(hub.deliveries.list()).toMatchObject([{ handle: token, body: hello.body }]);
    expect(lastRequest()?.url).toContain("direct=true");
  });

  it("reaches a browser by its subscription", async () => {
    const subscription = {
      endpoint: "https://push.example/send/abc",
      p256dh: "BNc".padEnd(87, "x"),
      auth: "tBHItJI5svbpez7KI4CCXg",
    };
    await connect().send(browser({ title: "Hi" }), device(subscription));
    expect(hub.deliveries.list()).toMatchObject([{ platform: "browser" }]);
  });

  it("reaches many devices in one request", async () => {
    const result = await connect().send(hello, devices([token, token.replace("0", "1")]));
    expect(result.state).toBe("enqueued");
    expect(hub.deliveries.list()).toHaveLength(2);
    expect(hub.requests.list()).toHaveLength(1);
  });

  it.each<[string, Notification, Audience]>([
    [
      "a browser's subscription for another platform",
      hello,
      device({ endpoint: "https://p.example", p256dh: "a", auth: "b" }),
    ],
    ["a bare handle for a browser", browser({ title: "Hi" }), device("abc")],
    ["a batch for browsers", browser({ title: "Hi" }), devices(["abc"])],
    ["a template for one device", template({ a: "b" }), device("abc")],
    ["a template for devices", template({ a: "b" }), devices(["abc"])],
  ])("refuses %s", async (_title, notification, audience) => {
    expect(await failure(connect().send(notification, audience))).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(hub.requests.list()).toHaveLength(0);
  });

  it("refuses a batch that is over 64 KB and says what to use", async () => {
    const handles = Array.from({ length: 400 }, (_, index) => `${index}`.padStart(200, "a"));
    const error = await failure(connect().send(hello, devices(handles)));
    expect(error).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(String(error)).toContain("sendToDevices");
  });

  it("sends to a handle once that appears twice, also in another letter case, and counts it", async () => {
    const list = ["AB12", "ab12", "cd34", "AB12"];
    const send = (duplicates?: "skip" | "send") => connect().send(hello, devices(list), { duplicates });
    expect(await send()).toMatchObject({ state: "enqueued", duplicates: 2 });
    expect(hub.deliveries.list().map(({ handle }) => handle.toUpperCase())).toEqual(["AB12", "CD34"]);
    expect(await send("send")).toMatchObject({ state: "enqueued", duplicates: 0 });
    expect(hub.deliveries.list()).toHaveLength(6);
  });

  it.each([everyone(), "news", device(token)])(
    "refuses duplicates for %j, where no handle appears twice",
    async (audience) => {
      await expect(connect().send(hello, audience, { duplicates: "send" })).rejects.toThrow(
        "send: duplicates works with devices() only: other audiences hold no list of handles",
      );
      expect(hub.requests.list()).toHaveLength(0);
    },
  );

  it.each([device(token), devices([token])])("cannot be a test send: %j", async (audience) => {
    await expect(connect().send(hello, audience, { test: true })).rejects.toThrow(TypeError);
  });
});

describe("a send to more than 20 tags", () => {
  const tags = Array.from({ length: 45 }, (_, index) => `t${index}`);

  it("is refused, and the error names split", async () => {
    const error = await failure(connect().send(hello, tags));
    expect(error).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(String(error)).toContain("split: true");
    expect(hub.requests.list()).toHaveLength(0);
  });

  it("becomes several sends with split, and a device with tags in two of them gets two", async () => {
    const client = connect();
    await client.installations.put({ ...phone, tags: ["t0", "t44"] });
    const result = await client.send(hello, tags, { split: true });
    expect(result.parts).toHaveLength(3);
    expect(result.attempts).toBe(3);
    expect(result.notificationId).toBeUndefined();
    expect(hub.deliveries.list()).toHaveLength(2);
  });

  it("is one send when its tags are few, however often it names them", async () => {
    const client = connect();
    await client.send(
      hello,
      Array.from({ length: 25 }, (_item, index) => (index % 2 === 0 ? "news" : "NEWS")).join("||"),
    );
    expect(lastRequest()?.requestHeaders).toMatchObject({ "servicebusnotification-tags": "news" });
  });

  it("stays one send with split where one is enough", async () => {
    const result = await connect().send(hello, ["a"], { split: true });
    expect(result.parts).toHaveLength(1);
    expect(result.notificationId).toBe(result.parts?.[0]?.notificationId);
    expect((await connect().send(hello, everyone(), { split: true })).parts).toHaveLength(1);
  });

  it("says which tags were reached when it stops in between", async () => {
    const client = connect();
    let requests = 0;
    const error = await failure(
      connect({
        fetch: (url, init) => (++requests === 2 ? Promise.reject(new Error("cable")) : globalThis.fetch(url, init)),
      }).send(hello, tags, { split: true }),
    );
    expect(isSplitSendError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "NH_SPLIT_INCOMPLETE",
      sentTags: tags.slice(0, 20),
      remainingTags: tags.slice(20),
    });
    expect(error).toMatchObject({
      retryable: false,
      cause: { code: "NH_CONNECTION", mayHaveBeenSent: true, retryable: false },
    });
    await client.close();
  });

  it("fails as any send when the first part fails", async () => {
    hub.faults.add({ match: { operation: "send" }, answer: { status: 400 } });
    expect(await failure(connect().send(hello, tags, { split: true }))).toMatchObject({ code: "NH_BAD_REQUEST" });
  });

  it("cannot be a test send", async () => {
    await expect(connect().send(hello, tags, { split: true, test: true })).rejects.toThrow(TypeError);
  });
});

describe("a notification", () => {
  it("may be written by hand, and is checked", async () => {
    const own = {
      platform: "apple",
      contentType: "application/json",
      headers: { "apns-priority": "5" },
      body: "{}",
    } as const;
    await connect().send(own, everyone());
    expect(lastRequest()?.requestHeaders).toMatchObject({ "apns-priority": "5" });
  });

  it.each([
    { Authorization: "mine" },
    { "ServiceBusNotification-Tags": "x" },
    { "x-a": "1\r\nX-Evil: 1" },
    { "x-a": "日" },
  ])("cannot carry the headers %j", async (headers) => {
    const own = { platform: "apple", contentType: "application/json", headers, body: "{}" } as const;
    expect(await failure(connect().send(own as Notification, everyone()))).toMatchObject({
      code: "NH_PAYLOAD_INVALID",
    });
  });

  it.each([
    ["headers that are an object", { platform: "apple", contentType: "application/json", headers: "a", body: "{}" }],
    ["a contentType", { platform: "apple", headers: {}, body: "{}" }],
  ])("written by hand needs %s", async (_what, own) => {
    await expect(connect().send(own as never, everyone())).rejects.toThrow(
      new ArgumentError(
        "send",
        "notification",
        "must have a contentType, and its headers must be an object. rawNotification({ platform, body }) adds both",
      ),
    );
    expect(hub.requests.list()).toHaveLength(0);
  });

  it("written by hand may leave out the headers, as the official client's do", async () => {
    const own = { platform: "apple", contentType: "application/json", body: '{"aps":{"alert":"Hi"}}' } as const;
    await connect().send(own, everyone());
    await connect().schedule(own, everyone(), new Date(Date.now() + 3_600_000));
    for await (const batch of connect().sendToDevices(own, ["A1"])) expect(batch.state).toBe("sent");
    expect(hub.requests.list()).toHaveLength(3);
    expect(own).not.toHaveProperty("headers");
  });

  it.each(["Host", "content-length", "Transfer-Encoding", "P256DH"])(
    "cannot set the request's own header %s",
    async (name) => {
      const own = rawNotification({ platform: "apple", body: "{}", headers: { [name]: "1" } });
      await expect(connect().send(own, everyone())).rejects.toThrow(`send: notification cannot set the header ${name}`);
    },
  );

  it.each([undefined, null, "text", {}, { platform: "nokia" }])("cannot be %j", async (notification) => {
    await expect(connect().send(notification as never, everyone())).rejects.toThrow("must come from a builder");
  });

  it("names its platform as the protocol does", () => {
    for (const row of Object.values(platformWire)) expect(row.format).toBe(row.platform);
  });
});

describe("what the builder of a notification warns of", () => {
  const doubtful = apple('{"aps":{"alert":"x","order":7}}');
  const at = new Date(Date.now() + 3_600_000);

  it.each<[how: string, send: (client: NotificationHubClient) => Promise<unknown>]>([
    ["a send", (client) => client.send(doubtful, everyone())],
    ["a schedule", (client) => client.schedule(doubtful, everyone(), at)],
    [
      "a bulk send",
      async (client) => {
        for await (const _batch of client.sendToDevices(doubtful, ["aa11"]));
      },
    ],
  ])("draws a warning event for %s, which goes on", async (_how, send) => {
    const events: ClientEvent[] = [];
    await send(connect({ onEvent: (event) => events.push(event) }));
    expect(events[0]).toEqual({
      type: "warning",
      code: "payload",
      message: expect.stringMatching(/^apple: aps\.order is not a known key/),
      warning: doubtful.warnings[0],
    });
    expect(events.filter(({ type }) => type === "warning")).toHaveLength(1);
    expect(events.some(({ type }) => type === "response")).toBe(true);
  });
});

describe("a user id that no tag expression can name", () => {
  it.each(["Ann Lee", "Zoë", "auth0|123", "a+b", "{5}", "", "x".repeat(111)])(
    "draws a warning and is stored all the same: %j",
    async (userId) => {
      const codes: unknown[] = [];
      const onEvent = (event: ClientEvent) => event.type === "warning" && codes.push(event.code);
      const { installations } = connect({ onEvent });
      const phone = { installationId: "p", platform: "apns", pushChannel: "a".repeat(64) } as const;
      await installations.put({ ...phone, userId });
      await installations.patch("p", [{ op: "replace", path: "/UserId", value: userId }]);
      await installations.setUserId("p", userId);
      expect(codes).toEqual(Array(3).fill("userIdNotAddressable"));
      expect(await installations.get("p")).toMatchObject({ userId });
    },
  );

  it("draws no warning when the REST reference allows its ASCII characters", async () => {
    const events: ClientEvent[] = [];
    const { installations } = connect({ onEvent: (event) => events.push(event) });
    await installations.put({ installationId: "p", platform: "apns", pushChannel: "a1", userId: "aZ0-_@#.:=" });
    await installations.setUserId("p", "x".repeat(110));
    expect(events.filter(({ type }) => type === "warning")).toEqual([]);
  });
});

describe("a tag that looks like an e-mail address", () => {
  it("draws a warning and is sent all the same", async () => {
    const events: ClientEvent[] = [];
    const client = connect({ onEvent: (event) => events.push(event) });
    await client.send(hello, "ann@example.com || news");
    expect(events[0]).toMatchObject({ type: "warning", code: "personalDataInTag" });
    await client.send(hello, "team@work");
    expect(events.filter((event) => event.type === "warning")).toHaveLength(1);
  });

  it("draws a warning wherever it is stored, but not where it is removed", async () => {
    const events: ClientEvent[] = [];
    const { installations, registrations } = connect({ onEvent: (event) => events.push(event) });
    const isOfMail = (event: ClientEvent) => event.type === "warning" && event.code === "personalDataInTag";
    const warnings = () => events.splice(0).filter(isOfMail).length;
    const mail = "ann@example.com";
    const phone = { installationId: "p", platform: "apns", pushChannel: "a".repeat(64) } as const;
    await installations.put({ ...phone, tags: [mail] });
    expect(warnings()).toBe(1);
    await installations.put({ ...phone, templates: { greeting: { body: "{}", tags: [mail] } } });
    expect(warnings()).toBe(1);
    await installations.addTags("p", ["news", mail]);
    expect(warnings()).toBe(1);
    await installations.put({ ...phone, userId: mail });
    expect(warnings()).toBe(1);
    await installations.setUserId("p", mail);
    expect(warnings()).toBe(1);
    await installations.setTemplate("p", "greeting", { body: "{}", tags: [mail] });
    expect(warnings()).toBe(1);
    await installations.setTemplate("p", "greeting", { body: `{"aps":{"alert":"${mail}"}}` });
    await installations.setPushVariables("p", { mail });
    await installations.removeTags("p", [mail]);
    expect(warnings()).toBe(0);
    const created = await registrations.create({ platform: "apple", handle: "A".repeat(64), tags: [mail] });
    expect(warnings()).toBe(1);
    await registrations.update({ ...created, tags: ["news"] });
    expect(warnings()).toBe(0);
  });
});

describe("schedule", () => {
  const at = (ms: number): Date => new Date(Date.now() + ms);
  const minute = 60_000;
  const day = 24 * 60 * minute;

  it("has the notification sent when its time has come", async () => {
    const client = connect();
    await client.installations.put(phone);
    const time = at(10 * minute);
    const result = await client.schedule(windowsToast({ texts: ["Later"] }), "news", time);
    expect(result).toMatchObject({ state: "enqueued", attempts: 1 });
    expect(lastRequest()?.requestHeaders).toMatchObject({
      "servicebusnotification-scheduletime": time.toISOString().slice(0, 19),
    });
    await client.schedule(hello, "news", time);
    expect(hub.deliveries.list()).toHaveLength(0);
    hub.clock.advance(601);
    expect(hub.deliveries.list()).toHaveLength(1);
  });

  it("can be taken back", async () => {
    const client = connect();
    await client.installations.put(phone);
    const { notificationId = "" } = await client.schedule(hello, everyone(), at(10 * minute));
    await client.cancelScheduled(notificationId);
    hub.clock.advance(700);
    expect(hub.deliveries.list()).toHaveLength(0);
  });

  it("takes a 404 for done only when an earlier attempt may have taken it back", async () => {
    const client = connect({ retry: { baseDelayMs: 0 } });
    const { notificationId = "" } = await client.schedule(hello, everyone(), at(10 * minute));
    hub.faults.add({
      match: { operation: "cancelScheduled" },
      answer: { reset: true, after: "processing" },
      count: 1,
    });
    await client.cancelScheduled(notificationId);
    expect(await failure(client.cancelScheduled(notificationId))).toMatchObject({ code: "NH_NOT_FOUND" });
  });

  it("is retried as little as a send", async () => {
    hub.faults.add({ match: { operation: "schedule" }, answer: { status: 500 } });
    expect(await failure(connect().schedule(hello, everyone(), at(10 * minute)))).toMatchObject({
      attempts: 1,
      mayHaveBeenSent: true,
    });
  });

  it.each([-1000, minute, 4 * minute, 8 * day])("refuses a time %i ms ahead", async (ms) => {
    const time = at(ms);
    const error = await failure(connect().schedule(hello, everyone(), time));
    expect(error).toMatchObject({ code: "NH_INVALID_ARGUMENT", argument: "at" });
    expect(error).toHaveProperty(
      "message",
      `schedule: A notification can be scheduled 5 minutes to 7 days ahead, not for ${time.toISOString()}.`,
    );
  });

  it.each([5 * minute, 7 * day])("accepts a time %i ms ahead", async (ms) => {
    expect((await connect().schedule(hello, everyone(), at(ms))).state).toBe("enqueued");
  });

  it("refuses what is not a date, and device handles", async () => {
    await expect(connect().schedule(hello, everyone(), new Date(Number.NaN))).rejects.toThrow(TypeError);
    await expect(connect().schedule(hello, everyone(), "tomorrow" as never)).rejects.toThrow(TypeError);
    expect(await failure(connect().schedule(hello, device(token), at(10 * minute)))).toMatchObject({
      code: "NH_AUDIENCE_INVALID",
    });
  });
});

describe("dump", () => {
  it("shows what left and what came, with the signature masked and handles shortened", async () => {
    const texts: string[] = [];
    await connect({ dump: (text) => texts.push(text) }).send(hello, device(token));
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain("POST https://local-hub.invalid/hub/messages/?api-version=2020-06&direct=true");
    expect(texts[0]).toMatch(/^Authorization: SharedAccessSignature sr=\S+&sig=\*\*\*&se=\d+&skn=\S+$/m);
    expect(texts[0]).toContain("ServiceBusNotification-DeviceHandle: 012345…cdef");
    expect(texts[0]).toContain(hello.body);
    expect(texts[1]).toMatch(/^HTTP 201/);
    expect(texts[1]).toMatch(/^TrackingId: /im);
    expect(texts.join()).not.toContain(token);
  });

  it("does not disturb the send when the writer fails", async () => {
    const dump = (): never => {
      throw new Error("disk full");
    };
    expect((await connect({ dump }).send(hello, everyone())).state).toBe("enqueued");
  });

  it("works with any fetch", async () => {
    const texts: string[] = [];
    const fetch = async () => ({
      status: 201,
      headers: { get: (name: string) => (name === "TrackingId" ? "t-1" : null) },
      text: async () => "",
    });
    const result = await connect({ dump: (text) => texts.push(text), fetch }).send(hello, everyone());
    expect(result.trackingId).toBe("t-1");
    expect(texts[1]).toBe("HTTP 201 (apple)\nTrackingId: t-1");
  });
});
