import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isTimedFetch } from "../fetch.js";
import { createDefaultFetch } from "./lazy-node-fetch.js";

let server: http.Server;
let url: string;
let connections = 0;
beforeEach(async () => {
  connections = 0;
  server = http.createServer((request, response) => response.end(request.url));
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

it("keeps the time by itself, as the transport that it loads does", () => {
  expect(isTimedFetch(createDefaultFetch({}))).toBe(true);
});

it("loads one transport for requests that begin together, and keeps its connections", async () => {
  const fetch = createDefaultFetch({});
  const init = { method: "GET", headers: {}, redirect: "manual" } as const;
  const answers = await Promise.all([fetch(`${url}/a`, init), fetch(`${url}/b`, init)]);
  expect(answers.map((answer) => answer.content)).toEqual(["/a", "/b"]);
  expect((await fetch(`${url}/c`, init)).content).toBe("/c");
  expect(connections).toBe(2);
  await fetch.close();
});

it("passes on the abort of a request that waits for it", async () => {
  const fetch = createDefaultFetch({});
  const controller = new AbortController();
  const reason = new Error("changed my mind");
  const promise = fetch(`${url}/`, {
    method: "GET",
    headers: {},
    redirect: "manual",
    signal: controller.signal,
  });
  controller.abort(reason);
  await expect(promise).rejects.toBe(reason);
  expect(connections).toBe(0);
  await fetch.close();
});

it("can be closed before the first request", async () => {
  await expect(createDefaultFetch({}).close()).resolves.toBeUndefined();
});
