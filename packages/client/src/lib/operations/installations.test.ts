import { type Installation, type PatchOperation, patch } from "@nh/wire";
import { describe, expect, it } from "vitest";
import {
  collect,
  connectHub,
  connectScript,
  installationsOf,
  rejection,
  respondWith,
} from "../../../test/connect-hub.js";

const phone: Installation = { installationId: "phone", platform: "apns", pushChannel: "A".repeat(64), tags: ["news"] };
const connect = (...options: Parameters<typeof connectHub>) => {
  const connected = connectHub(...options);
  return { ...connected, installations: installationsOf(connected.context) };
};

describe("installations", () => {
  it("are put, read, found and deleted", async () => {
    const { installations, sent } = connect();
    expect(await installations.exists("phone")).toBe(false);
    await installations.put(phone);
    expect(await installations.exists("phone")).toBe(true);
    expect(await installations.get("phone")).toEqual({
      ...phone,
      pushChannelExpired: false,
      expirationTime: "9999-12-31T23:59:59.9999999Z",
    });
    await installations.delete("phone");
    await expect(installations.get("phone")).rejects.toMatchObject({
      code: "NH_NOT_FOUND",
      detail: "Installation not found",
    });
    expect(sent.map(({ method, target }) => `${method} ${target}`)).toEqual([
      "GET /demo/installations/phone?api-version=2020-06",
      "PUT /demo/installations/phone?api-version=2020-06",
      "GET /demo/installations/phone?api-version=2020-06",
      "GET /demo/installations/phone?api-version=2020-06",
      "DELETE /demo/installations/phone?api-version=2020-06",
      "GET /demo/installations/phone?api-version=2020-06",
    ]);
    expect(sent[1]?.headers["Content-Type"]).toBe("application/json");
    expect(JSON.parse(sent[1]?.body ?? "")).toEqual(phone);
  });

  it.each<Installation>([
    { installationId: "f", platform: "fcmv1", pushChannel: "fcm-1", userId: "u1", pushVariables: { lang: "en" } },
    { installationId: "g", platform: "gcm", pushChannel: "gcm-1" },
    { installationId: "a", platform: "adm", pushChannel: "adm-1" },
    { installationId: "b", platform: "baidu", pushChannel: "user-channel" },
    { installationId: "x", platform: "xiaomi", pushChannel: "mi-1" },
    { installationId: "m", platform: "mpns", pushChannel: "http://db3.notify.live.net/a" },
    {
      installationId: "w",
      platform: "wns",
      pushChannel: "https://db3.notify.windows.com/?token=a",
      templates: { news: { body: "<toast>$(m)</toast>", headers: { "X-WNS-Type": "wns/raw" }, tags: ["n"] } },
      secondaryTiles: { tile: { pushChannel: "https://db3.notify.windows.com/?token=b", tags: ["t"] } },
    },
    {
      installationId: "s",
      platform: "browser",
      pushChannel: { endpoint: "https://push.example/x", p256dh: "BIPUL12D", auth: "k8JV6sjd" },
    },
  ])("of every platform come back as they were put: %j", async (installation) => {
    const { installations } = connect({}, { strict: false });
    await installations.put(installation);
    expect(await installations.get(installation.installationId)).toMatchObject(
      JSON.parse(JSON.stringify({ ...installation, templates: undefined, secondaryTiles: undefined })),
    );
    expect((await installations.get(installation.installationId)).templates?.news?.body).toBe(
      installation.templates?.news?.body,
    );
  });

  it("take any id into the path", async () => {
    const { installations, sent } = connect({}, { strict: false });
    await rejection(installations.get("a/../b?c#d"));
    expect(sent[0]?.target).toBe("/demo/installations/a%2F..%2Fb%3Fc%23d?api-version=2020-06");
    await expect(installations.get("..")).rejects.toThrow(TypeError);
  });

  it("cannot have a tag with a comma, which would become two", async () => {
    const { installations, sent } = connect();
    await expect(installations.put({ ...phone, tags: ["news", "a,b"] })).rejects.toThrow(
      'installations.put: A comma separates tags and cannot be part of one. Write ["a","b"]',
    );
    const template = { body: "{}", tags: ["c,d"] };
    const tile = { pushChannel: "https://db5.notify.windows.com/", tags: ["tile"], templates: { greeting: template } };
    for (const part of [{ templates: { greeting: template } }, { secondaryTiles: { tile } }]) {
      await expect(installations.put({ ...phone, ...part })).rejects.toThrow('Write ["c","d"]');
    }
    await expect(installations.addTags("phone", ["a,b"])).rejects.toMatchObject({ code: "NH_TAG_SYNTAX" });
    expect(sent).toEqual([]);
  });

  it("cannot get a tag with a comma through a patch either", async () => {
    const { installations, sent } = connect();
    const template = { body: "{}", tags: ["a,b"] };
    const tile = { pushChannel: "https://db5.notify.windows.com/", templates: { greeting: template } };
    await expect(installations.setTemplate("phone", "greeting", template)).rejects.toThrow(
      'installations.setTemplate: A comma separates tags and cannot be part of one. Write ["a","b"]',
    );
    await expect(installations.patch("phone", patch.setSecondaryTile("t", tile))).rejects.toThrow('Write ["a","b"]');
    for (const [path, value] of [
      ["/tags", "a,b"],
      ["/Tags", ["c", "a,b"]],
      ["/tags/-", "a,b"],
      ["/templates/greeting", { body: "{}", tags: ["a,b"] }],
      ["/templates/greeting/tags", "a,b"],
      ["/secondaryTiles/t/templates/greeting/tags", "a,b"],
      ["/secondaryTiles/t/tags", '["a,b"]'],
    ] as const) {
      const change = installations.patch("phone", [{ op: "add", path, value }]);
      await expect(change, path).rejects.toThrow(TypeError);
    }
    expect(sent).toEqual([]);
  });

  it("may have commas where no tags are", async () => {
    const { installations } = connect();
    await installations.put({ ...phone, tags: ["news"] });
    await installations.setTemplate("phone", "greeting", { body: '{"aps":{"alert":"a,b","tags":["c,d"]}}' });
    await installations.setPushVariables("phone", { tags: "a,b" });
    await installations.removeTags("phone", ["gone"]);
    expect((await installations.get("phone")).pushVariables).toEqual({ tags: "a,b" });
  });

  it("of a hub that is not there do not count as missing", async () => {
    const { installations, sent } = connect({}, { hubs: ["other"] });
    await expect(installations.exists("phone")).rejects.toMatchObject({
      code: "NH_NOT_FOUND",
      detail: expect.stringContaining("No service is hosted at the specified address"),
    });
    expect(sent).toHaveLength(2);
  });

  it("are refused before anything is sent when they cannot be written", async () => {
    const { installations, sent } = connect();
    await expect(installations.put({ ...phone, pushChannel: "" })).rejects.toThrow(TypeError);
    await expect(installations.patch("phone", [])).rejects.toThrow(TypeError);
    await expect(installations.addTags("phone", ["a,b"])).rejects.toMatchObject({ code: "NH_TAG_SYNTAX" });
    await expect(installations.addTags("phone", "vip" as unknown as string[])).rejects.toThrow(
      'installations.addTags: tags must be a list of strings, such as ["vip"]',
    );
    await expect(installations.setExpirationTime("phone", new Date(Number.NaN))).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });
});

