import { content, isPayloadError } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { collect, connectScript, rejection, respondWith } from "../../../test/connect-hub.js";
import type { Fetch } from "../transport/fetch.js";
import type { PlatformHandle } from "./platform-handles.js";
import type { BulkProgress } from "./results.js";
import { type ContentToDevicesOptions, sendContentToDevices } from "./send-content-to-devices.js";

const news = content({ title: "Goal!", body: "1 : 0" });
const platforms = ["apple", "fcmv1"] as const;

/** An even number of hexadecimal digits, as Apple's handles are. */
const handleOf = (number: number): string => number.toString(16).padStart(64, "0");
const apple = (number: number): PlatformHandle => ({ platform: "apple", handle: handleOf(number) });
const fcmv1 = (number: number): PlatformHandle => ({ platform: "fcmv1", handle: `fcm-${number}` });
const mixed = (count: number): PlatformHandle[] =>
  Array.from({ length: count }, (_, index) => (index % 3 === 0 ? fcmv1(index) : apple(index)));

/** A hub that keeps the handles that each platform's batches named. */
function recordingHub(respond: (platform: string) => number = () => 201) {
  const got: Record<string, string[]> = {};
  const fetch: Fetch = async (_url, { headers, body = "" }) => {
    const platform = headers["ServiceBusNotification-Format"] ?? "";
    const status = respond(platform);
    const [list = "[]"] = /\[[^\]]*\]/.exec(body.slice(body.lastIndexOf("Content-Disposition"))) ?? [];
    if (status === 201) got[platform] = [...(got[platform] ?? []), ...(JSON.parse(list) as string[])];
    return respondWith(status);
  };
  const context = connectScript(fetch, { retry: false });
  const send = (
    handles: Iterable<PlatformHandle> | AsyncIterable<PlatformHandle>,
    options: ContentToDevicesOptions = {},
  ) => sendContentToDevices(context, news, handles, { platforms, ...options });
  return { got, send };
}

