import { describe, expect, it, vi } from "vitest";
import { detailOf, NOW, startTestHub, type TestHub } from "../fixtures/call-hub.js";

const BODY = '{"aps":{"alert":"Later"}}';
const schedule = (started: TestHub, time: string | undefined, headers: Record<string, string> = {}) =>
  started.call("POST", "/demo/schedulednotifications/?api-version=2020-06", {
    headers: {
      "ServiceBusNotification-Format": "apple",
      ...(time === undefined ? {} : { "ServiceBusNotification-ScheduleTime": time }),
      ...headers,
    },
    body: BODY,
  });
const idOf = (reply: { headers: Headers }) =>
  /\/schedulednotifications\/([^?]+)\?/.exec(reply.headers.get("location") ?? "")?.[1] ?? "";

describe("scheduling", () => {
  it("returns 201 with the recorded shape of the id", async () => {
    const reply = await schedule(startTestHub(), "2031-05-06T08:08:09.000Z");
    expect([reply.status, reply.body, reply.headers.get("content-length")]).toEqual([201, "", "0"]);
    expect(reply.headers.get("location")).toMatch(
      /^https:\/\/contoso\.servicebus\.windows\.net\/demo\/schedulednotifications\/[0-9a-f]{32}_20310506070809_\d{8}_\d\d_QNHQueue[0-9a-f]{32}-S\d{17}\?api-version=2020-06$/,
    );
  });

  it.each(["2031-05-06T08:08:09", "2031-05-06T08:08:09.000Z", "2031-05-06T10:08:09+02:00", "2031-05-06'T'08:08:09"])(
    "for %s is sent when the clock comes there, under the id of its Location",
    async (time) => {
      const started = startTestHub();
      await started.install("phone", { tags: ["a"] });
      const id = idOf(await schedule(started, time, { "ServiceBusNotification-Tags": "a" }));
      started.hub.clock.advance(3599);
      expect(started.hub.deliveries.list()).toEqual([]);
      started.hub.clock.advance(1);
      expect(started.hub.deliveries.list()).toMatchObject([
        { notificationId: id, at: new Date(NOW + 3_600_000).toISOString(), installationId: "phone", body: BODY },
      ]);
    },
  );

  it("sends several in the order of their times, each when it is due", async () => {
    const started = startTestHub();
    await started.install("phone");
    await schedule(started, "2031-05-06T10:00:00");
    await schedule(started, "2031-05-06T09:00:00");
    started.hub.clock.advance(7 * 24 * 3600);
    expect(started.hub.deliveries.list().map(({ at }) => at)).toEqual([
      "2031-05-06T09:00:00.000Z",
      "2031-05-06T10:00:00.000Z",
    ]);
  });

  it("does not reach a device that expired earlier", async () => {
    const started = startTestHub();
    await started.install("phone", { expirationTime: "2031-05-06T08:00:00Z" });
    await schedule(started, "2031-05-06T09:00:00");
    started.hub.clock.advance(24 * 3600);
    expect(started.hub.deliveries.list()).toEqual([]);
  });

  it("sends by a timer while time passes", async () => {
    vi.useFakeTimers({ now: NOW });
    try {
      const started = startTestHub({ now: Date.now });
      await started.install("phone");
      await schedule(started, "2031-05-06T07:08:19Z");
      await vi.advanceTimersByTimeAsync(10_000);
      expect(started.hub.deliveries.list()).toHaveLength(1);
      started.hub.close();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("sends nothing while the clock is frozen", async () => {
    vi.useFakeTimers({ now: NOW });
    try {
      const started = startTestHub({ now: Date.now });
      await started.install("phone");
      started.hub.clock.freeze();
      await schedule(started, "2031-05-06T07:08:10Z");
      await vi.advanceTimersByTimeAsync(60_000);
      expect(started.hub.deliveries.list()).toEqual([]);
      started.hub.clock.advance(1);
      expect(started.hub.deliveries.list()).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    [undefined, "The ServiceBusNotification-ScheduleTime header is required."],
    ["tomorrow", "The value of the ServiceBusNotification-ScheduleTime header must be a date."],
    ["2031-05-13T07:08:10Z", "A notification can be scheduled up to 7 days ahead."],
  ])("for %s is refused", async (time, detail) => {
    const reply = await schedule(startTestHub(), time);
    expect([reply.status, detailOf(reply.body)]).toEqual([400, detail]);
  });
});

describe("canceling", () => {
  const cancel = (started: TestHub, id: string) =>
    started.call("DELETE", `/demo/schedulednotifications/${id}?api-version=2020-06`);

  it("returns 200 once and 404 afterwards, and nothing is sent", async () => {
    const started = startTestHub();
    await started.install("phone");
    const id = idOf(await schedule(started, "2031-05-06T08:00:00"));
    const state = async () =>
      /<State>(\w+)</.exec((await started.call("GET", `/demo/messages/${id}?api-version=2020-06`)).body)?.[1];
    expect(await state()).toBe("Scheduled");
    const first = await cancel(started, id);
    expect([first.status, first.body, first.headers.get("content-length")]).toEqual([200, "", "0"]);
    expect(await state()).toBe("Cancelled");
    expect((await cancel(started, id)).status).toBe(404);
    started.hub.clock.advance(24 * 3600);
    expect(started.hub.deliveries.list()).toEqual([]);
  });

  it("a notification that was already sent, or never existed, is 404", async () => {
    const started = startTestHub();
    const id = idOf(await schedule(started, "2031-05-06T08:00:00"));
    started.hub.clock.advance(24 * 3600);
    expect((await cancel(started, id)).status).toBe(404);
    expect((await cancel(started, "unknown")).status).toBe(404);
  });
});
