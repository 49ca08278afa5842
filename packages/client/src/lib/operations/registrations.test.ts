import type { Registration } from "@nh/wire";
import { describe, expect, it } from "vitest";
import {
  collect,
  connectHub,
  connectScript,
  registrationsOf,
  rejection,
  respondWith,
} from "../../../test/connect-hub.js";
import { createContext } from "../context.js";
import { createRegistration } from "./registrations.js";

const token = (index: number) => index.toString(16).toUpperCase().padStart(64, "0");
const phone: Registration = { platform: "apple", handle: token(1), tags: ["team_red"] };
const connect = (...options: Parameters<typeof connectHub>) => {
  const connected = connectHub(...options);
  return { ...connected, registrations: registrationsOf(connected.context) };
};

describe("registrations", () => {
  it("are created, read, found, replaced and deleted", async () => {
    const { registrations, sent } = connect();
    const created = await registrations.create(phone);
    const id = created.registrationId ?? "";
    expect(created).toEqual({ ...phone, registrationId: expect.stringMatching(/^\d+-\d+-\d$/), etag: "1" });
    expect(await registrations.get(id)).toEqual(created);
    expect(await registrations.exists(id)).toBe(true);
    const updated = await registrations.update({ ...created, tags: ["team_blue"] });
    expect(updated).toEqual({ ...created, tags: ["team_blue"], etag: "2" });
    await registrations.delete(id, { etag: "2" });
    expect(await registrations.exists(id)).toBe(false);
    expect(sent.map(({ method, target, headers }) => [method, target, headers["If-Match"]])).toEqual([
      ["POST", "/demo/registrations/?api-version=2020-06", undefined],
      ["GET", `/demo/registrations/${id}?api-version=2020-06`, undefined],
      ["GET", `/demo/registrations/${id}?api-version=2020-06`, undefined],
      ["PUT", `/demo/registrations/${id}?api-version=2020-06`, '"1"'],
      ["DELETE", `/demo/registrations/${id}?api-version=2020-06`, '"2"'],
      ["GET", `/demo/registrations/${id}?api-version=2020-06`, undefined],
    ]);
    expect(sent[0]?.headers["Content-Type"]).toBe("application/atom+xml;type=entry;charset=utf-8");
  });

  it.each<Registration>([
    { platform: "fcmv1", handle: "fcm-1", pushVariables: { lang: "en" } },
    { platform: "gcm", handle: "gcm-1", template: { body: '{"data":{"m":"$(m)"}}', name: "news" } },
    {
      platform: "apple",
      handle: token(2),
      template: {
        body: '{"aps":{"alert":"$(m)"}}',
        name: "news",
        expiry: "2031-05-06T07:08:09Z",
        priority: "5",
        headers: { "apns-push-type": "alert" },
      },
    },
    {
      platform: "windows",
      handle: "https://db3.notify.windows.com/?token=a",
      secondaryTileName: "tile",
      template: { body: "<toast>$(m)</toast>", headers: { "X-WNS-Type": "wns/raw" } },
    },
    {
      platform: "windowsphone",
      handle: "http://db3.notify.live.net/a",
      template: { body: "text", headers: { "X-NotificationClass": "3" } },
    },
    { platform: "adm", handle: "adm-1" },
    {
      platform: "baidu",
      handle: { userId: "u", channelId: "c" },
      template: { body: '{"title":"$(m)"}', messageType: "1" },
    },
    { platform: "xiaomi", handle: "mi-1" },
    { platform: "browser", handle: { endpoint: "https://push.example/x", p256dh: "BIPUL12D", auth: "k8JV6sjd" } },
  ])("of every kind keep every field: %j", async (registration) => {
    const { registrations } = connect({}, { strict: false });
    const created = await registrations.create(registration);
    expect(created).toEqual({ ...registration, registrationId: expect.any(String), etag: "1" });
    expect(await registrations.get(created.registrationId ?? "")).toEqual(created);
  });

  it("go nowhere but into their own hub, wherever a response points", async () => {
    const urls: string[] = [];
    const location = "https://evil.example/other/registrationids/..%2F..%2Fx%3Fy?api-version=2020-06";
    const feed =
      '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="https://evil.example/?continuationtoken=a"/></feed>';
    const context = connectScript(async (url) => {
      urls.push(url);
      return url.includes("registrationIDs") ? respondWith(201, "", { Location: location }) : respondWith(200, feed);
    });
    const registrations = registrationsOf(context);
    const id = await registrations.createId();
    await registrations.exists(id);
    await collect(registrations.list());
    const hubUrl = "https://contoso.servicebus.windows.net/demo";
    expect(urls).toEqual([
      `${hubUrl}/registrationIDs/?api-version=2020-06`,
      `${hubUrl}/registrations/..%2F..%2Fx%3Fy?api-version=2020-06`,
      `${hubUrl}/registrations?api-version=2020-06&$top=100`,
    ]);
  });

  it("cannot get an id from a response that names none", async () => {
    const registrations = registrationsOf(connectScript(async () => respondWith(201)));
    await expect(registrations.createId()).rejects.toMatchObject({
      code: "NH_WIRE_UNEXPECTED",
      path: "Location",
      message: "registrations.createId: Unexpected registration id at Location: the header is missing",
    });
  });

  it("that were written with a response that cannot be read are not taken for undone", async () => {
    const registrations = registrationsOf(connectScript(async () => respondWith(200, "<html>", { TrackingId: "t-1" })));
    const written = { ...phone, registrationId: "1-2-3" };
    const calls: [string, () => Promise<unknown>][] = [
      ["registrations.create", () => registrations.create(phone)],
      ["registrations.update", () => registrations.update(written)],
      ["registrations.upsert", () => registrations.upsert(written)],
    ];
    for (const [name, call] of calls) {
      const error = await rejection(call());
      expect(error).toMatchObject({
        code: "NH_CONNECTION",
        mayHaveBeenSent: true,
        attempts: 1,
        cause: { code: "NH_WIRE_UNEXPECTED" },
      });
      expect(String(error)).toContain(`The service accepted ${name} with 200 and has probably carried it out`);
      expect(String(error)).toContain("Tracking id t-1.");
    }
    // Reading changes nothing.
    await expect(registrations.get("1-2-3")).rejects.toMatchObject({ code: "NH_WIRE_UNEXPECTED" });
  });

  it("of a hub that is not there do not count as missing", async () => {
    const { context } = connectHub({}, { hubs: ["other"] });
    await expect(registrationsOf(context).exists("1-2-3")).rejects.toMatchObject({
      code: "NH_NOT_FOUND",
      detail: expect.stringContaining("No service is hosted at the specified address"),
    });
  });

  it("are written under an id that was asked for, whether they exist or not", async () => {
    const { registrations, sent } = connect();
    const registrationId = await registrations.createId();
    expect(registrationId).toMatch(/^\d+-\d+-\d$/);
    expect(await registrations.upsert({ ...phone, registrationId })).toMatchObject({ registrationId, etag: "1" });
    expect(await registrations.upsert({ ...phone, registrationId })).toMatchObject({ registrationId, etag: "2" });
    expect(sent.map(({ headers }) => headers["If-Match"])).toEqual([undefined, undefined, undefined]);
  });

  it("ask for a new id when the service says that the old one is gone", async () => {
    const types: string[] = [];
    const { hub, registrations, sent } = connect({ onEvent: ({ type }) => types.push(type) });
    hub.faults.add({ match: { operation: "putRegistration" }, answer: { status: 410 }, count: 1 });
    const written = await registrations.upsert({ ...phone, registrationId: "1-2-3" });
    expect(written.registrationId).not.toBe("1-2-3");
    expect(sent.map(({ method, target }) => `${method} ${target.split("?")[0]}`)).toEqual([
      "PUT /demo/registrations/1-2-3",
      "POST /demo/registrationIDs/",
      `PUT /demo/registrations/${written.registrationId}`,
    ]);
    expect(types).not.toContain("giveUp");
  });

  it("are not replaced when they changed meanwhile, and not at all when they are not there", async () => {
    const { registrations } = connect();
    const created = await registrations.create(phone);
    await registrations.update(created);
    await expect(registrations.update(created)).rejects.toMatchObject({ code: "NH_PRECONDITION_FAILED", status: 412 });
    const { etag: _etag, ...anyVersion } = created;
    expect(await registrations.update(anyVersion)).toMatchObject({ etag: "3" });
    await expect(registrations.update({ ...phone, registrationId: "9-9-1" })).rejects.toMatchObject({
      code: "NH_NOT_FOUND",
    });
    await expect(registrations.delete("9-9-1")).rejects.toMatchObject({ code: "NH_NOT_FOUND" });
  });

  it("refuse what cannot work before anything is sent", async () => {
    const { registrations, sent } = connect();
    await expect(registrations.create({ ...phone, registrationId: "1-2-3" })).rejects.toThrow(TypeError);
    await expect(registrations.update(phone)).rejects.toThrow(TypeError);
    await expect(registrations.upsert(phone)).rejects.toThrow(TypeError);
    await expect(registrations.delete("1", { etag: 'a"\r\nX: y' })).rejects.toThrow(TypeError);
    await expect(registrations.create({ ...phone, tags: ["a,b"] })).rejects.toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      argument: "registration.tags",
      message: 'registrations.create: A comma separates tags and cannot be part of one. Write ["a","b"]',
    });
    await expect(registrations.create({ ...phone, handle: "" })).rejects.toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      argument: "registration.handle",
      message: "registrations.create: registration.handle must be a non-empty string",
    });
    await expect(registrations.create({ ...phone, tags: ["a b"] })).rejects.toMatchObject({ code: "NH_TAG_SYNTAX" });
    expect(await rejection(collect(registrations.listByTag("a b")))).toMatchObject({ code: "NH_TAG_SYNTAX" });
    for (const call of [
      () => collect(registrations.listByHandle(undefined as never)),
      () => registrations.deleteByHandle(undefined as never),
    ]) {
      expect(await rejection(call())).toMatchObject({ code: "NH_INVALID_ARGUMENT", argument: "target" });
    }
    expect(await rejection(collect(registrations.listByHandle({ platform: "apple", handle: "" })))).toBeInstanceOf(
      TypeError,
    );
    for (const top of [0, 101, 1.5]) await expect(collect(registrations.list({ top }))).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });

  it("leave the caller's object as it was", async () => {
    const { registrations } = connect();
    const frozen = Object.freeze({ ...phone, registrationId: await registrations.createId() });
    await registrations.upsert(frozen);
    await registrations.upsert(frozen);
    expect(frozen).toEqual({ ...phone, registrationId: frozen.registrationId });
  });

  it.each(['W/"1"', '"1"', "1"])("take the etag %s for the same", async (etag) => {
    const { registrations, sent } = connect();
    const created = await registrations.create(phone);
    await registrations.update({ ...created, etag });
    expect(sent.at(-1)?.headers["If-Match"]).toBe('"1"');
  });
});

