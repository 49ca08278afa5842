import { inspect } from "node:util";
import { encodeHubFeed, encodeHubNameFeed, encodeHubResponse } from "@nh/wire/server";
import { describe, expect, it } from "vitest";
import { collect, rejection, respondWith, type SentRequest } from "../../../test/connect-hub.js";
import type { ClientEvent } from "../events.js";
import type { ClientOptions } from "../options.js";
import { generateKey } from "./generate-key.js";
import type { HubSettings } from "./hub-settings.js";
import { NamespaceClient } from "./namespace-client.js";

const namespaceKey = "bmFtZXNwYWNlLWtleQ==";
const origin = "https://contoso.servicebus.windows.net";
const connection = `Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${namespaceKey}`;

const entryOf = (hub: object, name = "shop") =>
  encodeHubResponse(hub, {
    id: `${origin}/${name}?api-version=2020-06`,
    title: name,
    updated: "2031-07-02T18:03:11Z",
    author: "contoso",
  });
const missing = encodeHubNameFeed({ uuid: "u", number: 1, updated: "2031-07-02T18:03:11Z" }, []);
const errorOf = (code: number, detail: string) => `<Error><Code>${code}</Code><Detail>${detail}</Detail></Error>`;
const conflict = errorOf(409, "SubCode=40900. Conflict.TrackingId:t,TimeStamp:1");
const gone = errorOf(404, "No service is hosted at the specified address..TrackingId:t,TimeStamp:1");

type Step = readonly [status: number, body?: string] | "reset";

/** A namespace whose responses come in turn. `sent` are the requests in order. */
function script(steps: readonly Step[], options: ClientOptions = {}) {
  const sent: SentRequest[] = [];
  const left = [...steps];
  const namespace = new NamespaceClient(connection, {
    retry: { baseDelayMs: 1, maxDelayMs: 2 },
    fetch: async (url, { method, headers, body }) => {
      sent.push({ method, target: url.slice(origin.length), headers, body });
      const step = left.shift();
      if (step === undefined) throw new Error("a request too many");
      if (step === "reset") throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
      return respondWith(...step);
    },
    ...options,
  });
  return { namespace, hubs: namespace.hubs, sent };
}

const unknown = '<New xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">x</New>';

