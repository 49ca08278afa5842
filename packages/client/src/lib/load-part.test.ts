import { apple } from "@nh/payloads";
import type * as Wire from "@nh/wire";
import { expect, it, vi } from "vitest";
import { collect, connectScript, rejection, respondWith } from "../../test/connect-hub.js";
import { NotificationHubClient } from "./client.js";
import { isHubConnectionError } from "./errors.js";
import { loadPart } from "./load-part.js";
import { send } from "./operations/send.js";
import { getNotificationDetails } from "./operations/telemetry.js";

const gone = vi.hoisted(() => () => {
  throw new Error("the file is out of reach");
});
vi.mock("@nh/wire", async (original: () => Promise<typeof Wire>) => ({
  ...(await original()),
  loadXmlCodecs: () => Promise.reject(new Error("the file is out of reach")),
}));
vi.mock("../operations.js", gone);

const notification = apple({ alert: "Hello" });

function connect() {
  let requests = 0;
  const context = connectScript(async () => {
    requests++;
    return respondWith(200);
  });
  return { context, requests: () => requests };
}

it("passes on what was loaded", async () => {
  const part = { name: "part" };
  expect(await loadPart(Promise.resolve(part))).toBe(part);
});

it("fails as a request does that did not leave", async () => {
  const cause = new TypeError("Failed to fetch dynamically imported module");
  const error = await rejection(loadPart(Promise.reject(cause)));
  expect(isHubConnectionError(error)).toBe(true);
  expect(error).toMatchObject({
    name: "HubConnectionError",
    code: "NH_CONNECTION",
    message: "A part of @nh/client could not be loaded.",
    attempts: 0,
    mayHaveBeenSent: false,
    retryable: true,
    cause,
  });
});

it("speaks for the parser that a test send needs, and nothing is sent", async () => {
  const { context, requests } = connect();
  expect(await rejection(send(context, notification, "a", { test: true }))).toMatchObject({
    code: "NH_CONNECTION",
    mayHaveBeenSent: false,
  });
  expect(requests()).toBe(0);
});

it("speaks for the parser of a response", async () => {
  const { context, requests } = connect();
  expect(await rejection(getNotificationDetails(context, "NH-1"))).toMatchObject({
    code: "NH_CONNECTION",
    mayHaveBeenSent: false,
  });
  expect(requests()).toBe(1);
});

it("speaks for the operations of the client, and nothing is sent", async () => {
  let requests = 0;
  const client = new NotificationHubClient(
    "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0",
    "hub",
    {
      fetch: async () => {
        requests++;
        return respondWith(200);
      },
    },
  );
  const calls: (() => Promise<unknown>)[] = [
    () => client.send(notification, "a"),
    () => client.cancelScheduled("NH-1"),
    () => client.installations.get("phone"),
    () => collect(client.registrations.list()),
    () => collect(client.registrations.list().byPage()),
    () => client.jobs.get("1"),
    () => collect(client.sendToDevices(notification, ["a"])),
    () => client.getNotificationDetails("NH-1"),
    () => collect(client.feedback()),
  ];
  for (const call of calls) expect(isHubConnectionError(await rejection(call()))).toBe(true);
  expect(requests).toBe(0);
});
