import { apple } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { connectHub, connectScript, rejection, respondWith } from "../../../test/connect-hub.js";
import { ArgumentError } from "../argument-error.js";
import { everyone } from "../audience/tag-audience.js";
import { putInstallation } from "./installations.js";
import { cancelScheduled, schedule } from "./schedule.js";
import { send } from "./send.js";
import { getNotificationDetails, waitForOutcome } from "./telemetry.js";

const notification = apple({ alert: "Hello" });
const fast = { pollIntervalMs: 1, maxPollIntervalMs: 2 };
const impatient = { ...fast, timeoutMs: 20 };
const details = (state: string) =>
  `<NotificationDetails xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><State>${state}</State></NotificationDetails>`;
const script = (...responses: Response[]) => {
  const urls: string[] = [];
  const context = connectScript(async (url) => {
    urls.push(url);
    return responses[Math.min(urls.length, responses.length) - 1]?.clone() ?? respondWith(500);
  });
  return { context, urls };
};

describe("the details of a notification", () => {
  it("tell what became of it", async () => {
    const { context, sent } = connectHub();
    await putInstallation(context, { installationId: "phone", platform: "apns", pushChannel: "A".repeat(64) });
    const { notificationId = "" } = await send(context, notification, everyone());
    const outcome = await waitForOutcome(context, notificationId, fast);
    expect(outcome).toMatchObject({
      notificationId,
      state: "Completed",
      notificationBody: notification.body,
      targetPlatforms: ["apple"],
      outcomeCounts: { apple: { Success: 1 } },
      enqueueTime: expect.any(Date),
    });
    expect(await getNotificationDetails(context, notificationId)).toEqual(outcome);
    expect(sent.at(-1)?.target).toBe(`/demo/messages/${notificationId}?api-version=2020-06`);
  });

  it("say that nobody was there, and that a scheduled one was canceled", async () => {
    const { context } = connectHub();
    const { notificationId = "" } = await send(context, notification, "nobody");
    expect((await waitForOutcome(context, notificationId, fast)).state).toBe("NoTargetFound");
    const later = await schedule(context, notification, everyone(), new Date(Date.now() + 3_600_000));
    expect((await getNotificationDetails(context, later.notificationId ?? "")).state).toBe("Scheduled");
    await cancelScheduled(context, later.notificationId ?? "");
    expect((await waitForOutcome(context, later.notificationId ?? "", fast)).state).toBe("Cancelled");
  });

  it("may be asked for with the result of the send, which names the notification", async () => {
    const { context } = connectHub();
    const sent = await send(context, notification, everyone());
    expect(await waitForOutcome(context, sent, fast)).toMatchObject({ notificationId: sent.notificationId });
    expect(await getNotificationDetails(context, sent)).toMatchObject({ notificationId: sent.notificationId });
    const planned = await schedule(context, notification, everyone(), new Date(Date.now() + 3_600_000));
    await cancelScheduled(context, planned);
    expect(await getNotificationDetails(context, planned)).toMatchObject({ state: "Cancelled" });
    for (const nothing of [{}, "", undefined, null, 5]) {
      expect(await rejection(waitForOutcome(context, nothing as string))).toMatchObject({
        name: "ArgumentError",
        message: expect.stringContaining(
          ": notification must be a notificationId, or the result of a send that has one. Hubs below the Standard tier return none",
        ),
      });
    }
  });

  it("of an unknown notification are not found", async () => {
    const { context } = connectHub();
    await expect(getNotificationDetails(context, "NH-none")).rejects.toMatchObject({ code: "NH_NOT_FOUND" });
  });

  it("that cannot be read are a WireFormatError", async () => {
    const { context } = script(respondWith(200, "<html/>"));
    await expect(getNotificationDetails(context, "NH-1")).rejects.toMatchObject({
      code: "NH_WIRE_UNEXPECTED",
      message: expect.stringMatching(/^getNotificationDetails: Unexpected /),
    });
  });
});

