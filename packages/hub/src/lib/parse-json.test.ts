import { describe, expect, it } from "vitest";
import { ArgumentError } from "./argument-error.js";
import { startTestHub } from "./fixtures/call-hub.js";
import { JsonDepthError, parseJson } from "./parse-json.js";

const arrays = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

describe("JSON from outside", () => {
  it.each([arrays, objects])("is accepted up to 64 levels deep", (nest) => {
    expect(parseJson(nest(64))).toEqual(JSON.parse(nest(64)));
    expect(() => parseJson(nest(65))).toThrow(new JsonDepthError());
    expect(() => parseJson(nest(500_000))).toThrow(new JsonDepthError());
  });

  it("may have any brackets inside strings", () => {
    const text = JSON.stringify({ text: '[{"\\'.repeat(100), [`"${"[".repeat(100)}\\`]: [1] });
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});

const deep = arrays(20_000);
const LOCAL = "http://localhost:7447";

describe("a hub that gets JSON nested too deep", () => {
  it.each([
    ["template", `{"a":${deep}}`],
    ["apple", `{"aps":{"alert":"x"},"a":${deep}}`],
    ["gcm", `{"data":${deep}}`],
  ])("refuses a %s send with 400, strict or not", async (format, body) => {
    for (const strict of format === "template" ? [true, false] : [true]) {
      const { call } = startTestHub({ strict });
      const headers = { "content-type": "application/json", "ServiceBusNotification-Format": format };
      const reply = await call("POST", "/demo/messages/?api-version=2020-06", { headers, body });
      expect(reply.status).toBe(400);
      expect(reply.body).toContain("JSON may be nested at most 64 levels deep.");
    }
  });

  it.each([
    ["PUT", "/demo/installations/x", `{"installationId":"x","platform":"apns","pushChannel":"AA","odd":${deep}}`],
    ["PATCH", "/demo/installations/phone", `[{"op":"add","path":"/pushVariables/a","value":${deep}}]`],
  ])("refuses a %s of %s with 400", async (method, path, body) => {
    const { call, install } = startTestHub();
    await install("phone");
    const headers = { "content-type": "application/json" };
    expect((await call(method, `${path}?api-version=2020-06`, { headers, body })).status).toBe(400);
  });

  it.each([
    ["POST", "explain", `{"hub":"demo","platform":"gcm","body":{"data":${deep}}}`],
    ["POST", "faults", `{"answer":${deep}}`],
    ["PUT", "policies", `{"policies":${deep}}`],
  ])("refuses it in %s /_nh/%s with the limit", async (method, path, body) => {
    const { hub } = startTestHub();
    const response = await hub.fetch(`${LOCAL}/_nh/${path}`, { method, body });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: "The body is not JSON: JSON may be nested at most 64 levels deep." },
    ]);
  });

  it.each(["tags", "pushVariables", "odd"])("refuses a snapshot with it in %s, and can be exported", async (name) => {
    const { hub } = startTestHub();
    const value = `{"document":{"installationId":"x","platform":"apns","pushChannel":"AA","${name}":${deep}},"etag":1}`;
    const records = `[{"hub":"demo","kind":"installation","id":"x","value":${value}}]`;
    const body = `{"format":"nh-hub-snapshot","version":1,"records":${records}}`;
    const response = await hub.fetch(`${LOCAL}/_nh/snapshot`, { method: "PUT", body });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: "The snapshot cannot be read: a record is nested more than 64 levels deep." },
    ]);
    expect(await new Response(hub.snapshot.export()).json()).toMatchObject({ records: [] });
  });

  it("refuses to explain a body that is nested too deep or is not JSON", () => {
    const { hub } = startTestHub({ hubs: ["demo"] });
    const circular: Record<string, unknown> = {};
    circular.own = circular;
    for (const body of [{ data: JSON.parse(deep) }, circular, { big: 1n }]) {
      expect(() => hub.explain({ platform: "gcm", body })).toThrow(
        new ArgumentError("body", "body must be a string, or an object that JSON can hold, at most 64 levels deep."),
      );
    }
  });
});
