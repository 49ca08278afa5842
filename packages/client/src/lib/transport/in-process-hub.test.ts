import { createHub } from "@nh/hub";
import { apple } from "@nh/payloads";
import { expect, it } from "vitest";
import { rejection } from "../../../test/connect-hub.js";
import { NotificationHubClient } from "../client.js";
import { isHubConnectionError } from "../errors.js";
import type { Fetch } from "./fetch.js";
import { isInProcessHub } from "./in-process-hub.js";

const lookupFailed = (): never => {
  throw new TypeError("fetch failed", {
    cause: Object.assign(new Error("getaddrinfo ENOTFOUND local-hub.invalid"), { code: "ENOTFOUND" }),
  });
};

/** Calls without a wait between attempts, and counts them. */
function connect(connectionString: string, fetch: Fetch) {
  const counted = { requests: 0 };
  const client = new NotificationHubClient(connectionString, "hub", {
    fetch(url, init) {
      counted.requests++;
      return fetch(url, init);
    },
    random: () => 0,
  });
  return { client, counted };
}

it("says at once what reaches a hub inside a process, when its name is looked up", async () => {
  const { client, counted } = connect(createHub().connectionString, async () => lookupFailed());
  const error = await rejection(client.installations.get("phone"));
  expect(isHubConnectionError(error)).toBe(true);
  expect(error).toMatchObject({
    message:
      "installations.get failed without a response: getaddrinfo ENOTFOUND local-hub.invalid. The request was not sent. " +
      "The hub runs inside a process: pass fetch: hub.fetch to the client.",
    mayHaveBeenSent: false,
  });
  expect(counted.requests).toBe(1);
});

it("looks up any other name again", async () => {
  const { client, counted } = connect(
    createHub({ endpoint: "https://contoso.servicebus.windows.net/" }).connectionString,
    async () => lookupFailed(),
  );
  const error = await rejection(client.installations.get("phone"));
  expect((error as Error).message).toMatch(/ The request was not sent\.$/);
  expect(counted.requests).toBe(4);
});

it("tries again when a fault of the hub resets the connection", async () => {
  const hub = createHub();
  hub.faults.add({ answer: { reset: true, after: "headers" } });
  const { client, counted } = connect(hub.connectionString, hub.fetch);
  const error = await rejection(client.send(apple({ alert: "x" }), "news", { retry: { ambiguousSends: true } }));
  expect((error as Error).message).not.toContain("hub.fetch");
  expect(counted.requests).toBe(4);
});

it.each([
  ["https://local-hub.invalid/hub/messages", true],
  ["https://a.b.invalid:8443/hub", true],
  ["https://contoso.servicebus.windows.net/hub/local.invalid/", false],
  ["https://invalid.example/hub", false],
  ["http://localhost:7447/x.invalid/", false],
])("%s leads inside a process: %s", (url, expected) => {
  expect(isInProcessHub(url)).toBe(expected);
});