describe("retrying", () => {
  it("creates once when the response is lost, and says that it may have happened", async () => {
    const { hub, registrations, sent } = connect();
    hub.faults.add({
      match: { operation: "createRegistration" },
      answer: { reset: true, after: "processing" },
      count: 1,
    });
    const error = await rejection(registrations.create(phone));
    expect(error).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: true, attempts: 1 });
    expect(sent).toHaveLength(1);
  });

  it("deletes once more when the response is lost, and takes 404 for done", async () => {
    const { hub, registrations, sent } = connect();
    const { registrationId = "" } = await registrations.create(phone);
    hub.faults.add({
      match: { operation: "deleteRegistration" },
      answer: { reset: true, after: "processing" },
      count: 1,
    });
    await registrations.delete(registrationId);
    expect(sent.map(({ method }) => method)).toEqual(["POST", "DELETE", "DELETE"]);
  });

  it("does not retry what a specific etag guards", async () => {
    const { hub, registrations, sent } = connect();
    const created = await registrations.create(phone);
    hub.faults.add({
      match: { operation: "putRegistration" },
      answer: { status: 500, after: "processing" },
      count: 1,
    });
    await expect(registrations.update(created)).rejects.toMatchObject({
      code: "NH_SERVER_ERROR",
      mayHaveBeenSent: true,
    });
    expect(sent.map(({ method }) => method)).toEqual(["POST", "PUT"]);
  });
});