describe("changes to an installation", () => {
  it("are sent as JSON Patch and carried out", async () => {
    const { installations, sent } = connect();
    await installations.put(phone);
    await installations.patch("phone", [...patch.addTag("vip"), ...patch.removeTag("news")]);
    expect(sent[1]).toMatchObject({
      method: "PATCH",
      target: "/demo/installations/phone?api-version=2020-06",
      headers: { "Content-Type": "application/json-patch+json" },
      body: '[{"op":"add","path":"/tags","value":"vip"},{"op":"remove","path":"/tags/news"}]',
    });
    expect((await installations.get("phone")).tags).toEqual(["vip"]);
  });

  it("have a helper each", async () => {
    const { installations } = connect();
    await installations.put(phone);
    await installations.addTags("phone", new Set(["vip", "beta"]));
    await installations.removeTags("phone", ["news"]);
    await installations.setHandle("phone", "B".repeat(64));
    await installations.setUserId("phone", "u1");
    await installations.setTemplate("phone", "greeting", { body: '{"aps":{"alert":"$(m)"}}' });
    await installations.setTemplate("phone", "other", { body: '{"aps":{"alert":"$(m)"}}' });
    await installations.removeTemplate("phone", "other");
    await installations.setPushVariables("phone", { lang: "en", city: "Oslo" });
    await installations.removePushVariable("phone", "city");
    await installations.setExpirationTime("phone", new Date("2031-05-06T07:08:09Z"));
    expect(await installations.get("phone")).toMatchObject({
      tags: ["vip", "beta"],
      pushChannel: "B".repeat(64),
      userId: "u1",
      templates: { greeting: { body: '{"aps":{"alert":"$(m)"}}' } },
      pushVariables: { lang: "en" },
      expirationTime: expect.stringMatching(/^2031-05-06T07:08:09/),
    });
    await installations.removeUserId("phone");
    expect((await installations.get("phone")).userId).toBeUndefined();
  });
});