describe("creating a hub", () => {
  it("sends the exact document, with a token for the namespace", async () => {
    const { hubs, sent } = script([[201, entryOf({ registrationTtl: { days: 90 } })]]);
    const hub = await hubs.create("shop", { registrationTtl: { days: 90 }, userMetadata: "a & b" });
    expect(hub).toStrictEqual({ name: "shop", registrationTtl: { days: 90 } });
    const [request] = sent;
    expect(request?.method).toBe("PUT");
    expect(request?.target).toBe("/shop?api-version=2020-06");
    expect(request?.headers).toMatchObject({
      "Content-Type": "application/atom+xml;type=entry;charset=utf-8",
      Authorization: expect.stringContaining("sr=https%3A%2F%2Fcontoso.servicebus.windows.net%2F&"),
    });
    expect(request?.headers).not.toHaveProperty("If-Match");
    expect(request?.body).toBe(
      '<?xml version="1.0" encoding="utf-8"?><entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">' +
        '<NotificationHubDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">' +
        "<RegistrationTtl>P90D</RegistrationTtl><UserMetadata>a &amp; b</UserMetadata></NotificationHubDescription></content></entry>",
    );
  });

  it("is NH_CONFLICT when the hub exists", async () => {
    const error = await rejection(script([[409, conflict]]).hubs.create("shop"));
    expect(error).toMatchObject({ code: "NH_CONFLICT", status: 409, detail: "SubCode=40900. Conflict" });
    expect(String(error)).toContain("hubs.create was refused with 409 (NH_CONFLICT)");
    expect(String(error)).toMatch(/The hub shop exists\. To change it, use update or upsert\.$/);
  });

  it("counts as a send: it is not retried when nobody knows whether it was carried out", async () => {
    const { hubs, sent } = script(["reset"]);
    expect(await rejection(hubs.create("shop"))).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: true });
    expect(sent).toHaveLength(1);
  });

  it("says that it may have been carried out when the response cannot be read", async () => {
    const error = await rejection(script([[201, "<a/>"]]).hubs.create("shop"));
    expect(error).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: true, request: { url: `${origin}/shop` } });
  });

  it("explains a 401: the key of a hub manages no hubs", async () => {
    const detail = "InvalidSignature: The token has an invalid signature.";
    const error = await rejection(script([[401, errorOf(401, detail)]]).hubs.create("shop"));
    expect(error).toMatchObject({ code: "NH_UNAUTHORIZED", status: 401, attempts: 1 });
    expect(String(error)).toMatch(
      /Hubs are managed with a policy of the namespace that has the Manage right, not with a policy of a hub\.$/,
    );
  });

  it.each([
    ["a settings mistake", "shop", { registrationTtl: { days: 0.5 } }, "registrationTtl"],
    ["a name with a slash", "a/b", {}, "name"],
    ["a name of dots", "..", {}, "name"],
    ["another name in the description", "shop", { name: "depot" }, "name"],
  ])("is refused before a request with %s", async (_title, name, settings, argument) => {
    const { hubs, sent } = script([]);
    for (const call of [hubs.create, hubs.update, hubs.upsert]) {
      const error = await rejection(call.call(hubs, name, settings as HubSettings));
      expect(error).toMatchObject({ name: "ArgumentError", argument });
    }
    expect(sent).toEqual([]);
  });
});

describe("reading a hub", () => {
  it("returns a plain object", async () => {
    const { hubs, sent } = script([[200, entryOf({ disabled: true, dailyPushes: 7 })]]);
    expect(await hubs.get("shop")).toStrictEqual({ name: "shop", disabled: true, dailyPushes: 7 });
    expect(sent).toMatchObject([{ method: "GET", target: "/shop?api-version=2020-06", body: undefined }]);
  });

  it("that is missing is NH_NOT_FOUND, although the service says 200 with an empty feed", async () => {
    const error = await rejection(script([[200, missing]]).hubs.get("shop"));
    expect(error).toMatchObject({
      name: "HubResponseError",
      message: "hubs.get was refused with NH_NOT_FOUND: The hub shop does not exist.",
      code: "NH_NOT_FOUND",
      status: 404,
      attempts: 1,
      mayHaveBeenSent: false,
      request: { method: "GET", url: `${origin}/shop` },
    });
  });

  it("is retried", async () => {
    const { hubs, sent } = script(["reset", [500], [200, entryOf({})]]);
    expect(await hubs.get("shop")).toEqual({ name: "shop" });
    expect(sent).toHaveLength(3);
  });

  it("tells whether it exists", async () => {
    expect(await script([[200, missing]]).hubs.exists("shop")).toBe(false);
    expect(await script([[200, entryOf({})]]).hubs.exists("shop")).toBe(true);
    expect(await rejection(script([[401]]).hubs.exists("shop"))).toMatchObject({ code: "NH_UNAUTHORIZED" });
  });
});

