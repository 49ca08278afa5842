import { describe, expect, it } from "vitest";
import { describeError } from "./describe-error.js";

describe("describeError", () => {
  it.each([
    ["NH_UNAUTHORIZED", 3],
    ["NH_FORBIDDEN", 3],
    ["NH_NOT_FOUND", 4],
    ["NH_THROTTLED", 5],
    ["NH_QUOTA", 5],
    ["NH_BAD_REQUEST", 6],
    ["NH_CREDENTIAL_MISSING", 6],
    ["NH_INVALID_ARGUMENT", 6],
    ["NH_PAYLOAD_TOO_LARGE", 6],
    ["NH_TAG_LIMIT", 6],
    ["NH_TIMEOUT", 8],
    ["NH_CONNECTION", 9],
    ["NH_SERVER_ERROR", 1],
    ["NH_AUDIENCE_MISSING", 2],
    ["NH_WIRE_UNEXPECTED", 1],
  ])("gives %s the exit code %i", (code, exitCode) => {
    expect(describeError(Object.assign(new Error("x"), { code }))).toMatchObject({ code, exitCode, message: "x" });
  });
  it.each([
    ["user", "user: The id is empty", "The id is empty"],
    ["send", "NH_HUB: send: x", "NH_HUB: send: x"],
    ["send", "send", "send"],
    [undefined, "undefined: x", "undefined: x"],
    [5, "5: x", "5: x"],
  ])("leaves out the call %j of %j", (call, thrown, message) => {
    const error = Object.assign(new Error(thrown), { code: "NH_AUDIENCE_INVALID", call });
    expect(describeError(error).message).toBe(message);
  });
  it("keeps the facts of an error", () => {
    const error = Object.assign(new Error("no"), {
      code: "NH_SERVER_ERROR",
      status: 500,
      trackingId: "t",
      correlationId: "c",
      attempts: 4,
      mayHaveBeenSent: true,
      request: "secret",
    });
    expect(describeError(error)).toEqual({
      code: "NH_SERVER_ERROR",
      message: "no",
      fix: expect.any(String),
      exitCode: 1,
      status: 500,
      trackingId: "t",
      correlationId: "c",
      attempts: 4,
      mayHaveBeenSent: true,
    });
  });
  it("does not advise to try again when the request may have been carried out", () => {
    const error = Object.assign(new Error("reset"), { code: "NH_CONNECTION", mayHaveBeenSent: true });
    expect(describeError(error).fix).toMatch(/^Find out whether it was carried out before you run the command again/);
    expect(describeError(Object.assign(error, { mayHaveBeenSent: false })).fix).toContain("nh doctor");
  });
  it("says how long to wait where the service said so", () => {
    const throttled = (retryAfterMs: number | undefined) =>
      describeError(Object.assign(new Error("429"), { code: "NH_THROTTLED", status: 429, retryAfterMs }));
    expect(throttled(90_000)).toMatchObject({
      fix: "Wait 1 min 30 s, then run the command again. In bulk commands, lower --concurrency.",
      retryAfterMs: 90_000,
    });
    expect(throttled(0).fix).toBe("Wait and try again. In bulk commands, lower --concurrency.");
    expect(throttled(undefined)).not.toHaveProperty("retryAfterMs");
  });
  it("masks a secret in a message", () => {
    const { message } = describeError(
      new Error("at Endpoint=sb://x;SharedAccessKey=c2VjcmV0;… with sr=a&sig=c2lnbg%3D&se=1"),
    );
    expect(message).toBe("at Endpoint=sb://x;SharedAccessKey=***;… with sr=a&sig=***&se=1");
  });
  it("describes failures of files and connections", () => {
    expect(describeError(Object.assign(new Error(), { code: "EACCES", path: "/x" }))).toMatchObject({
      code: "NH_CLI_FILE",
      exitCode: 6,
      message: "/x cannot be opened: permission denied.",
    });
    expect(describeError(Object.assign(new Error(), { code: "ENOSPC", path: "stdout" }))).toMatchObject({
      message: "stdout cannot be written: the disk is full.",
    });
    expect(describeError(Object.assign(new Error(), { code: "EEXIST", path: "/x" }))).toMatchObject({
      message: "/x is a file, but a folder is needed.",
    });
    const cause = Object.assign(new Error(), { code: "ECONNREFUSED" });
    expect(describeError(new TypeError("fetch failed", { cause }))).toMatchObject({
      code: "NH_CONNECTION",
      exitCode: 9,
    });
  });
  it("escapes a line break in the name of a file", () => {
    const error = Object.assign(new Error(), { code: "ENOENT", path: "a\n\u001b[31mb" });
    expect(describeError(error).message).toBe("a\\n\\u001b[31mb does not exist.");
  });
  it("sends to the proxy's settings after a 407, as after a failed connection", () => {
    const message = "send was refused with 407 (NH_BAD_REQUEST).";
    const refused = describeError(Object.assign(new Error(message), { code: "NH_BAD_REQUEST", status: 407 }));
    expect(refused).toMatchObject({ exitCode: 9, fix: expect.stringContaining("HTTPS_PROXY=") });
    const tunnel = "send failed without a response: The proxy a:1 refused the connection with 407. It was not sent.";
    const broken = describeError(Object.assign(new Error(tunnel), { code: "NH_CONNECTION" }));
    expect(broken).toMatchObject({ exitCode: 9, fix: expect.stringContaining("HTTPS_PROXY=") });
  });
  it("calls other errors unexpected", () => {
    for (const code of ["constructor", "__proto__"])
      expect(describeError(Object.assign(new Error("x"), { code, path: "/x" }))).toMatchObject({ exitCode: 1 });
    expect(describeError("boom")).toMatchObject({ code: "NH_CLI_UNEXPECTED", exitCode: 1, message: "boom" });
  });
});
