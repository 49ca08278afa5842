import { expect, it } from "vitest";
import { connectScript, respondWith } from "../../../test/connect-hub.js";
import { connectionOf } from "../context.js";
import type { FetchInit } from "../transport/fetch.js";
import { readAddress } from "./read-address.js";

/** Reads an address, and notes the requests. */
function connect() {
  const calls: { url: string; init: FetchInit }[] = [];
  const context = connectScript(async (url, init) => {
    calls.push({ url, init });
    return respondWith(200, "body");
  });
  const read = (url: string, headers?: Record<string, string>) =>
    readAddress(
      connectionOf(context),
      { operation: "getFeedbackContainer", call: "getFeedbackContainerUrl", url, headers },
      undefined,
    );
  return { calls, read };
}

it("reads an address that the service handed out, without a token", async () => {
  const { calls, read } = connect();
  const url = "https://blobs.example/feedback?sig=s";
  expect((await read(url, { Range: "bytes=0-9" })).text).toBe("body");
  expect(calls[0]?.url).toBe(url);
  expect(Object.keys(calls[0]?.init.headers ?? {})).toEqual(["User-Agent", "Range"]);
});

it.each(["http://127.0.0.1:7447/x", "http://localhost/x", "http://[::1]/x"])("reads from %s", async (url) => {
  expect((await connect().read(url)).status).toBe(200);
});

it.each([
  "http://blobs.example/x",
  "http://169.254.169.254/metadata",
  "file:///etc/passwd",
  "http://localhost.evil.example/",
])("refuses %s", async (url) => {
  const { calls, read } = connect();
  await expect(read(url)).rejects.toThrow("It must use https, or http to this machine itself");
  expect(calls).toHaveLength(0);
});
