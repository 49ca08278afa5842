import { createHub } from "@nh/hub";
import { apple, rawNotification } from "@nh/payloads";
import { parseTemplate } from "@nh/payloads/template";
import { describe, expect, it } from "vitest";
import { connectScript, rejection, respondWith } from "../../test/connect-hub.js";
import { isArgumentError } from "./argument-error.js";
import { everyone } from "./audience/tag-audience.js";
import { createContext } from "./context.js";
import { isInputError } from "./input-error.js";
import { putInstallation } from "./operations/installations.js";
import { send } from "./operations/send.js";

const hello = apple({ alert: "Hello" });
const context = connectScript(async () => respondWith(500));
const thrownBy = async (work: () => unknown): Promise<unknown> => rejection((async () => work())());

describe("isInputError", () => {
  it.each<[string, () => unknown, string]>([
    ["an option", () => send(context, hello, everyone(), { timeoutMs: 0 }), "NH_INVALID_ARGUMENT"],
    ["an argument of a builder", () => rawNotification(undefined as never), "NH_INVALID_ARGUMENT"],
    ["a payload", () => apple({ alert: 5 } as never), "NH_PAYLOAD_INVALID"],
    ["a template", () => parseTemplate("$("), "NH_TEMPLATE_SYNTAX"],
    ["a tag expression", () => send(context, hello, "a &&"), "NH_TAG_SYNTAX"],
    ["an option of the local hub", () => createHub({ tier: "gold" } as never), "NH_INVALID_ARGUMENT"],
    ["an audience", () => send(context, hello, ""), "NH_AUDIENCE_MISSING"],
  ])("recognizes %s", async (_title, work, code) => {
    const error = await thrownBy(work);
    expect(error).toMatchObject({ code });
    expect(isInputError(error)).toBe(true);
  });

  it.each<[string, unknown]>([
    ["what the service refuses", send(context, hello, everyone()).catch((error: unknown) => error)],
    ["a mistake of the program", new TypeError("x is not a function")],
    ["nothing", undefined],
    ["a string", "NH_INVALID_ARGUMENT"],
  ])("does not take %s for one", async (_title, error) => {
    expect(isInputError(await error)).toBe(false);
  });
});

describe("a wrong argument", () => {
  it.each<[string, () => unknown, string, string]>([
    [
      "everyone without a call",
      () => send(context, hello, everyone as never),
      "audience",
      "send: audience must be what a function returns: write everyone(), not everyone",
    ],
    [
      "the options of another client for the audience",
      () => send(context, hello, { tagExpression: "a" } as never),
      "audience",
      'send: audience must be the tag expression itself: write "a && b", not { tagExpression: "a && b" }',
    ],
    [
      "options that are a list",
      () => send(context, hello, "a", ["test"] as never),
      "options",
      "send: options must be an object, not an array",
    ],
    [
      "options that are a map",
      () => send(context, hello, "a", new Map([["test", true]]) as never),
      "options",
      "send: options must be an object, not a Map",
    ],
    [
      "a signal in place of the options",
      () => send(context, hello, "a", new AbortController().signal as never),
      "options",
      "send: options must be an object, not an AbortSignal",
    ],
    [
      "an address in place of the options",
      () => send(context, hello, "a", new URLSearchParams() as never),
      "options",
      "send: options must be an object, not a URLSearchParams",
    ],
    [
      "timeout",
      () => send(context, hello, "a", { timeout: 5 } as never),
      "timeout",
      'send: Unknown option "timeout". Write timeoutMs, in milliseconds. Known options: signal, timeoutMs, totalTimeoutMs, retry, test, split, duplicates',
    ],
    [
      "maxRetries",
      () => createContext("Endpoint=sb://a.servicebus.windows.net/", "hub", { maxRetries: 5 } as never),
      "maxRetries",
      'client: Unknown option "maxRetries". Write retry: { maxRetries: 3 }. Known options: fetch, agent, credential, platforms, retry, timeoutMs, totalTimeoutMs, dump, onEvent, apiVersion, userAgent, now, random',
    ],
    [
      "an option of put",
      () =>
        putInstallation(context, { installationId: "a", platform: "apns", pushChannel: "b1" }, { retry: 5 } as never),
      "retry",
      "installations.put: retry must be false or an object such as { maxRetries: 3 }",
    ],
  ])("has its own sentence: %s", async (_title, work, argument, message) => {
    const error = await thrownBy(work);
    expect(error).toMatchObject({ name: "ArgumentError", code: "NH_INVALID_ARGUMENT", argument, message });
    expect(error).toBeInstanceOf(TypeError);
    expect(isArgumentError(error)).toBe(true);
  });
});
