import type * as Wire from "@nh/wire";
import { expect, it, vi } from "vitest";
import { answerWith, collect, connectScript, rejection } from "../../test/connect-hub.js";
import { kind } from "./audience/audience-types.js";
import { NotificationHubClient } from "./client.js";
import { isHubConnectionError } from "./errors.js";
import { late } from "./late.js";
import { send } from "./operations/send.js";
import type * as Telemetry from "./operations/telemetry.js";

const gone = vi.hoisted(() => () => {
  throw new Error("the file is out of reach");
});
vi.mock("./audience/check-audience.js", gone);
vi.mock("@nh/wire", async (original: () => Promise<typeof Wire>) => ({
  ...(await original()),
  loadXmlCodecs: () => Promise.reject(new Error("the file is out of reach")),
}));
vi.mock("./bulk/send-to-devices.js", gone);
vi.mock("./operations/direct-send.js", gone);
vi.mock("./operations/feedback.js", gone);
vi.mock("./operations/installations.js", gone);
vi.mock("./operations/jobs.js", gone);
vi.mock("./operations/registrations.js", gone);
vi.mock("./operations/schedule.js", gone);
vi.mock("./operations/telemetry.js", gone);

const notification = { platform: "apple", contentType: "application/json", headers: {}, body: "{}" } as const;

function connect() {
  let requests = 0;
  const context = connectScript(async () => {
    requests++;
    return answerWith(200);
  });
  return { context, requests: () => requests };
}

it("passes on what was loaded", async () => {
  const part = { name: "part" };
  expect(await late(Promise.resolve(part))).toBe(part);
});

it("fails as a request does that did not leave", async () => {
  const cause = new TypeError("Failed to fetch dynamically imported module");
  const error = await rejection(late(Promise.reject(cause)));
  expect(isHubConnectionError(error)).toBe(true);
  expect(error).toMatchObject({
    name: "HubConnectionError",
    code: "NH_CONNECTION",
    message: "A part of @nh/client could not be loaded.",
    attempts: 0,
    mayHaveBeenSent: false,
    cause,
  });
});

it("speaks for every part of a send that is loaded late, and nothing is sent", async () => {
  const { context, requests } = connect();
  for (const audience of ["(a || b) && c", ["a"], { [kind]: "device", handle: "a" } as const]) {
    expect(await rejection(send(context, notification, audience))).toMatchObject({
      code: "NH_CONNECTION",
      mayHaveBeenSent: false,
    });
  }
  expect(requests()).toBe(0);
});

it("speaks for the parser of an answer", async () => {
  const { getNotificationDetails } = await vi.importActual<typeof Telemetry>("./operations/telemetry.js");
  const { context, requests } = connect();
  expect(await rejection(getNotificationDetails(context, "NH-1"))).toMatchObject({
    code: "NH_CONNECTION",
    mayHaveBeenSent: false,
  });
  expect(requests()).toBe(1);
});

it("speaks for every kind of operation of the client but a plain send, and nothing is sent", async () => {
  let requests = 0;
  const hub = new NotificationHubClient(
    "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0",
    "hub",
    { fetch: async () => answerWith(++requests) },
  );
  const calls: (() => Promise<unknown>)[] = [
    () => hub.cancelScheduled("NH-1"),
    () => hub.installations.get("phone"),
    () => collect(hub.registrations.list()),
    () => collect(hub.registrations.list().byPage()),
    () => hub.jobs.get("1"),
    () => collect(hub.sendToDevices(notification, ["a"])),
    () => hub.getNotificationDetails("NH-1"),
    () => collect(hub.feedback()),
  ];
  for (const call of calls) expect(isHubConnectionError(await rejection(call()))).toBe(true);
  expect(requests).toBe(0);
});
