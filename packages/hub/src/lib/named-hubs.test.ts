import { describe, expect, it } from "vitest";
import { ArgumentError } from "./argument-error.js";
import { createHub } from "./create-hub.js";
import { callerFor, NOW, startTestHub } from "./fixtures/call-hub.js";
import { createMemoryStore } from "./fixtures/memory-store.js";
import type { NamedHub } from "./options.js";

const KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const VERSION = "?api-version=2020-06";
const own = { keyName: "Own", primaryKey: KEY };
const shop: NamedHub = {
  name: "shop",
  authorizationRules: [{ name: "Own", rights: ["Listen"], primaryKey: KEY }],
  credentials: { gcm: { apiKey: "secret" } },
};

describe("a hub that the options declare", () => {
  it("exists from the start, with its credentials and policies, and no other hub does", async () => {
    const { hub, call } = startTestHub({ hubs: ["plain", shop] });
    expect(hub.hubs.list().map(({ name }) => name)).toEqual(["plain", "shop"]);
    const read = callerFor(hub, own);
    expect((await read("GET", `/shop/installations/x${VERSION}`)).status).toBe(404);
    expect((await read("GET", `/plain/installations/x${VERSION}`)).status).toBe(401);
    expect((await call("GET", `/shop${VERSION}`)).body).toContain("<Value>secret</Value>");
    expect((await call("GET", `/other/registrations${VERSION}`)).status).toBe(404);
  });

  it("is there again after a reset, and after a snapshot that lacks it", async () => {
    const { hub } = startTestHub({ hubs: [shop] });
    const empty = startTestHub().hub;
    for (const clear of [() => hub.reset(), () => hub.snapshot.import(empty.snapshot.export())]) {
      hub.hubs.delete("shop");
      await clear();
      expect(hub.hubs.list()).toMatchObject([{ name: "shop", credentials: shop.credentials }]);
    }
  });

  it("gives way to a snapshot that describes it", async () => {
    const saved = startTestHub({ hubs: [{ name: "shop", userMetadata: "saved" }] }).hub;
    const { hub } = startTestHub({ hubs: [shop] });
    await hub.snapshot.import(saved.snapshot.export());
    expect(hub.hubs.list()).toMatchObject([{ name: "shop", userMetadata: "saved" }]);
  });

  it("replaces what a store holds, and keeps generated keys", () => {
    const store = createMemoryStore();
    const start = (userMetadata: string) => {
      const hub = createHub({ store, now: () => NOW, hubs: [{ name: "shop", userMetadata }] });
      const [found] = hub.hubs.list();
      hub.close();
      return found;
    };
    const first = start("first");
    const second = start("second");
    expect([first?.userMetadata, second?.userMetadata]).toEqual(["first", "second"]);
    expect(first?.authorizationRules).toHaveLength(2);
    expect(second?.authorizationRules).toEqual(first?.authorizationRules);
  });

  it.each<[unknown, RegExp]>([
    [[], /^hubs must name at least one hub\.$/],
    [["shop", { name: "SHOP" }], /^hubs must name each hub once\. It names "SHOP" twice\.$/],
    [[{ name: "a b" }], /^"a b" is not a valid hub name\./],
    [[{}], /^hubs must be a list of names or of descriptions with a name/],
    [[{ name: "shop", tag: 1 }], /^Unknown member "tag" of the description of a hub\./],
    [[{ name: "shop", registrationTtl: { seconds: 1 } }], /^The hub "shop" is wrong\. The RegistrationTtl must be/],
  ])("is refused when it is wrong: %j", (hubs, message) => {
    expect(() => createHub({ hubs: hubs as NamedHub[] })).toThrow(message);
  });
});

describe("hub.hubs", () => {
  it("puts a hub, which clients then see, and deletes it", async () => {
    const { hub, call } = startTestHub();
    hub.hubs.put(shop);
    expect((await call("GET", `/shop${VERSION}`)).body).toContain("<KeyName>Own</KeyName>");
    hub.hubs.put({ name: "shop", disabled: true });
    expect((await call("GET", `/shop/registrations${VERSION}`)).status).toBe(403);
    expect(hub.hubs.list()).toMatchObject([{ name: "shop", disabled: true, authorizationRules: [{ name: "Own" }] }]);
    expect([hub.hubs.delete("Shop"), hub.hubs.delete("shop")]).toEqual([true, false]);
    expect(hub.hubs.list()).toEqual([]);
  });

  it("keeps no object of the caller", () => {
    const { hub } = startTestHub();
    const given = { name: "shop", userMetadata: "before", credentials: { gcm: { apiKey: "before" } } };
    hub.hubs.put(given);
    given.credentials.gcm.apiKey = "after";
    expect(hub.hubs.list()[0]?.credentials).toEqual({ gcm: { apiKey: "before" } });
  });

  it.each<[unknown, string, string]>([
    [{ name: "_nh" }, "name", '"_nh" is not a valid hub name. Use letters, digits, ".", "-" and "_".'],
    [
      { name: "shop", credentials: { gcm: { apiKey: "" } } },
      "hub",
      'The hub "shop" is wrong. Only GoogleApiKey and GcmEndpoint are required.',
    ],
    [
      { name: "shop", authorizationRules: [{ name: "a", rights: ["Listen"], primaryKey: "hidden key" }] },
      "authorizationRules[0].primaryKey",
      "authorizationRules[0].primaryKey must be a string without spaces and semicolons.",
    ],
  ])("refuses what is wrong, without a key: %j", (hub, argument, message) => {
    expect(() => startTestHub().hub.hubs.put(hub as never)).toThrow(new ArgumentError(argument, message));
  });
});

it("has the two policies of every new hub for its namespace", async () => {
  const { hub } = startTestHub();
  const [full, listen] = hub.policies.list();
  expect([full, listen]).toMatchObject([
    { keyName: "DefaultFullSharedAccessSignature", rights: ["Listen", "Send", "Manage"] },
    { keyName: "DefaultListenSharedAccessSignature", rights: ["Listen"] },
  ]);
  const call = callerFor(hub, listen);
  expect((await call("GET", `/demo/installations/x${VERSION}`)).status).toBe(404);
  expect((await call("POST", `/demo/messages/${VERSION}`)).status).toBe(403);
  expect(hub.connectionStringFor("https://a.servicebus.windows.net/", listen?.keyName)).toContain(listen?.primaryKey);
});
