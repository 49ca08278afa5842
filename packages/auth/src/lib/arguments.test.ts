import { describe, expect, it } from "vitest";
import { isArgumentError } from "./argument-error.js";
import { parseConnectionString } from "./connection-string.js";
import { formatConnectionString } from "./format-connection-string.js";
import { isLoopback } from "./loopback.js";
import { parseSasToken } from "./parse-sas-token.js";
import { createSasCredential } from "./sas-credential.js";
import { createSasToken, sasStringToSign } from "./sas-token.js";
import { isServiceHost } from "./service-host.js";
import { verifySasToken } from "./verify-sas.js";

/** Whatever the types say: a program in JavaScript passes anything. */
// biome-ignore lint/suspicious/noExplicitAny: the wrong types are the subject.
type Untyped = any;

const text = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=dG9wc2VjcmV0";
const requestUrl = "https://contoso.servicebus.windows.net/hub1";
const signer = { resourceUri: requestUrl, keyName: "Full", key: "dG9wc2VjcmV0" };
const keys = [{ keyName: "Full", key: "dG9wc2VjcmV0" }];

const signed = (more: Untyped) => createSasToken({ ...signer, ...more });
const credential = (options: Untyped) => createSasCredential(text, options);
const verified = async (more: Untyped) => verifySasToken(await createSasToken(signer), { requestUrl, keys, ...more });

/** Values of a wrong type, beside those that are right for the row. */
const notObjects: Untyped[] = [null, 5, "text", true, [], () => 0];
const notNumbers: Untyped[] = [null, "5", true, {}, [5], Number.NaN, -1, 5n];
const notFunctions: Untyped[] = [null, 5, "now", {}, true];
const notStrings: Untyped[] = [undefined, null, 5, {}, ["a"], true];

const rows: [what: string, argument: string, values: Untyped[], call: (value: Untyped) => unknown][] = [
  ["options of createSasToken", "options", [undefined, ...notObjects], createSasToken as Untyped],
  ["resourceUri of createSasToken", "resourceUri", ["", ...notStrings], (resourceUri) => signed({ resourceUri })],
  ["keyName of createSasToken", "keyName", ["", ...notStrings], (keyName) => signed({ keyName })],
  ["key of createSasToken", "key", ["", ...notStrings], (key) => signed({ key })],
  ["ttlSeconds of createSasToken", "ttlSeconds", [0, ...notNumbers], (ttlSeconds) => signed({ ttlSeconds })],
  ["now of createSasToken", "now", notFunctions, (now) => signed({ now })],
  ["resourceUri of sasStringToSign", "resourceUri", notStrings, (value) => sasStringToSign(value, 1)],
  [
    "expiry of sasStringToSign",
    "expiresAtSeconds",
    ["5", 1.5, null, 5n],
    (value) => sasStringToSign("https://a", value),
  ],
  ["connection of createSasCredential", "connection", [undefined, null, 5, true], createSasCredential as Untyped],
  ["options of createSasCredential", "options", notObjects, credential],
  ["ttlSeconds of createSasCredential", "ttlSeconds", [0, ...notNumbers], (ttlSeconds) => credential({ ttlSeconds })],
  [
    "refreshMarginSeconds of createSasCredential",
    "refreshMarginSeconds",
    [3600, ...notNumbers],
    (refreshMarginSeconds) => credential({ refreshMarginSeconds }),
  ],
  ["now of createSasCredential", "now", notFunctions, (now) => credential({ now })],
  ["resourceUri of getToken", "resourceUri", ["", ...notStrings], (value) => credential({}).getToken(value)],
  ["options of getToken", "options", notObjects, (value) => credential({}).getToken(requestUrl, value)],
  [
    "forceRefresh of getToken",
    "forceRefresh",
    [null, "false", 1],
    (forceRefresh) => credential({}).getToken(requestUrl, { forceRefresh }),
  ],
  [
    "signal of getToken",
    "signal",
    [null, {}, "abort", new AbortController()],
    (signal) => credential({}).getToken(requestUrl, { signal }),
  ],
  ["text of parseSasToken", "text", notStrings, parseSasToken],
  ["text of verifySasToken", "text", [5, {}, true], (value) => verifySasToken(value, { requestUrl, keys })],
  ["options of verifySasToken", "options", [undefined, ...notObjects], (value) => verifySasToken("", value)],
  ["requestUrl of verifySasToken", "requestUrl", ["/hub", ...notStrings], (value) => verified({ requestUrl: value })],
  [
    "keys of verifySasToken",
    "keys",
    [undefined, null, 5, "Full", {}, [null], ["Full"], [{ keyName: "Full" }], [{ keyName: "Full", key: "" }]],
    (value) => verified({ keys: value }),
  ],
  ["now of verifySasToken", "now", notFunctions, (now) => verified({ now })],
  [
    "clockSkewSeconds of verifySasToken",
    "clockSkewSeconds",
    notNumbers,
    (value) => verified({ clockSkewSeconds: value }),
  ],
  ["text of parseConnectionString", "text", notStrings, parseConnectionString],
  ["connection of formatConnectionString", "connection", [undefined, ...notObjects], formatConnectionString],
];

describe.each(rows)("the %s", (_what, argument, values, call) => {
  it.each(values.map((value) => [value]))("cannot be %o", async (value) => {
    const error = await (async () => call(value))().then(
      () => "nothing was thrown",
      (reason: unknown) => reason,
    );
    expect({ error: String(error), isArgument: isArgumentError(error) }).toMatchObject({ isArgument: true });
    expect(error).toMatchObject({ code: "NH_INVALID_ARGUMENT", argument });
  });
});

it.each(["resourceUri", "keyName"])("half of an emoji in %s is named as such", async (name) => {
  await expect(signed({ [name]: "a\ud83d" })).rejects.toThrow(`${name} has half of an emoji.`);
});

/** As strings, the first two would be names of hosts, and the last would throw. */
const likeHosts: Untyped[] = [["localhost"], ["contoso.servicebus.windows.net"], Object.create(null)];

it.each([...notStrings, ...likeHosts].map((value) => [value]))("%o is not the name of a host", (value) => {
  expect([isLoopback(value), isServiceHost(value)]).toEqual([false, false]);
});
