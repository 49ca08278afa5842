import { apple } from "@nh/payloads";
import { expect, it } from "vitest";
import { NotificationHubClient } from "../src/index.js";
import { respondWith } from "./connect-hub.js";

const connection = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";

/** The file of each frame of this package in a stack, the innermost first. */
function framesOf(stack: string): string[] {
  return stack.split("\n").flatMap((line) => /\/client\/src\/lib\/([^():]+):\d+:\d+\)?$/.exec(line)?.[1] ?? []);
}

it("leads from send() to the transport in few steps", async () => {
  let stack = "";
  const client = new NotificationHubClient(connection, "hub", {
    fetch: async () => {
      stack = new Error("here").stack ?? "";
      return respondWith(201);
    },
  });
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  try {
    await client.send(apple({ alert: "Hello" }), "news");
  } finally {
    Error.stackTraceLimit = before;
  }
  const files = framesOf(stack);
  expect(files.length).toBeLessThanOrEqual(9);
  expect([...new Set(files)]).toEqual([
    "transport/exchange.ts",
    "transport/timeout.ts",
    "transport/authorize.ts",
    "transport/retry.ts",
    "context.ts",
    "operations/send.ts",
    "lazy-call.ts",
  ]);
});

it("leads back to the caller from the stack of an error", async () => {
  const client = new NotificationHubClient(connection, "hub", { fetch: async () => respondWith(400) });
  async function theCaller(): Promise<string> {
    try {
      await client.send(apple({ alert: "Hello" }), "news");
    } catch (error) {
      return (error as Error).stack ?? "";
    }
    return "";
  }
  expect(await theCaller()).toContain("theCaller");
});
