import { apple } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { answerWith, connectHub, connectScript, rejection } from "../../../test/connect-hub.js";
import { everyone } from "../audience/audience.js";
import { putInstallation } from "./installations.js";
import { cancelScheduled, schedule } from "./schedule.js";
import { send } from "./send.js";
import { getNotificationDetails, waitForOutcome } from "./telemetry.js";

const notification = apple({ alert: "Hello" });
const fast = { pollIntervalMs: 1, maxPollIntervalMs: 2 };
const impatient = { ...fast, timeoutMs: 20 };
const details = (state: string) =>
  `<NotificationDetails xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><State>${state}</State></NotificationDetails>`;
const script = (...answers: Response[]) => {
  const urls: string[] = [];
  const context = connectScript(async (url) => {
    urls.push(url);
    return answers[Math.min(urls.length, answers.length) - 1]?.clone() ?? answerWith(500);
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

  it("say that nobody was there, and that a scheduled one was cancelled", async () => {
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
    const planned = await schedule(context, notification, everyone(), new Date(context.now() + 3_600_000));
    await cancelScheduled(context, planned);
    expect(await getNotificationDetails(context, planned)).toMatchObject({ state: "Cancelled" });
    for (const nothing of [{}, "", undefined, null, 5]) {
      expect(await rejection(waitForOutcome(context, nothing as string))).toMatchObject({
        name: "TypeError",
        message:
          "A notification is named by its notificationId, or by the result of the send; hubs below the Standard tier give none.",
      });
    }
  });

  it("of an unknown notification are not found", async () => {
    const { context } = connectHub();
    await expect(getNotificationDetails(context, "NH-none")).rejects.toMatchObject({ code: "NH_NOT_FOUND" });
  });

  it("that cannot be read are a WireFormatError", async () => {
    const { context } = script(answerWith(200, "<html/>"));
    await expect(getNotificationDetails(context, "NH-1")).rejects.toMatchObject({ code: "NH_WIRE_UNEXPECTED" });
  });
});

describe("waiting for an outcome", () => {
  it("takes a signal without throwIfAborted, as polyfills make it", async () => {
    const { context } = script(answerWith(404), answerWith(200, details("Completed")));
    const signal = Object.assign(new AbortController().signal, { throwIfAborted: undefined }) as unknown as AbortSignal;
    expect(await waitForOutcome(context, "NH-1", { ...fast, signal })).toMatchObject({ state: "Completed" });
  });

  it("refuses options that there are not", async () => {
    const { context } = connectHub();
    const options = { timeout: 5 } as object;
    expect(String(await rejection(waitForOutcome(context, "NH-1", options)))).toContain(
      "The option timeout must be left out",
    );
  });

  it("goes on while nothing is known and while the state is not final", async () => {
    const { context, urls } = script(
      answerWith(404),
      answerWith(200, details("Enqueued")),
      answerWith(200, details("Processing")),
      answerWith(200, details("Canceled")),
    );
    expect(await waitForOutcome(context, "NH-1", fast)).toEqual({ state: "Cancelled", outcomeCounts: {} });
    expect(urls).toHaveLength(4);
  });

  it("ends with an error that names the last state when the time is up", async () => {
    const { context } = script(answerWith(200, details("Processing")));
    const error = await rejection(waitForOutcome(context, "NH-1", impatient));
    expect(error).toMatchObject({
      code: "NH_TIMEOUT",
      mayHaveBeenSent: false,
      message:
        'Waited 20 ms (timeoutMs) for the outcome of notification "NH-1", in vain: its last state was Processing. Wait longer, or ask again later.',
      request: { method: "GET", url: "https://contoso.servicebus.windows.net/demo/messages/NH-1" },
    });
    const unknown = script(answerWith(404));
    await expect(waitForOutcome(unknown.context, "NH-1", impatient)).rejects.toThrow("knew nothing about it yet");
  });

  it("goes on when the connection breaks, a question is not answered in time, or the service fails", async () => {
    let questions = 0;
    const context = connectScript(
      async () => {
        questions++;
        if (questions === 1) throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
        if (questions === 2) return new Promise<Response>(() => undefined);
        return questions === 3 ? answerWith(503) : answerWith(200, details("Completed"));
      },
      { timeoutMs: 1500, retry: false }, // of the second question alone; the others have to be answered in time
    );
    expect(await waitForOutcome(context, "NH-1", fast)).toMatchObject({ state: "Completed" });
    expect(questions).toBe(4);
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
    const { context } = script(answerWith(404));
    const reason = new Error("enough");
    const controller = new AbortController();
    const waiting = rejection(waitForOutcome(context, "NH-1", { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 5);
    expect(await waiting).toBe(reason);
    expect(await rejection(waitForOutcome(context, "NH-1", { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });

  it("ends when the service refuses", async () => {
    const { context } = script(answerWith(403, ""));
    await expect(waitForOutcome(context, "NH-1", fast)).rejects.toMatchObject({ code: "NH_FORBIDDEN" });
  });

  it.each(["timeoutMs", "pollIntervalMs", "maxPollIntervalMs"])("refuses %s: 0", async (name) => {
    const { context } = script(answerWith(404));
    await expect(waitForOutcome(context, "NH-1", { [name]: 0 })).rejects.toThrow(
      new TypeError(`The option ${name} must be a number of milliseconds above 0.`),
    );
  });
});
