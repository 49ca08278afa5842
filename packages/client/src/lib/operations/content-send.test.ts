import { content, isPayloadError, type Platform } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { connectHub, connectScript, rejection, respondWith } from "../../../test/connect-hub.js";
import { isArgumentError } from "../argument-error.js";
import { isAudienceError } from "../audience/audience-error.js";
import { device, devices } from "../audience/device-audience.js";
import { everyone, user } from "../audience/tag-audience.js";
import { type HubResponseError, isHubResponseError } from "../errors.js";
import type { ClientEvent } from "../events.js";
import { scheduleContent, sendContent } from "./content-send.js";
import { putInstallation } from "./installations.js";

const news = content({ title: "Goal!", body: "1 : 0", badge: 7 });
const iPhone = { installationId: "phone", platform: "apns", pushChannel: "ab".repeat(32), userId: "sofia" } as const;
const android = { installationId: "pixel", platform: "fcmv1", pushChannel: "pixel-token", userId: "sofia" } as const;

/** A hub that accepts what is for one of these platforms, and refuses the rest. */
function acceptOnly(accepted: readonly Platform[], options = {}) {
  return connectScript(async (_url, { headers }) => {
    const platform = headers["ServiceBusNotification-Format"] as Platform;
    return accepted.includes(platform) ? respondWith(201, "", { TrackingId: `for-${platform}` }) : respondWith(400);
  }, options);
}