describe("lists", () => {
  const fill = async (count: number) => {
    const connected = connect();
    for (let index = 0; index < count; index++) {
      await connected.registrations.create({
        platform: "apple",
        handle: token(index),
        tags: [index % 2 === 0 ? "even" : "odd"],
      });
    }
    connected.sent.length = 0;
    return connected;
  };

  it("go through all pages, a request for each", async () => {
    const { registrations, sent } = await fill(5);
    const all = await collect(registrations.list({ top: 2 }));
    expect(new Set(all.map(({ handle }) => handle))).toEqual(new Set([0, 1, 2, 3, 4].map(token)));
    expect(all).toHaveLength(5);
    expect(sent).toHaveLength(3);
    expect(sent[0]?.target).toBe("/demo/registrations?api-version=2020-06&$top=2");
    expect(sent[1]?.target).toMatch(/^\/demo\/registrations\?api-version=2020-06&\$top=2&continuationtoken=[\w-]+$/);
  });

  it("ask for the next page only when it is wanted", async () => {
    const { registrations, sent } = await fill(5);
    for await (const registration of registrations.list({ top: 2 })) {
      expect(registration.platform).toBe("apple");
      break;
    }
    expect(sent).toHaveLength(1);
  });

  it("can be left and resumed by pages", async () => {
    const { registrations } = await fill(5);
    const pages = registrations.list({ top: 2 });
    const [first] = await collect(firstOf(pages.byPage()));
    expect(first?.items).toHaveLength(2);
    const rest = await collect(pages.byPage({ continuationToken: first?.continuationToken }));
    expect(rest.map(({ items }) => items.length)).toEqual([2, 1]);
    expect(rest.at(-1)?.continuationToken).toBeUndefined();
    const handles = [first, ...rest].flatMap((page) => page?.items.map(({ handle }) => handle) ?? []);
    expect(new Set(handles)).toEqual(new Set([0, 1, 2, 3, 4].map(token)));
  });

  it("by tag find those that have it", async () => {
    const { registrations, sent } = await fill(4);
    expect((await collect(registrations.listByTag("even"))).map(({ handle }) => handle).sort()).toEqual(
      [0, 2].map(token),
    );
    expect(sent[0]?.target).toBe("/demo/tags/even/registrations?api-version=2020-06&$top=100");
    expect(await collect(registrations.listByTag("$InstallationId:{none}"))).toEqual([]);
    expect(sent[1]?.target).toMatch(/^\/demo\/tags\/%24InstallationId%3A%7Bnone%7D\/registrations\?/);
  });

  it("by handle quote it", async () => {
    const { registrations, sent } = await fill(2);
    expect(
      await collect(registrations.listByHandle({ platform: "apple", handle: token(1).toLowerCase() })),
    ).toHaveLength(1);
    expect(sent[0]?.target).toBe(
      `/demo/registrations?api-version=2020-06&$top=100&$filter=DeviceToken%20eq%20%27${token(1)}%27`,
    );
    expect(await collect(registrations.listByHandle({ platform: "adm", handle: "o'brien & co" }))).toEqual([]);
    expect(sent[1]?.target).toContain("$filter=AdmRegistrationId%20eq%20%27o%27%27brien%20%26%20co%27");
    const baidu = await registrations.create({ platform: "baidu", handle: { userId: "u'1", channelId: "c" } });
    expect(await collect(registrations.listByHandle(baidu as typeof baidu & { platform: "baidu" }))).toEqual([baidu]);
  });

  it("return the token verbatim, since the service has encoded it already", async () => {
    const empty = '<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Registrations</title></feed>';
    const urls: string[] = [];
    const tokens = ["MzEobik7Mg%3D%3D", "a b&$top=9#x", undefined];
    const context = connectScript(async (url) => {
      urls.push(url);
      const next = tokens[urls.length - 1];
      return respondWith(200, empty, next === undefined ? {} : { "X-MS-ContinuationToken": next });
    });
    expect(await collect(registrationsOf(context).list())).toEqual([]);
    expect(urls.map((url) => url.split("$top=100")[1])).toEqual([
      "",
      "&continuationtoken=MzEobik7Mg%3D%3D",
      "&continuationtoken=a%20b%26%24top%3D9%23x",
    ]);
  });

  it("end instead of turning in circles", async () => {
    const empty = '<feed xmlns="http://www.w3.org/2005/Atom"/>';
    const context = connectScript(async () => respondWith(200, empty, { "X-MS-ContinuationToken": "same" }));
    await expect(collect(registrationsOf(context).list())).rejects.toMatchObject({
      code: "NH_WIRE_UNEXPECTED",
      message: expect.stringContaining("would never end"),
    });
  });
});