describe("waiting for an outcome", () => {
  it("takes a signal without throwIfAborted, as polyfills make it", async () => {
    const { context } = script(respondWith(404), respondWith(200, details("Completed")));
    const signal = Object.assign(new AbortController().signal, { throwIfAborted: undefined }) as unknown as AbortSignal;
    expect(await waitForOutcome(context, "NH-1", { ...fast, signal })).toMatchObject({ state: "Completed" });
  });

  it("refuses unknown options", async () => {
    const { context } = connectHub();
    const options = { timeout: 5 } as object;
    expect(String(await rejection(waitForOutcome(context, "NH-1", options)))).toContain(
      'waitForOutcome: Unknown option "timeout". Write timeoutMs, in milliseconds. Known options: signal, timeoutMs, pollIntervalMs, maxPollIntervalMs',
    );
  });

  it("goes on while nothing is known and while the state is not final", async () => {
    const { context, urls } = script(
      respondWith(404),
      respondWith(200, details("Enqueued")),
      respondWith(200, details("Processing")),
      respondWith(200, details("Canceled")),
    );
    expect(await waitForOutcome(context, "NH-1", fast)).toEqual({ state: "Cancelled", outcomeCounts: {} });
    expect(urls).toHaveLength(4);
  });

  it("ends with an error that names the last state when the time is up", async () => {
    const { context } = script(respondWith(200, details("Processing")));
    const error = await rejection(waitForOutcome(context, "NH-1", impatient));
    expect(error).toMatchObject({
      code: "NH_TIMEOUT",
      mayHaveBeenSent: false,
      message:
        'Gave up waiting for the outcome of notification "NH-1" after 20 ms (timeoutMs); its last state was Processing.',
      request: { method: "GET", url: "https://contoso.servicebus.windows.net/demo/messages/NH-1" },
    });
    const unknown = script(respondWith(404));
    await expect(waitForOutcome(unknown.context, "NH-1", impatient)).rejects.toThrow(
      "(timeoutMs); the service has not reported it yet.",
    );
  });

  it("goes on when the connection breaks, a poll gets no response in time, or the service fails", async () => {
    let polls = 0;
    const context = connectScript(
      async () => {
        polls++;
        if (polls === 1) throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
        if (polls === 2) return new Promise<Response>(() => undefined);
        return polls === 3 ? respondWith(503) : respondWith(200, details("Completed"));
      },
      // Of the second poll alone. The others must get their response in time.
      { timeoutMs: 1500, retry: false },
    );
    expect(await waitForOutcome(context, "NH-1", fast)).toMatchObject({ state: "Completed" });
    expect(polls).toBe(4);
  });

  it("does not take a hub that is not there for a notification that is not known yet", async () => {
    const { context, sent } = connectHub({}, { hubs: ["other"] });
    await expect(waitForOutcome(context, "NH-1", fast)).rejects.toMatchObject({
      code: "NH_NOT_FOUND",
      detail: expect.stringContaining("No service is hosted at the specified address"),
    });
    expect(sent).toHaveLength(2);
  });

  it("ends at once when it is aborted, with the caller's own reason", async () => {
    const { context } = script(respondWith(404));
    const reason = new Error("enough");
    const controller = new AbortController();
    const waiting = rejection(waitForOutcome(context, "NH-1", { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 5);
    expect(await waiting).toBe(reason);
    expect(await rejection(waitForOutcome(context, "NH-1", { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });

  it("ends when the service refuses", async () => {
    const { context } = script(respondWith(403, ""));
    await expect(waitForOutcome(context, "NH-1", fast)).rejects.toMatchObject({ code: "NH_FORBIDDEN" });
  });

  it.each(["timeoutMs", "pollIntervalMs", "maxPollIntervalMs"])("refuses %s: 0", async (name) => {
    const { context } = script(respondWith(404));
    await expect(waitForOutcome(context, "NH-1", { [name]: 0 })).rejects.toThrow(
      new ArgumentError("waitForOutcome", name, "must be a number of milliseconds above 0"),
    );
  });
});
