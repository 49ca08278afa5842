import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  decodeInstallation,
  decodePatch,
  isTagExpressionError,
  isWireFormatError,
  TagExpressionError,
  WireFormatError,
} from "../index.js";
import { applyPatch, parseFilter, readBatch } from "../server.js";
import {
  decodeJobEntry,
  decodeNotificationOutcome,
  decodeRegistration,
  decodeRegistrationEntry,
} from "./xml-codecs.js";

const token = "0123456789abcdef0123456789abcdef";
const phone = { installationId: "a", platform: "apns", pushChannel: "t" } as const;
const installationWith = (pushChannel: unknown, platform = "apns"): string =>
  JSON.stringify({ installationId: "a", platform, pushChannel });
const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (isWireFormatError(error)) return inspect(error, { showHidden: true });
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("WireFormatError", () => {
  it("names the document, the place, and the rule, and quotes a short piece", () => {
    const error = new WireFormatError({
      document: "job",
      path: "Status",
      excerpt: "a\u001b[31m",
      rule: "expected a word",
    });
    expect(error.message).toBe('Unexpected job at Status: expected a word; read "a\\u001b[31m"');
    expect([error.name, error.code, error.document, error.path]).toEqual([
      "WireFormatError",
      "NH_WIRE_UNEXPECTED",
      "job",
      "Status",
    ]);
    const bare = new WireFormatError({ document: "job", rule: "it is empty", cause: "x" });
    expect([bare.message, bare.path, bare.excerpt, bare.cause]).toEqual(["Unexpected job: it is empty", "", "", "x"]);
    const long = new WireFormatError({ document: "job", excerpt: "x".repeat(10_000), rule: "it is long" });
    expect(long.excerpt).toBe(`"${"x".repeat(80)}"…`);
  });

  it.each([
    ["an installation that is not JSON", () => decodeInstallation(`{"pushChannel":"${token}"`)],
    [
      "a browser's channel that is a string",
      () => decodeInstallation(`{"platform":"browser","installationId":"a","pushChannel":"${token}"}`),
    ],
    [
      "a batch",
      () => readBatch("multipart/mixed; boundary=b", `--b\nContent-Disposition: inline; name=devices\n\n["${token}"]`),
    ],
    ["a channel without quotes", () => decodeInstallation(`{"platform":"apns","pushChannel":${token}}`)],
    ["a channel under a name without quotes", () => decodeInstallation(`{pushChannel: '${token}'}`)],
    ["a channel in a list", () => decodeInstallation(installationWith([token]))],
    ["a channel in an object", () => decodeInstallation(installationWith({ [token]: token }))],
    [
      "a channel that is JSON in a string",
      () => decodeInstallation(installationWith(JSON.stringify(token), "browser")),
    ],
    ["an endpoint in a list", () => decodeInstallation(installationWith({ endpoint: [token] }, "browser"))],
    ["an installation that is only a string", () => decodeInstallation(JSON.stringify(token))],
    ["a string that is not JSON", () => decodeInstallation(token)],
    [
      "a patch that sets the channel to a list",
      () => applyPatch(phone, [{ op: "add", path: "/pushChannel", value: [token] }]),
    ],
    ["a string that is not XML", () => decodeRegistration(token)],
    ["XML of another kind", () => decodeRegistration(`<x>${token}</x>`)],
    [
      "a registration cut off in its handle",
      () => decodeRegistration(`<AppleRegistrationDescription><DeviceToken>${token}`),
    ],
    ["a filter", () => parseFilter(`DeviceToken eq '${token}`)],
    ["a job", () => decodeJobEntry(`<x>https://account/?sig=${token}`)],
  ])("quotes no handle and no signature of %s", (_title, work) => {
    const message = messageOf(work);
    for (let start = 0; start + 16 <= token.length; start++) {
      expect(message).not.toContain(token.slice(start, start + 16));
    }
  });
});

describe("the path of an error", () => {
  it("is short, and holds nothing that a terminal would obey", () => {
    const name = `\u001b[31m\u202e${"n".repeat(1000)}`;
    const json = JSON.stringify({ ...phone, templates: { [name]: 1 } });
    const message = messageOf(() => decodeInstallation(json));
    expect(message).toContain("Unexpected installation at /templates/\\x1b[31m\\u202ennn");
    expect(message).not.toMatch(/\p{Cc}\[31m|\u202e|n{200}/u);
  });
});

describe("reading refuses what is nested too deeply", () => {
  const levels = 100_000;
  const list = "[".repeat(levels) + "]".repeat(levels);
  const object = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  const xml = "<a>".repeat(levels) + "</a>".repeat(levels);
  const registration = (content: string) =>
    `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">${content}</content></entry>`;

  it.each([
    ["an installation that is a list", () => decodeInstallation(list)],
    ["an installation that is an object", () => decodeInstallation(object)],
    [
      "a member of an installation",
      () => decodeInstallation(`{"installationId":"a","platform":"apns","pushChannel":${list}}`),
    ],
    [
      "an unknown member of an installation",
      () => decodeInstallation(`{"installationId":"a","platform":"apns","pushChannel":"t","x":${object}}`),
    ],
    ["a browser's channel in a string", () => decodeInstallation(installationWith(list, "browser"))],
    ["a patch", () => decodePatch(list)],
    ["a value of a patch", () => decodePatch(`[{"op":"add","path":"/tags","value":${object}}]`)],
    [
      "a value of a patch that is JSON in a string",
      () => applyPatch(phone, [{ op: "add", path: "/templates/x", value: object }]),
    ],
    ["a registration", () => decodeRegistration(xml)],
    ["an entry", () => decodeRegistrationEntry(registration(xml))],
    ["a job", () => decodeJobEntry(registration(xml))],
    ["an outcome", () => decodeNotificationOutcome(xml)],
  ])("as a WireFormatError: %s", (_title, work) => {
    expect(work).toThrow(expect.objectContaining({ name: "WireFormatError" }));
  });

  it("but not what an installation needs", () => {
    const json = installationWith("t").replace(
      "{",
      '{"templates":{"n":{"body":"b","headers":{"h":"v"},"tags":["t"]}},',
    );
    expect(decodeInstallation(json).templates?.n?.headers).toEqual({ h: "v" });
  });
});

describe("the guards", () => {
  it("recognize the errors of another copy of the package by their brand, and nothing else", () => {
    const error = new WireFormatError({ document: "job", rule: "x" });
    const tag = new TagExpressionError({ code: "NH_TAG_SYNTAX", text: "a b", column: 2, rule: "x", cause: error });
    expect([isWireFormatError(error), isTagExpressionError(error)]).toEqual([true, false]);
    expect([isWireFormatError(tag), isTagExpressionError(tag)]).toEqual([false, true]);
    expect(tag.cause).toBe(error);
    const foreign = Object.defineProperty(new Error("x"), Symbol.for("@nh/wire/WireFormatError"), { value: true });
    expect(isWireFormatError(foreign)).toBe(true);
    for (const other of [undefined, null, "x", new Error("x")]) expect(isWireFormatError(other)).toBe(false);
  });
});