describe("listing installations", () => {
  it("tells each once, whatever templates it has, and leaves out what no installation made", async () => {
    const { installations, context, sent } = connect();
    await installations.put({
      ...phone,
      userId: "u1",
      pushVariables: { lang: "en" },
      templates: { one: { body: '{"aps":{"alert":"$(m)"}}' }, two: { body: '{"aps":{"alert":"$(m)"}}' } },
    });
    await installations.put({ installationId: "droid", platform: "fcmv1", pushChannel: "fcm-1" });
    const { createRegistration } = await import("./registrations.js");
    await createRegistration(context, { platform: "gcm", handle: "gcm-1" });
    sent.length = 0;
    const listed = await collect(installations.list({ top: 2 }));
    expect(listed.sort((a, b) => a.installationId.localeCompare(b.installationId))).toEqual([
      { installationId: "droid", platform: "fcmv1", pushChannel: "fcm-1", tags: [] },
      {
        installationId: "phone",
        userId: "u1",
        platform: "apns",
        pushChannel: "A".repeat(64),
        tags: ["news"],
        pushVariables: { lang: "en" },
      },
    ]);
    expect(sent).toHaveLength(3);
  });

  it("by tag or user asks the service for these only, and gives pages", async () => {
    const { installations, sent } = connect();
    await installations.put({ ...phone, userId: "u1" });
    const handle = { endpoint: "https://push.example/x", p256dh: "BIPUL12D", auth: "k8JV6sjd" };
    await installations.put({ installationId: "web", platform: "browser", pushChannel: handle, userId: "u1" });
    const pages = await collect(installations.list({ tag: "$UserId:{u1}" }).byPage());
    expect(pages.flatMap(({ items }) => items).map(({ pushChannel }) => pushChannel)).toEqual(
      expect.arrayContaining(["A".repeat(64), handle]),
    );
    expect(sent.at(-1)?.target).toBe("/demo/tags/%24UserId%3A%7Bu1%7D/registrations?api-version=2020-06&$top=100");
    expect(await collect(installations.list({ tag: "nobody" }))).toEqual([]);
    expect(await rejection(collect(installations.list({ tag: "a b" })))).toMatchObject({ code: "NH_TAG_SYNTAX" });
  });
});

describe("retrying", () => {
  it("takes 404 for done when the response to a deletion was lost, and only then", async () => {
    let requests = 0;
    const context = connectScript(async () => respondWith(++requests % 2 === 1 ? 500 : 404));
    await installationsOf(context).delete("phone");
    expect(requests).toBe(2);
    const missing = connectScript(async () => respondWith(404));
    await expect(installationsOf(missing).delete("phone")).rejects.toMatchObject({ code: "NH_NOT_FOUND" });
  });

  it("puts, patches and deletes again when the response is lost", async () => {
    const { hub, installations, sent } = connect();
    for (const operation of ["putInstallation", "patchInstallation", "deleteInstallation"] as const) {
      hub.faults.add({ match: { operation }, answer: { reset: true, after: "processing" }, count: 1 });
    }
    await installations.put(phone);
    await installations.addTags("phone", ["vip"]);
    expect((await installations.get("phone")).tags).toEqual(["news", "vip"]);
    await installations.delete("phone");
    expect(sent.map(({ method }) => method)).toEqual(["PUT", "PUT", "PATCH", "PATCH", "GET", "DELETE", "DELETE"]);
  });
});

describe("a change of an installation", () => {
  it("of nothing is no request", async () => {
    const { context, sent } = connectHub();
    const installations = installationsOf(context);
    await installations.addTags("phone", []);
    await installations.removeTags("phone", new Set());
    await installations.setPushVariables("phone", {});
    await expect(installations.setPushVariables("phone", null as never)).rejects.toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      argument: "variables",
    });
    expect(sent).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["a builder's result that was not spread", [patch.addTag("news")]],
    ["another operation", [{ op: "move", path: "/tags" }]],
    ["no path", [{ op: "remove" }]],
    ["nothing", [null]],
  ])("is refused for %s", async (_title, operations) => {
    const { context, sent } = connectHub();
    const error = await rejection(installationsOf(context).patch("phone", operations as PatchOperation[]));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain("Spread what a builder returns: [...patch.addTag(tag)]");
    expect(sent).toEqual([]);
  });
});
