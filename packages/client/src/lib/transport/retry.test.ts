import { afterEach, expect, it, vi } from "vitest";
import { answerWith, connectScript, rejection } from "../../../test/connect-hub.js";
import { isHubConnectionError } from "../errors.js";
import type { ClientEvent } from "../events.js";
import type { Fetch } from "./fetch.js";

vi.mock("./recover.js", () => {
  throw new Error("the file is out of reach");
});

const events: ClientEvent[] = [];
afterEach(() => void events.splice(0));

function send(fetch: Fetch, signal?: AbortSignal): Promise<unknown> {
  const context = connectScript(fetch, { onEvent: (event) => events.push(event) });
  return rejection(context.call({ operation: "send", repeat: "notNow" }, { signal }));
}

it("says that a request failed, and why, when the module that judges failures cannot be loaded", async () => {
  const offline = new TypeError("Failed to fetch");
  const error = await send(() => Promise.reject(offline));
  expect(isHubConnectionError(error)).toBe(true);
  expect(error).toMatchObject({
    message: "send failed (no answer). A part of @nh/client could not be loaded.",
    code: "NH_CONNECTION",
    attempts: 1,
    mayHaveBeenSent: true,
    cause: offline,
    request: { method: "POST", url: "https://contoso.servicebus.windows.net/demo/messages/?api-version=2020-06" },
  });
  expect(events.at(-1)).toMatchObject({ type: "giveUp", attempt: 1, error });
});

it.each([
  [400, false],
  [408, true],
  [429, false],
  [500, true],
])("keeps the status %i of an answer that it cannot judge", async (status, mayHaveBeenSent) => {
  const error = await send(async () => answerWith(status));
  expect(error).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent });
  expect(String(error)).toContain(`send failed (${status})`);
  expect((error as Error).cause).toBeInstanceOf(Error);
});

it("passes the caller's abort through even then", async () => {
  const controller = new AbortController();
  const error = await send(() => {
    controller.abort("enough");
    return new Promise(() => undefined);
  }, controller.signal);
  expect(error).toBe("enough");
});