describe("sendContentToDevices", () => {
  it("sends to every handle in the batches of its own platform", async () => {
    const { got, send } = recordingHub();
    const input = mixed(300);
    const results = await collect(send(input, { batchSize: 20 }));
    for (const platform of platforms) {
      const expected = input.filter((one) => one.platform === platform).map(({ handle }) => handle);
      expect(got[platform]?.sort()).toEqual(expected.sort());
      const count = results.filter((one) => one.platform === platform).reduce((sum, one) => sum + one.count, 0);
      expect(count).toBe(expected.length);
    }
  });

  it("reads an input that is sorted by platform, longer than a queue", async () => {
    const { got, send } = recordingHub();
    const sorted = function* (): Generator<PlatformHandle> {
      for (let number = 0; number < 25_000; number++) yield apple(number);
      yield fcmv1(1);
    };
    await collect(send(sorted(), { batchSize: 1000 }));
    expect(got.apple).toHaveLength(25_000);
    expect(got.fcmv1).toEqual(["fcm-1"]);
  });

  it("adds up the progress of all platforms", async () => {
    const { send } = recordingHub();
    const seen: BulkProgress[] = [];
    await collect(send(mixed(90), { batchSize: 10, onProgress: (progress) => seen.push(progress) }));
    expect(seen.at(-1)).toMatchObject({ sent: 90, failed: 0, duplicates: 0, total: 90 });
  });

  it("goes on from a cursor without sending to anyone twice", async () => {
    const { got, send } = recordingHub();
    const input = mixed(200);
    let cursor: string | undefined;
    for await (const result of send(input, { batchSize: 10, concurrency: 1 })) {
      cursor = result.cursor;
      if (result.index === 3) break;
    }
    const before = Object.values(got).flat().length;
    expect(before).toBeLessThan(200);
    const again = await collect(send(input, { batchSize: 10, resumeFrom: cursor }));
    const sure = again.filter(({ mayBeDuplicate }) => !mayBeDuplicate).reduce((sum, { count }) => sum + count, 0);
    const unsure = again.filter(({ mayBeDuplicate }) => mayBeDuplicate).reduce((sum, { count }) => sum + count, 0);
    expect(new Set(Object.values(got).flat()).size).toBe(200);
    expect(Object.values(got).flat().length - 200).toBeLessThanOrEqual(unsure);
    expect(sure + before).toBeLessThanOrEqual(200);
  });

  it("keeps a failed batch of one platform apart from the others", async () => {
    const { got, send } = recordingHub((platform) => (platform === "apple" ? 400 : 201));
    const results = await collect(send(mixed(30), { batchSize: 10 }));
    expect(results.filter(({ state }) => state === "failed").every(({ platform }) => platform === "apple")).toBe(true);
    expect(got.fcmv1).toHaveLength(10);
  });

  it("ends every run with the failure that all would meet", async () => {
    const { send } = recordingHub(() => 401);
    expect(await rejection(collect(send(mixed(1000), { batchSize: 10 })))).toMatchObject({ code: "NH_UNAUTHORIZED" });
  });

  it("reads and sends nothing more once the caller has left", async () => {
    const { got, send } = recordingHub();
    let read = 0;
    let isClosed = false;
    const input = (async function* () {
      try {
        for (;;) yield read++ % 2 === 0 ? apple(read) : fcmv1(read);
      } finally {
        isClosed = true;
      }
    })();
    for await (const _ of send(input, { batchSize: 10 })) break;
    const sent = Object.values(got).flat().length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(Object.values(got).flat()).toHaveLength(sent);
    expect(isClosed).toBe(true);
  });

  it("rejects with the reason of the caller's abort", async () => {
    const { send } = recordingHub();
    const stop = new AbortController();
    const sending = (async () => {
      for await (const _ of send(mixed(1000), { batchSize: 10, signal: stop.signal })) stop.abort("enough");
    })();
    expect(await rejection(sending)).toBe("enough");
  });

  it("lets a listener finish before it is called again", async () => {
    const { send } = recordingHub();
    let active = 0;
    let most = 0;
    const onProgress = async () => {
      most = Math.max(most, ++active);
      await new Promise((resolve) => setTimeout(resolve, 1));
      active--;
    };
    await collect(send(mixed(90), { batchSize: 10, onProgress }));
    expect(most).toBe(1);
  });

  it.each<[string, unknown, RegExp]>([
    ["a platform that is not named", { platform: "adm", handle: "x" }, /item 2 of the input is for adm, which is not/],
    ["a string", handleOf(1), /item 2 of the input must be an object such as/],
    ["no handle", { platform: "apple" }, /item 2 of the input must have a handle that is a string/],
    [
      "an empty handle",
      { platform: "apple", handle: "" },
      /^sendToDevices: The handle of item 2 of the input is empty\.$/,
    ],
  ])("stops at an item with %s and says where", async (_title, item, message) => {
    const { send } = recordingHub();
    const error = await rejection(collect(send([apple(1), item as PlatformHandle], { batchSize: 1 })));
    expect((error as Error).message).toMatch(message);
  });

  it("refuses a cursor of something else, and a template", async () => {
    const { got, send } = recordingHub();
    expect(() => send([], { resumeFrom: "nh1;check=0" })).toThrow(/resumeFrom must be the cursor/);
    expect(() => send([], { resumeFrom: 'nhc1;{"apple":"x"}' })).toThrow(TypeError);
    expect(() => send([], { platforms: ["template"] })).toThrow(/registered templates/);
    expect(() => send([], { platforms: undefined })).toThrow(/must name the platforms/);
    expect(got).toEqual({});
  });

  it("sends nothing at all when one platform does not take the content", async () => {
    const context = connectScript(async () => respondWith(201));
    const long = content({ title: "Hello", body: "x".repeat(5000) });
    const send = async () => sendContentToDevices(context, long, [apple(1)], { platforms: ["apple"] });
    expect(isPayloadError(await rejection(send()))).toBe(true);
  });
});