describe("sendContent", () => {
  it("reaches each platform with a payload of its own", async () => {
    const { context, hub } = connectHub();
    await putInstallation(context, iPhone);
    await putInstallation(context, android);
    const result = await sendContent(context, news, user("sofia"), { platforms: ["apple", "fcmv1"] });
    expect(result).toMatchObject({
      state: "enqueued",
      platforms: { apple: { state: "enqueued", attempts: 1 }, fcmv1: { state: "enqueued", attempts: 1 } },
    });
    // The requests leave at the same time, so either may arrive first.
    const delivered = new Map(hub.deliveries.list().map(({ platform, body }) => [platform, body]));
    expect(hub.deliveries.list()).toHaveLength(2);
    expect(delivered.get("apple")).toBe(news.for("apple").body);
    expect(delivered.get("fcmv1")).toBe(news.for("fcmv1").body);
  });

  it("keeps what was sent when one platform fails, and says which", async () => {
    const context = acceptOnly(["apple"]);
    const result = await sendContent(context, news, everyone(), { platforms: ["apple", "fcmv1"] });
    expect(result).toMatchObject({ state: "partial", platforms: { apple: { trackingId: "for-apple" } } });
    const error = result.platforms.fcmv1;
    expect(isHubResponseError(error)).toBe(true);
    expect(error).toMatchObject({ code: "NH_BAD_REQUEST", mayHaveBeenSent: false });
  });

  it("says per platform whether it may have been sent", async () => {
    const context = connectScript(async (_url, { headers }) =>
      respondWith(headers["ServiceBusNotification-Format"] === "apple" ? 400 : 500),
    );
    const { state, platforms } = await sendContent(context, news, "news", { platforms: ["apple", "windows"] });
    expect(state).toBe("failed");
    expect((platforms.apple as HubResponseError).mayHaveBeenSent).toBe(false);
    expect((platforms.windows as HubResponseError).mayHaveBeenSent).toBe(true);
  });

  it("notes what a platform leaves out, and only there", async () => {
    const context = acceptOnly(["apple", "windows"]);
    const { notes } = await sendContent(context, news, "news", { platforms: ["apple", "windows"] });
    expect(Object.keys(notes)).toEqual(["windows"]);
    expect(notes.windows?.map(({ field }) => field)).toEqual(["badge"]);
  });

  it("returns an outcome per platform from a test send", async () => {
    const { context } = connectHub();
    await putInstallation(context, iPhone);
    await putInstallation(context, android);
    const result = await sendContent(context, news, "$UserId:{sofia}", { platforms: ["apple", "fcmv1"], test: true });
    expect(result.state).toBe("detailed");
    expect(result.platforms.apple).toMatchObject({ state: "detailed", outcome: { success: 1 } });
    expect(result.platforms.fcmv1).toMatchObject({ state: "detailed", outcome: { success: 1 } });
  });

  it("takes the platforms of the client, and a call's own before those", async () => {
    const context = acceptOnly(["apple", "windows"], { platforms: ["apple"] });
    expect(Object.keys((await sendContent(context, news, "news")).platforms)).toEqual(["apple"]);
    const { platforms } = await sendContent(context, news, "news", { platforms: ["windows"] });
    expect(Object.keys(platforms)).toEqual(["windows"]);
  });

  it("reads an audience that can be read only once for every platform", async () => {
    const { context, sent } = connectHub();
    const tags = (function* () {
      yield "a";
      yield "b";
    })();
    await sendContent(context, news, tags, { platforms: ["apple", "fcmv1"] });
    expect(sent.map(({ headers }) => headers["ServiceBusNotification-Tags"])).toEqual(["a || b", "a || b"]);
  });

  it("sends to a handle when a single platform is named", async () => {
    const { context } = connectHub();
    await putInstallation(context, iPhone);
    const result = await sendContent(context, news, device(iPhone.pushChannel), { platforms: ["apple"] });
    expect(result.state).toBe("enqueued");
  });

  it.each<[string, unknown, RegExp]>([
    ["no platform", undefined, /must name the platforms of a content, such as/],
    [
      "a platform by the name that installations have for it",
      ["apple", "fcm"],
      /Known platforms: apple, .*, template\. "fcm" is not a platform: write fcmv1$/,
    ],
    ["a platform in another case", ["Apple"], /\. "Apple" is not a platform: write apple$/],
    ["a word that means no platform", ["pager"], /\. "pager" is not a platform$/],
    ["a platform that is not in a list", "apns", /\. "apns" is not a platform: write apple$/],
    ["an empty list", [], /platforms must be a list of platforms, each named once/],
    ["a platform that appears twice", ["apple", "apple"], /each named once/],
    ["an unknown platform", ["ios"], /Known platforms: apple, fcmv1/],
    ["a string", "apple", /platforms must be a list/],
  ])("refuses %s before anything is sent", async (_title, platforms, message) => {
    const { context, sent } = connectHub();
    const options = platforms === undefined ? {} : { platforms: platforms as Platform[] };
    const error = await rejection(sendContent(context, news, "news", options));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(message);
    expect(sent).toEqual([]);
  });

  it.each([device("ab".repeat(32)), devices(["ab".repeat(32)])])("refuses handles for two platforms", async (to) => {
    const { context, sent } = connectHub();
    const error = await rejection(sendContent(context, news, to, { platforms: ["apple", "fcmv1"] }));
    expect(isArgumentError(error)).toBe(true);
    expect(error).toMatchObject({ code: "NH_INVALID_ARGUMENT", argument: "platforms" });
    expect(sent).toEqual([]);
  });

  it("sends nothing at all when one platform does not take the content", async () => {
    const { context, sent } = connectHub();
    const long = content({ title: "Hello", body: "x".repeat(5000) });
    const error = await rejection(sendContent(context, long, "news", { platforms: ["xiaomi", "apple"] }));
    expect(isPayloadError(error)).toBe(true);
    expect(sent).toEqual([]);
  });

  it("sends nothing at all when the audience is wrong", async () => {
    const { context, sent } = connectHub();
    expect(isAudienceError(await rejection(sendContent(context, news, "", { platforms: ["apple", "fcmv1"] })))).toBe(
      true,
    );
    expect(sent).toEqual([]);
  });

  it("passes the caller's own abort on when nothing was accepted", async () => {
    const { context } = connectHub();
    const reason = { by: "the caller" };
    const signal = AbortSignal.abort(reason);
    expect(await rejection(sendContent(context, news, "news", { platforms: ["apple", "fcmv1"], signal }))).toBe(reason);
  });

  it("keeps what was accepted before the caller aborted", async () => {
    const stop = new AbortController();
    const context = connectScript((_url, { headers, signal }) => {
      if (headers["ServiceBusNotification-Format"] === "apple") return Promise.resolve(respondWith(201));
      return new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    const sending = sendContent(context, news, "news", { platforms: ["apple", "fcmv1"], signal: stop.signal });
    setTimeout(() => stop.abort("enough"), 20);
    const { state, platforms } = await sending;
    expect(state).toBe("partial");
    expect(platforms.apple).toMatchObject({ state: "enqueued" });
    expect(platforms.fcmv1).toMatchObject({ cause: "enough" });
  });

  it("names the platform in events and in the dump", async () => {
    const events: ClientEvent[] = [];
    const dumped: string[] = [];
    const options = { onEvent: (event: ClientEvent) => events.push(event), dump: (text: string) => dumped.push(text) };
    await sendContent(acceptOnly(["apple", "adm"], options), news, "news", { platforms: ["apple", "adm"] });
    const named = events.map((event) => ("platform" in event ? `${event.type} ${event.platform}` : event.type)).sort();
    expect(named).toEqual(["request adm", "request apple", "response adm", "response apple"]);
    expect(dumped.filter((text) => text.startsWith("HTTP")).map((text) => text.split("\n")[0])).toEqual([
      "HTTP 201 (apple)",
      "HTTP 201 (adm)",
    ]);
  });
});

describe("scheduleContent", () => {
  it("schedules one notification per platform, each with an id that cancels it", async () => {
    const { context, hub } = connectHub();
    await putInstallation(context, iPhone);
    const at = new Date(Date.now() + 3_600_000);
    const { state, platforms } = await scheduleContent(context, news, everyone(), at, {
      platforms: ["apple", "fcmv1"],
    });
    expect(state).toBe("enqueued");
    const ids = [platforms.apple, platforms.fcmv1].map((one) => (one as { notificationId?: string }).notificationId);
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => typeof id === "string")).toBe(true);
    expect(hub.deliveries.list()).toEqual([]);
  });

  it("refuses a time that is too near before anything is sent", async () => {
    const { context, sent } = connectHub();
    const at = new Date(Date.now() + 1000);
    expect(await rejection(scheduleContent(context, news, everyone(), at, { platforms: ["apple"] }))).toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      argument: "at",
    });
    expect(sent).toEqual([]);
  });
});