describe("deleting by handle", () => {
  it("deletes all registrations of a device, over all pages, and nothing else", async () => {
    const { hub, registrations } = connect();
    for (let index = 0; index < 130; index++) await registrations.create({ ...phone, tags: [`t${index}`] });
    await registrations.create({ ...phone, handle: token(2) });
    expect(await registrations.deleteByHandle(phone)).toEqual({ deleted: 130, complete: true });
    expect(await collect(registrations.list())).toHaveLength(1);
    hub.close();
  });

  it("deletes nothing when there is nothing", async () => {
    const { registrations } = connect();
    expect(await registrations.deleteByHandle(phone)).toEqual({ deleted: 0, complete: true });
  });

  it("ends when the list goes on showing what was deleted", async () => {
    const { hub, registrations } = connect();
    await registrations.create(phone);
    let looks = 0;
    const stale = createContext(hub.connectionString, "demo", {
      random: () => 0,
      fetch(url, init) {
        if (url.includes("$filter")) looks++;
        return init.method === "DELETE" ? Promise.resolve(respondWith(200)) : hub.fetch(new Request(url, init));
      },
    });
    expect(await registrationsOf(stale).deleteByHandle(phone)).toEqual({ deleted: 1, complete: false });
    expect(looks).toBe(6);
  });

  it("looks past an empty page, and passes failures on", async () => {
    const { hub, registrations } = connect();
    await registrations.create(phone);
    hub.faults.add({ match: { operation: "deleteRegistration" }, answer: { status: 403, detail: "" }, count: 1 });
    await expect(registrations.deleteByHandle(phone)).rejects.toMatchObject({ code: "NH_FORBIDDEN" });
    const empty = '<feed xmlns="http://www.w3.org/2005/Atom"/>';
    let requests = 0;
    const context = connectScript(async () =>
      respondWith(200, empty, ++requests < 3 ? { "X-MS-ContinuationToken": `${requests}` } : {}),
    );
    expect(await registrationsOf(context).deleteByHandle(phone)).toEqual({ deleted: 0, complete: true });
    expect(requests).toBe(3);
  });

  it("ends when every page is empty and names another", async () => {
    let requests = 0;
    const context = connectScript(async () =>
      respondWith(200, '<feed xmlns="http://www.w3.org/2005/Atom"/>', { "X-MS-ContinuationToken": `${++requests}` }),
    );
    expect(await registrationsOf(context).deleteByHandle(phone)).toEqual({ deleted: 0, complete: false });
    expect(requests).toBe(1000);
  });
});

async function* firstOf<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  for await (const item of items) {
    yield item;
    return;
  }
}

describe("a value that is not a registration", () => {
  it.each<[unknown, string]>([
    [null, "registrations.create: registration must be an object with a platform and a handle"],
    [
      { platform: "apple", handle: "a", tags: "news" },
      'registrations.create: registration.tags must be a list of strings, such as ["vip"]',
    ],
    [
      { platform: "apple", handle: "a", template: "text" },
      'registrations.create: registration.template must be a template, such as { body: "…" }',
    ],
  ])("is refused by name: %j", async (registration, message) => {
    const { context, sent } = connectHub();
    const error = await rejection(createRegistration(context, registration as Registration));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(message);
    expect(sent).toEqual([]);
  });
});