describe("updating a hub", () => {
  it("replaces the description", async () => {
    const { hubs, sent } = script([[200, entryOf({ disabled: true })]]);
    expect(await hubs.update("shop", { disabled: true })).toEqual({ name: "shop", disabled: true });
    expect(sent).toMatchObject([{ method: "PUT", headers: { "If-Match": "*" } }]);
    expect(sent[0]?.body).toContain("<Status>true</Status></NotificationHubDescription>");
  });

  it("by a function of the current description keeps what this version does not know", async () => {
    const rule = { name: "Old", rights: ["Send"], primaryKey: "not 32 bytes" } as const;
    const current = {
      authorizationRules: [rule],
      credentials: { gcm: { apiKey: "k", unknownProperties: { Future: "v" } } },
      unknownElements: [unknown],
    };
    const { hubs, sent } = script([
      [200, entryOf(current)],
      [200, entryOf(current)],
    ]);
    await hubs.update("shop", async (hub) => ({ ...hub, registrationTtl: { days: 90 } }));
    expect(sent.map(({ method }) => method)).toEqual(["GET", "PUT"]);
    for (const kept of [
      "<KeyName>Old</KeyName><PrimaryKey>not 32 bytes</PrimaryKey>",
      "<Name>Future</Name><Value>v</Value>",
      ">x</New>",
      "<RegistrationTtl>P90D</RegistrationTtl>",
    ]) {
      expect(sent[1]?.body).toContain(kept);
    }
  });

  it("that is missing is NH_NOT_FOUND", async () => {
    expect(await rejection(script([[404, gone]]).hubs.update("shop", {}))).toMatchObject({ code: "NH_NOT_FOUND" });
    const { hubs, sent } = script([[200, missing]]);
    expect(await rejection(hubs.update("shop", (hub) => hub))).toMatchObject({ code: "NH_NOT_FOUND" });
    expect(sent).toHaveLength(1);
  });

  it("is retried, whatever happened to the first attempt", async () => {
    const { hubs, sent } = script(["reset", [200, entryOf({})]]);
    await hubs.update("shop", {});
    expect(sent).toHaveLength(2);
    expect(sent[1]?.body).toBe(sent[0]?.body);
  });
});

describe("creating or updating a hub", () => {
  it("updates the one that exists", async () => {
    const { hubs, sent } = script([
      [409, conflict],
      [200, entryOf({ disabled: true })],
    ]);
    expect(await hubs.upsert("shop", { disabled: true })).toEqual({ name: "shop", disabled: true });
    expect(sent.map(({ method, headers }) => [method, headers["If-Match"]])).toEqual([
      ["PUT", undefined],
      ["PUT", "*"],
    ]);
    expect(sent[1]?.body).toBe(sent[0]?.body);
  });

  it("is retried as a whole", async () => {
    const { hubs, sent } = script(["reset", [409, conflict], "reset", [200, entryOf({})]]);
    await hubs.upsert("shop");
    expect(sent).toHaveLength(4);
  });
});

describe("deleting a hub", () => {
  it("sends one request", async () => {
    const { hubs, sent } = script([[200]]);
    expect(await hubs.delete("shop")).toEqual({ attempts: 1 });
    expect(sent).toMatchObject([{ method: "DELETE", target: "/shop?api-version=2020-06", body: undefined }]);
  });

  it("is NH_NOT_FOUND for a missing hub, but done for a retry", async () => {
    expect(await rejection(script([[404, gone]]).hubs.delete("shop"))).toMatchObject({ code: "NH_NOT_FOUND" });
    const { hubs, sent } = script(["reset", [404, gone]]);
    await hubs.delete("shop");
    expect(sent).toHaveLength(2);
  });
});

