import { describe, expect, it } from "vitest";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { startHttpDouble } from "../../../test/doubles/http-double.js";
import { lookUpPublic } from "./hosts.js";
import { createHttpClient } from "./http-client.js";
import { targetOf } from "./origin.js";

const wait = { timeoutMs: 30_000, signal: undefined };

async function start() {
  const double = await startHttpDouble(() => ({ status: 200, body: "ok" }));
  const request = { target: targetOf(new URL("/path?query", double.url)), headers: {}, body: "text" };
  return { double, request };
}

describe("createHttpClient", () => {
  it("posts over one connection", async () => {
    const { double, request } = await start();
    const http = createHttpClient(undefined);
    closeAfterTest({ close: async () => http.close() }, double);
    expect(await http.post(request, wait)).toMatchObject({ status: 200, body: "ok" });
    await http.post(request, wait);
    expect(double.connections).toBe(1);
    expect(double.received[0]).toMatchObject({ method: "POST", path: "/path?query" });
    expect(double.received[0]?.body.toString()).toBe("text");
  });

  it("connects to no host whose name resolves to an address that is not public", async () => {
    const { double, request } = await start();
    const http = createHttpClient(undefined, lookUpPublic);
    closeAfterTest({ close: async () => http.close() }, double);
    const target = { ...request.target, host: "localhost" };
    await expect(http.post({ ...request, target }, wait)).rejects.toMatchObject({
      details: { processed: "never", step: "connect", isFinal: true },
    });
    expect(double.connections).toBe(0);
  });

  it("rejects with the reason of a signal that aborts before or during the request", async () => {
    const { double, request } = await start();
    const http = createHttpClient(undefined);
    closeAfterTest({ close: async () => http.close() }, double);
    const aborted = AbortSignal.abort(new Error("before"));
    await expect(http.post(request, { ...wait, signal: aborted })).rejects.toThrow("before");
    double.next("hang");
    const controller = new AbortController();
    const underWay = http.post(request, { ...wait, signal: controller.signal });
    await expect.poll(() => double.received.at(-1)).toBeDefined();
    controller.abort(new Error("during"));
    await expect(underWay).rejects.toThrow("during");
  });
});
