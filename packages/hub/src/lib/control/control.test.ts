import { describe, expect, it } from "vitest";
import { NOW, startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { faultsAgainst } from "../fixtures/check-schema.js";
import { controlRoutes } from "./control-routes.js";
import { schemas } from "./schemas.js";

const LOCAL = "http://127.0.0.1:7447";

/** Calls the control API, and checks every response against the OpenAPI document. */
async function control(
  started: TestHub,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await started.hub.fetch(
    new Request(`${LOCAL}/_nh/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  const value: unknown = isJson ? JSON.parse(text) : text;
  const route = controlRoutes.find(
    (candidate) =>
      candidate.method === method &&
      new RegExp(`^${candidate.path.replace("{id}", "[^/]+").replace("{path}", ".+")}$`).test(
        `/_nh/${path.split("?")[0]}`,
      ),
  );
  if (route !== undefined) {
    expect(Object.keys(route.responses)).toContain(String(response.status));
    const schema = route.responses[response.status];
    if (schema === null) expect(text).toBe("");
    else if (typeof schema === "string" && !schema.includes("/")) {
      expect(faultsAgainst(schemas, { $ref: `#/components/schemas/${schema}` }, value)).toEqual([]);
    }
  }
  return { status: response.status, headers: response.headers, value: value as never as Record<string, never> };
}

describe("the control API", () => {
  it("says that the hub is ready", async () => {
    const { status, value, headers } = await control(startTestHub(), "GET", "health");
    expect([status, value]).toEqual([200, { status: "ok" }]);
    expect(headers.get("date")).toBe("Tue, 06 May 2031 07:08:09 GMT");
  });

  it("describes itself completely, including every schema that it names", async () => {
    const { value } = await control(startTestHub(), "GET", "openapi.json");
    const described = Object.entries(value.paths as unknown as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(controlRoutes.map(({ method, path }) => `${method} ${path}`).sort());
    const named = new Set(
      [...JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
    );
    for (const name of named) expect(Object.keys(schemas)).toContain(name);
    expect([...named].sort()).toEqual(Object.keys(schemas).sort());
  });

  it.each([
    ["GET", "nowhere", 404],
    ["GET", "", 404],
    ["POST", "health", 405],
  ])("%s /_nh/%s returns %i", async (method, path, status) => {
    const reply = await control(startTestHub(), method, path);
    expect(reply.status).toBe(status);
    expect(reply.value).toHaveProperty("error");
    expect(reply.headers.get("allow")).toBe(status === 405 ? "GET" : null);
  });

  it.each([
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{ host: "evil.example:7447" }],
  ])("refuses a page of another origin: %j", async (headers) => {
    const started = startTestHub();
    for (const [method, path] of [
      ["GET", "deliveries"],
      ["DELETE", "deliveries"],
      ["POST", "reset"],
    ] as const) {
      const response = await started.hub.fetch(new Request(`${LOCAL}/_nh/${path}`, { method, headers }));
      expect(response.status).toBe(403);
    }
  });

  it("refuses a host name that a foreign name server could resolve", async () => {
    const response = await startTestHub().hub.fetch(new Request("http://rebound.example:7447/_nh/health"));
    expect(response.status).toBe(403);
  });

  it.each([
    [{ origin: LOCAL, "sec-fetch-site": "same-origin" }],
    [{ "sec-fetch-site": "none" }],
    [{ host: "localhost:7447" }],
    [{ host: "local-hub.invalid" }],
    [{ host: "contoso.servicebus.windows.net" }],
    [{}],
  ])("is open to its own page and to programs: %j", async (headers) => {
    expect((await control(startTestHub(), "GET", "health", undefined, headers as Record<string, string>)).status).toBe(
      200,
    );
  });
});

describe("deliveries", () => {
  const twoDevices = async () => {
    const started = startTestHub();
    await started.install("phone", { tags: ["a"] });
    await started.install("android", { platform: "gcm", pushChannel: "g1", tags: ["b"] });
    const first = await started.send("apple", '{"aps":{}}');
    await started.send("gcm", "{}");
    await started.send("gcm", '{"n":2}');
    return { started, first };
  };
  const ids = ({ value }: { value: Record<string, unknown> }) =>
    (value.deliveries as { id: string }[]).map(({ id }) => id);

  it.each([
    ["", ["1", "2", "3"]],
    ["?platform=gcm", ["2", "3"]],
    ["?platform=APPLE", ["1"]],
    ["?handle=aa11bb22", ["1"]],
    ["?handle=G1", []],
    ["?tag=B", ["2", "3"]],
    ["?tag=$InstallationId:{phone}", ["1"]],
    ["?hub=DEMO&limit=2", ["1", "2"]],
    ["?order=newest&limit=2", ["3", "2"]],
    ["?after=1", ["2", "3"]],
    ["?hub=other", []],
    ["?installationId=phone&outcome=Success", ["1"]],
    ["?template=x", []],
    ["?limit=0", []],
    ["?hub=&platform=&handle=&tag=&notificationId=&limit=", ["1", "2", "3"]],
  ])("with %s are %j", async (query, expected) => {
    const { started } = await twoDevices();
    expect(ids(await control(started, "GET", `deliveries${query}`))).toEqual(expected);
  });

  it("can be found by notification, and deleted together", async () => {
    const { started, first } = await twoDevices();
    expect(ids(await control(started, "GET", `deliveries?notificationId=${first}`))).toEqual(["1"]);
    expect((await control(started, "DELETE", "deliveries")).status).toBe(204);
    expect(ids(await control(started, "GET", "deliveries"))).toEqual([]);
    await started.send("apple", '{"aps":{}}');
    expect(ids(await control(started, "GET", "deliveries"))).toEqual(["4"]);
  });

  it.each(["limit=x", "limit=-1", "after=x", "order=random"])("with %s are refused", async (query) => {
    expect((await control(startTestHub(), "GET", `deliveries?${query}`)).status).toBe(400);
  });

  it("end a wait with 503 when the hub closes", async () => {
    const started = startTestHub();
    const waiting = control(started, "GET", "deliveries/wait?timeoutMs=600000");
    // Until the request waits.
    await new Promise((resolve) => setTimeout(resolve, 0));
    started.hub.close();
    expect(await waiting).toMatchObject({ status: 503, value: { error: "The hub was closed." } });
  });

  it("can be waited for", async () => {
    const started = startTestHub();
    await started.install("phone");
    const waiting = control(started, "GET", "deliveries/wait?platform=apple&timeoutMs=5000");
    await started.send("apple", '{"aps":{}}');
    expect((await waiting).value).toMatchObject({ id: "1", platform: "apple" });
    const late = await control(started, "GET", "deliveries/wait?after=1&timeoutMs=1");
    expect([late.status, late.value.error]).toEqual([408, expect.stringContaining("1 deliveries are kept.")]);
  });
});

describe("an unknown query parameter", () => {
  it.each(controlRoutes.map(({ method, path, parameters = [] }) => ({ method, path, parameters })))(
    "is refused by $method $path with the known ones",
    async ({ method, path, parameters }) => {
      const started = startTestHub();
      await started.install("phone");
      const address = `${LOCAL}${path.replace("{id}", "1").replace("{path}", "acc/in/a.txt")}?tags=news`;
      const response = await started.hub.fetch(new Request(address, { method }));
      const known =
        parameters.length === 0
          ? "This address takes no query parameters."
          : `Known query parameters: ${parameters.map(({ name }) => name).join(", ")}.`;
      expect([response.status, await response.json()]).toEqual([
        400,
        { error: `Unknown query parameter "tags". ${known}` },
      ]);
      expect(started.hub.devices.list()).toHaveLength(1);
    },
  );

  it("is 400 in the description of every route", async () => {
    const { value } = await control(startTestHub(), "GET", "openapi.json");
    for (const methods of Object.values(
      value.paths as unknown as Record<string, Record<string, { responses: object }>>,
    ))
      for (const { responses } of Object.values(methods)) expect(responses).toHaveProperty("400");
  });

  it("does not include those of the signed address of a blob, or of List Blobs", async () => {
    const started = startTestHub();
    const signed = "sv=2019-02-02&sr=b&sig=local&st=2031-05-06T07:08:09Z&se=2031-05-06T08:08:09Z&sp=rl&spr=https";
    expect((await control(started, "PUT", `blobs/acc/in/a.txt?${signed}`, "x")).status).toBe(204);
    expect((await control(started, "GET", `blobs/acc/in/a.txt?${signed}`)).value).toBe("x");
    const list = await control(started, "GET", `blobs/acc/in?${signed}&restype=container&comp=list&prefix=a`);
    expect(String(list.value)).toContain("<Name>a.txt</Name>");
  });
});

describe("an unknown platform", () => {
  it.each(["deliveries", "deliveries/wait", "devices"])("is refused by %s", async (path) => {
    const { status, value } = await control(startTestHub(), "GET", `${path}?platform=ios`);
    expect([status, value.error]).toEqual([400, expect.stringMatching(/^platform must be one of apple, fcmv1, /)]);
  });
});

describe("HEAD", () => {
  it("returns what GET returns, without the body: tools wait with it until a server is ready", async () => {
    const { hub } = startTestHub();
    const head = (path: string) => hub.fetch(new Request(`${LOCAL}/_nh/${path}`, { method: "HEAD" }));
    const health = await head("health");
    expect([health.status, health.body, health.headers.get("content-type")]).toEqual([
      200,
      null,
      "application/json; charset=utf-8",
    ]);
    expect((await head("events")).body).toBe(null);
    expect((await head("nothing")).status).toBe(404);
    expect((await head("reset")).status).toBe(405);
  });
});

describe("devices", () => {
  it("are installations and registrations grouped by handle", async () => {
    const started = startTestHub();
    await started.install("phone", {
      userId: "u1",
      tags: ["a"],
      pushVariables: { lang: "en" },
      templates: { t: { body: '{"aps":{}}' } },
    });
    for (const [id, tag] of [
      ["1-1-1", "x"],
      ["1-1-2", "y"],
    ]) {
      await started.call("PUT", `/demo/registrations/${id}?api-version=2020-06`, {
        body: `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><GcmRegistrationDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><Tags>${tag}</Tags><GcmRegistrationId>g1</GcmRegistrationId></GcmRegistrationDescription></content></entry>`,
      });
    }
    const { value } = await control(started, "GET", "devices");
    expect(value.devices).toEqual([
      {
        hub: "demo",
        platform: "apple",
        handle: "AA11BB22",
        installationId: "phone",
        userId: "u1",
        registrationIds: [expect.any(String), expect.any(String)],
        tags: ["$InstallationId:{phone}", "$UserId:{u1}", "a"],
        templates: ["t"],
        pushVariables: { lang: "en" },
        expired: false,
      },
      {
        hub: "demo",
        platform: "gcm",
        handle: "g1",
        installationId: null,
        userId: null,
        registrationIds: ["1-1-1", "1-1-2"],
        tags: ["x", "y"],
        templates: [],
        pushVariables: {},
        expired: false,
      },
    ]);
    for (const [query, count] of [
      ["?limit=1", 1],
      ["?limit=0", 0],
      ["?platform=gcm", 1],
      ["?tag=Y", 1],
      ["?handle=aa11bb22", 1],
      ["?hub=other", 0],
      ["?installationId=phone", 1],
      ["?installationId=x", 0],
    ] as const) {
      expect((await control(started, "GET", `devices${query}`)).value.devices).toHaveLength(count);
    }
    expect((await control(started, "GET", "hubs")).value).toEqual({
      hubs: [{ name: "demo", installations: 1, registrations: 2 }],
    });
  });
});

describe("requests", () => {
  it("are listed, read, replayed and deleted, without a signature", async () => {
    const started = startTestHub();
    await started.install("phone");
    await started.send("apple", '{"aps":{}}');
    const list = await control(started, "GET", "requests?limit=1");
    expect(list.value.requests).toMatchObject([{ id: "2", operation: "send", status: 201 }]);
    expect(JSON.stringify(list.value)).not.toMatch(/sig=(?!\*\*\*)/);
    expect((await control(started, "GET", "requests?after=1")).value.requests).toHaveLength(1);
    expect((await control(started, "GET", "requests/1")).value).toMatchObject({ operation: "putInstallation" });
    expect((await control(started, "POST", "requests/2/replay")).value).toMatchObject({ status: 201, body: "" });
    expect(started.hub.deliveries.list()).toHaveLength(2);
    expect((await control(started, "DELETE", "requests")).status).toBe(204);
    expect((await control(started, "GET", "requests/1")).status).toBe(404);
    expect((await control(started, "POST", "requests/1/replay")).status).toBe(404);
    expect((await control(started, "GET", "requests?after=x")).status).toBe(400);
  });
});

describe("faults", () => {
  it("are added, listed and removed", async () => {
    const started = startTestHub();
    const added = await control(started, "POST", "faults", {
      match: { operation: "send" },
      answer: { status: 429, retryAfterSeconds: 3 },
      count: 2,
    });
    expect([added.status, added.value]).toEqual([201, { id: "fault-1" }]);
    expect((await control(started, "GET", "faults")).value).toEqual({
      faults: [
        {
          id: "fault-1",
          match: { operation: "send" },
          answer: { status: 429, retryAfterSeconds: 3 },
          count: 2,
          hits: 0,
        },
      ],
    });
    expect((await control(started, "DELETE", "faults/fault-1")).status).toBe(204);
    expect((await control(started, "DELETE", "faults/fault-1")).status).toBe(404);
    const scenario = await control(started, "POST", "faults/scenarios/outage");
    expect(scenario.value).toEqual({ ids: ["fault-2"] });
    expect((await control(started, "DELETE", "faults")).status).toBe(204);
    expect((await control(started, "GET", "faults")).value).toEqual({ faults: [] });
    expect((await control(started, "GET", "faults/scenarios")).value.scenarios).toContainEqual({
      name: "outage",
      description: expect.any(String),
    });
    expect((await control(started, "POST", "faults/scenarios/unknown")).status).toBe(400);
  });

  it.each(["{", "[]", "{}", '{"answer":{"status":99}}', '{"answer":{"status":500},"when":"now"}'])(
    "that are %s are refused",
    async (body) => {
      const reply = await control(startTestHub(), "POST", "faults", body);
      expect([reply.status, typeof reply.value.error]).toEqual([400, "string"]);
    },
  );

  it("larger than a megabyte are refused", async () => {
    const response = await startTestHub().hub.fetch(
      new Request(`${LOCAL}/_nh/faults`, { method: "POST", body: "x".repeat(1024 * 1024 + 1) }),
    );
    expect(response.status).toBe(413);
  });
});

describe("the clock", () => {
  it("is frozen, advanced and resumed", async () => {
    const started = startTestHub();
    const post = async (body: unknown) => (await control(started, "POST", "clock", body)).value;
    expect((await control(started, "GET", "clock")).value).toEqual({ now: new Date(NOW).toISOString(), frozen: false });
    expect(await post({ freezeAt: "2031-05-06T00:00:00Z" })).toEqual({ now: "2031-05-06T00:00:00.000Z", frozen: true });
    expect(await post({ advanceSeconds: 90.5 })).toEqual({ now: "2031-05-06T00:01:30.500Z", frozen: true });
    expect(await post({ resume: true })).toEqual({ now: "2031-05-06T00:01:30.500Z", frozen: false });
    expect(await post({ freeze: true })).toEqual({ now: "2031-05-06T00:01:30.500Z", frozen: true });
  });

  it.each([
    {},
    { advanceSeconds: "1" },
    { freeze: "yes" },
    { freeze: true, resume: 1 },
    { advanceSeconds: -1 },
    { freezeAt: "noon" },
    { freezeAt: {} },
    { advanceSeconds: 1, x: 2 },
    { advanceSeconds: 1e300 },
    { freezeAt: "2031-01-01T00:00:00Z", advanceSeconds: -1 },
    { freeze: true, advanceSeconds: 1e300 },
  ])("refuses %j, and leaves the clock as it is", async (body) => {
    const started = startTestHub();
    expect((await control(started, "POST", "clock", body)).status).toBe(400);
    expect((await control(started, "GET", "clock")).value).toEqual({ now: new Date(NOW).toISOString(), frozen: false });
  });

  it("says which property of the body is wrong", async () => {
    const { value } = await control(startTestHub(), "POST", "clock", { advanceSeconds: -1 });
    expect(value).toEqual({
      error:
        "advanceSeconds must be a number of at least 0 and must not lead beyond the latest date that JavaScript has.",
    });
  });
});

describe("the result of a send", () => {
  const logged = async (started: TestHub) => {
    const { value } = await control(started, "GET", "requests");
    return (value.requests as unknown as { send: unknown }[]).at(-1)?.send;
  };

  it("is in the log: how many of its candidates it matched, and what the platforms said", async () => {
    const started = startTestHub();
    await started.install("one", { tags: ["a"] });
    await started.install("two", { tags: ["a"], pushChannel: "BB22" });
    await started.install("three", { pushChannel: "CC33" });
    expect(await logged(started)).toBeNull();
    started.hub.faults.add({ answer: { reason: "503" }, count: 1 });
    const notificationId = await started.send("apple", '{"aps":{}}', { "ServiceBusNotification-Tags": "a" });
    expect(await logged(started)).toEqual({
      notificationId,
      matched: 2,
      candidates: 3,
      outcomes: { PnsUnavailable: 1, Success: 1 },
    });
  });

  it("is nobody for a tag that no device has, and one for a direct send", async () => {
    const started = startTestHub();
    await started.install("one", { tags: ["a"] });
    await started.send("apple", '{"aps":{}}', { "ServiceBusNotification-Tags": "b" });
    expect(await logged(started)).toMatchObject({ matched: 0, candidates: 1, outcomes: {} });
    await started.call("POST", "/demo/messages/?direct&api-version=2020-06", {
      headers: { "ServiceBusNotification-Format": "apple", "ServiceBusNotification-DeviceHandle": "AA11BB22" },
      body: '{"aps":{}}',
    });
    expect(await logged(started)).toMatchObject({ matched: 1, candidates: 1, outcomes: { Success: 1 } });
  });

  it("is known even when the response was lost, and unknown when nothing was carried out", async () => {
    const started = startTestHub();
    await started.install("one");
    started.hub.faults.scenario("lost-answer");
    await expect(started.send("apple", '{"aps":{}}')).rejects.toThrow();
    expect(await logged(started)).toMatchObject({ matched: 1, outcomes: { Success: 1 } });
    started.hub.faults.scenario("reset-once");
    await expect(started.send("apple", '{"aps":{}}')).rejects.toThrow();
    expect(await logged(started)).toBeNull();
  });
});

describe("policies", () => {
  it("are shown without keys and rotated", async () => {
    const started = startTestHub();
    expect((await control(started, "GET", "policies")).value).toEqual({
      policies: [
        { keyName: "DefaultFullSharedAccessSignature", rights: ["Listen", "Send", "Manage"], keys: 1 },
        { keyName: "DefaultListenSharedAccessSignature", rights: ["Listen"], keys: 1 },
      ],
    });
    const policies = [{ keyName: "New", rights: ["Manage"], primaryKey: "a", secondaryKey: "b" }];
    expect((await control(started, "PUT", "policies", { policies })).status).toBe(204);
    expect((await control(started, "GET", "policies")).value).toEqual({
      policies: [{ keyName: "New", rights: ["Listen", "Send", "Manage"], keys: 2 }],
    });
    expect((await started.call("GET", "/demo/registrations?api-version=2020-06")).status).toBe(401);
  });

  it.each([
    {},
    { policies: [] },
    { policies: [null] },
    { policies: [{ keyName: "a", rights: ["Fly"], primaryKey: "k" }] },
    { policies: [{ keyName: "a;b", rights: ["Send"], primaryKey: "k" }] },
    { policies: [{ keyName: "a", rights: ["Send"] }] },
    { policies: [{ keyName: "a", rights: ["Send"], primaryKey: "k" }], replace: true },
  ])("that are %j are refused", async (body) => {
    expect((await control(startTestHub(), "PUT", "policies", body)).status).toBe(400);
  });
});

describe("a reset", () => {
  it("deletes everything except the policies", async () => {
    const started = startTestHub();
    await started.install("phone");
    await started.send("apple", '{"aps":{}}');
    started.hub.faults.add({ answer: { reason: "410" } });
    started.hub.clock.advance(60);
    expect((await control(started, "POST", "reset")).status).toBe(204);
    expect(started.hub.devices.list()).toEqual([]);
    expect(started.hub.deliveries.list()).toEqual([]);
    expect(started.hub.faults.list()).toEqual([]);
    expect(started.hub.requests.list()).toEqual([]);
    expect(started.hub.clock.now()).toBe(NOW);
    expect((await started.call("GET", "/demo/registrations?api-version=2020-06")).status).toBe(200);
  });
});

describe("blobs", () => {
  it("are written, read and listed by prefix and page", async () => {
    const started = startTestHub();
    for (const name of ["b/2.txt", "a.txt", "b/1.txt"])
      expect((await control(started, "PUT", `blobs/acc/in/${name}`, `text of ${name}`)).status).toBe(204);
    expect((await control(started, "GET", "blobs/acc/in/b/1.txt")).value).toBe("text of b/1.txt");
    const names = async (query: string) =>
      [
        ...String((await control(started, "GET", `blobs/acc/in${query}`)).value).matchAll(
          /<(Name|NextMarker)>([^<]*)</g,
        ),
      ].map(([, , text]) => text);
    expect(await names("")).toEqual(["a.txt", "b/1.txt", "b/2.txt", ""]);
    expect(await names("?prefix=b/&maxresults=1")).toEqual(["b/1.txt", "b/2.txt"]);
    expect(await names("?prefix=b/&marker=b/2.txt")).toEqual(["b/2.txt", ""]);
    await control(started, "PUT", "blobs/acc/in/a.txt", "new");
    expect((await control(started, "GET", "blobs/acc/in/a.txt")).value).toBe("new");
  });

  it.each([
    ["GET", "blobs/acc/in/missing", 404],
    ["GET", "blobs/acc", 404],
    ["GET", "blobs/ACC_/x/y", 404],
    ["PUT", "blobs/acc/in", 400],
    ["PUT", "blobs/acc/in/..%2f..%2fetc", 400],
    ["PUT", "blobs/acc/in/a%00b", 400],
    ["PUT", "blobs/acc/in/a%5cb", 400],
  ])("%s %s is refused with %i", async (method, path, status) => {
    expect((await control(startTestHub(), method, path, method === "PUT" ? "x" : undefined)).status).toBe(status);
  });
});

describe("snapshots", () => {
  it("can be moved from one hub to another", async () => {
    const started = startTestHub();
    await started.install("phone", { tags: ["a"] });
    await started.send("apple", '{"aps":{}}');
    const snapshot = await control(started, "GET", "snapshot");
    const other = startTestHub();
    expect((await control(other, "PUT", "snapshot", JSON.stringify(snapshot.value, null, 2))).value).toEqual({
      records: 4,
    });
    expect(other.hub.deliveries.list()).toEqual(started.hub.deliveries.list());
    expect(other.hub.devices.list()).toEqual(started.hub.devices.list());
  });

  it("hold one moment, whatever happens while they are read", async () => {
    const started = startTestHub();
    const records = Array.from({ length: 1_000 }, (_, index) => {
      const document = { installationId: `i${index}`, platform: "apns", pushChannel: `AA${index}`, tags: ["a"] };
      return { hub: "demo", kind: "installation", id: `i${index}`, value: { document, etag: 1 } };
    });
    await started.hub.snapshot.import(JSON.stringify({ format: "nh-hub-snapshot", version: 1, records }));
    await started.call("POST", "/demo/schedulednotifications/?api-version=2020-06", {
      headers: {
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-ScheduleTime": "2031-05-06T08:00:00",
      },
      body: '{"aps":{"badge":1}}',
    });
    const reader = started.hub.snapshot.export().pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value ?? "";
    started.hub.clock.advance(3600);
    await started.call("DELETE", "/demo/installations/i999?api-version=2020-06");
    for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
    const { records: written } = JSON.parse(text) as { records: { kind: string; id: string; value: object }[] };
    const ofKind = (kind: string) => written.filter((record) => record.kind === kind);
    expect([ofKind("installation").length, ofKind("scheduled").length, ofKind("deliveries")]).toEqual([1_000, 1, []]);
    expect(ofKind("notification").map(({ value }) => value)).toMatchObject([{ state: "Scheduled" }]);
    expect(started.hub.deliveries.list({ limit: 2_000 })).toHaveLength(1_000);
  });

  it("that are damaged change nothing", async () => {
    const started = startTestHub();
    await started.install("phone");
    expect(
      (await control(started, "PUT", "snapshot", '{"format":"nh-hub-snapshot","version":1,"records":[')).status,
    ).toBe(400);
    expect((await started.hub.fetch(new Request(`${LOCAL}/_nh/snapshot`, { method: "PUT" }))).status).toBe(400);
    expect(started.hub.devices.list()).toHaveLength(1);
  });
});

describe("events", () => {
  const open = async (started: TestHub) => {
    const response = await started.hub.fetch(new Request(`${LOCAL}/_nh/events`));
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    const waiting: string[] = [];
    const next = async () => {
      // A chunk has all the events of a moment.
      while (waiting.length === 0) waiting.push(...((await reader.read()).value?.match(/.+?\n\n/gs) ?? []));
      return waiting.shift();
    };
    return { reader, next };
  };

  it("are streamed as they happen", async () => {
    const started = startTestHub();
    const { next } = await open(started);
    expect(await next()).toBe("retry: 1000\n\n");
    await started.install("phone");
    expect(await next()).toBe('event: devices\ndata: {"type":"devices","hub":"demo"}\n\n');
    expect(await next()).toContain(
      'event: request\ndata: {"type":"request","id":"1","method":"PUT","path":"/demo/installations/phone","status":200,' +
        `"request":${JSON.stringify(started.hub.requests.list()[0])}}`,
    );
    await started.send("apple", '{"aps":{}}');
    expect(await next()).toContain('event: delivery\ndata: {"type":"delivery","delivery":{"id":"1"');
    await next();
    started.hub.faults.add({ answer: { status: 500 } });
    expect(await next()).toBe('event: faults\ndata: {"type":"faults"}\n\n');
    started.hub.clock.freeze();
    expect(await next()).toContain(
      'event: clock\ndata: {"type":"clock","now":"2031-05-06T07:08:09.000Z","frozen":true}',
    );
    started.hub.deliveries.clear();
    expect(await next()).toBe('event: deliveries-cleared\ndata: {"type":"deliveries-cleared"}\n\n');
  });

  it("end when the hub closes, and when the reader goes away", async () => {
    const started = startTestHub();
    const one = await open(started);
    const other = await open(started);
    await one.next();
    await other.next();
    await other.reader.cancel();
    await started.install("phone");
    started.hub.close();
    for (;;) if ((await one.reader.read()).done) break;
    expect((await started.hub.fetch(new Request(`${LOCAL}/_nh/health`))).status).toBe(503);
  });

  it("wait for a reader while the hub does much at once", async () => {
    const started = startTestHub();
    const response = await started.hub.fetch(new Request(`${LOCAL}/_nh/events`));
    for (let index = 0; index < 20_000; index++) started.hub.clock.freeze();
    await Promise.resolve();
    started.hub.close();
    const text = await response.text();
    expect(text.split("event: clock").length - 1).toBe(20_000);
  });

  it("end for a reader that does not keep up", async () => {
    const started = startTestHub();
    const response = await started.hub.fetch(new Request(`${LOCAL}/_nh/events`));
    // Some 25 MB, a thousand events at a time.
    for (let round = 0; round < 300; round++) {
      for (let index = 0; index < 1_000; index++) started.hub.clock.freeze();
      await Promise.resolve();
    }
    const text = await response.text();
    expect(text.split("event: clock").length - 1).toBeLessThan(300_000);
    expect(text.length).toBeGreaterThan(16 * 1024 * 1024);
  });
});