describe("the list of hubs", () => {
  const page = (from: number, count: number) =>
    encodeHubFeed(
      { id: `${origin}/$Resources/NotificationHubs`, updated: "2031-07-02T18:03:11Z" },
      Array.from({ length: count }, (_, index) => {
        const name = `hub-${from + index}`;
        const links = { id: `${origin}/${name}`, title: name, updated: "2031-07-02T18:03:11Z", author: "contoso" };
        return { hub: { userMetadata: name }, links };
      }),
    );

  it("is read page after page", async () => {
    const { hubs, sent } = script([
      [200, page(0, 100)],
      [200, page(100, 100)],
      [200, page(200, 1)],
    ]);
    const all = await collect(hubs.list());
    expect(all).toHaveLength(201);
    expect(all.at(-1)).toStrictEqual({ name: "hub-200", userMetadata: "hub-200" });
    expect(sent.map(({ target }) => target)).toEqual(
      [0, 100, 200].map((skip) => `/$Resources/NotificationHubs?api-version=2020-06&$skip=${skip}&$top=100`),
    );
  });

  it("goes on at a page", async () => {
    const first = script([[200, page(0, 100)]]);
    const [page1] = await collect(takeOne(first.hubs.list().byPage()));
    const continuationToken = page1?.continuationToken;
    expect(continuationToken).toBeTypeOf("string");
    const { hubs, sent } = script([[200, page(100, 2)]]);
    const [next] = await collect(hubs.list().byPage({ continuationToken }));
    expect(next?.items).toHaveLength(2);
    expect(next).not.toHaveProperty("continuationToken");
    expect(sent[0]?.target).toContain("&$skip=100&");
    const error = await rejection(collect(script([]).hubs.list().byPage({ continuationToken: "x" })));
    expect(error).toMatchObject({ name: "ArgumentError", argument: "continuationToken" });
  });

  it("ends when the namespace ignores where a page begins", async () => {
    const { hubs, sent } = script([
      [200, page(0, 100)],
      [200, page(0, 100)],
    ]);
    expect(await rejection(collect(hubs.list()))).toMatchObject({ code: "NH_WIRE_UNEXPECTED" });
    expect(sent).toHaveLength(2);
  });

  it("may be empty", async () => {
    expect(await collect(script([[200, missing]]).hubs.list())).toEqual([]);
  });
});

async function* takeOne<Item>(items: AsyncIterable<Item>) {
  for await (const item of items) {
    yield item;
    return;
  }
}

describe("a namespace", () => {
  it("is told apart from a hub: an EntityPath plays no part", async () => {
    const sent: string[] = [];
    const namespace = new NamespaceClient(`${connection};EntityPath=other`, {
      fetch: async (url) => {
        sent.push(url);
        return respondWith(200, missing);
      },
    });
    expect(namespace.endpoint).toBe(`${origin}/`);
    await collect(namespace.hubs.list());
    expect(sent[0]).not.toContain("other");
    await namespace.close();
  });

  it("shows no secret in errors, dumps, events and its own objects", async () => {
    const rule = { name: "Backend", rights: ["Send"], primaryKey: generateKey(), secondaryKey: generateKey() } as const;
    const settings = {
      authorizationRules: [rule],
      credentials: {
        wns: { packageSid: "ms-app://S-1-15-2-1", secretKey: "wns-secret-value" },
        adm: { clientId: "client", clientSecret: "adm-secret-value" },
        gcm: { apiKey: "gcm-secret-value", unknownProperties: { Future: "future-secret-value" } },
      },
    } as const;
    const secrets = [
      rule.primaryKey,
      rule.secondaryKey,
      "wns-secret-value",
      "adm-secret-value",
      "gcm-secret-value",
      "future-secret-value",
      namespaceKey,
    ];
    const shown: string[] = [];
    const events: ClientEvent[] = [];
    const echo = errorOf(400, `Bad: ${secrets.join(" and ")}.`);
    const { namespace, hubs } = script([[400, echo], [200, entryOf(settings)], "reset", [400, echo]], {
      dump: (text) => void shown.push(text),
      onEvent: (event) => void events.push(event),
    });
    const errors = [
      await rejection(hubs.create("shop", settings)),
      await hubs.get("shop").then(() => undefined),
      await rejection(hubs.update("shop", settings)),
    ];
    const options = { depth: 10, showHidden: true } as const;
    const everything = [...shown, inspect(errors, options), inspect(events, options), inspect(namespace, options)];
    for (const secret of secrets) {
      for (const text of everything) expect(text).not.toContain(secret);
    }
    expect(shown.join("\n")).toContain("<Name>SecretKey</Name><Value>***</Value>");
    expect(events.map(({ type }) => type)).toContain("retry");
  });
});
