import { createHub } from "@nh/hub";
import { browser } from "@nh/payloads";
import { type PatchOperation, patch, type Registration } from "@nh/wire";
import { describe, expect, it } from "vitest";
import { device, NotificationHubClient } from "../src/index.js";
import { collect } from "./connect-hub.js";

const bytes = (count: number) => Buffer.alloc(count, 0xfb);
const endpoint = "https://push.example.com/1";
/** As some libraries write the keys: with `+`, `/` and `=`. */
const standard = { endpoint, p256dh: bytes(65).toString("base64"), auth: bytes(16).toString("base64") };
/** As the Push API writes them. */
const urlSafe = { endpoint, p256dh: bytes(65).toString("base64url"), auth: bytes(16).toString("base64url") };

function connect() {
  const hub = createHub();
  const requests: Request[] = [];
  const client = new NotificationHubClient(hub.connectionString, "demo", {
    fetch: (url, init) => {
      requests.push(new Request(url, init));
      return hub.fetch(new Request(url, init));
    },
  });
  return { hub, client, requests };
}

const installation = { installationId: "w", platform: "browser", pushChannel: standard } as const;
const registration: Registration = { platform: "browser", handle: standard };

describe("keys of a browser in standard base64", () => {
  it("differ from those that the Push API writes", () => {
    expect(standard.p256dh).toMatch(/[+/].*=$/);
    expect(urlSafe.p256dh).not.toMatch(/[+/=]/);
  });

  it("are stored in base64url by an installation, and its caller's object stays as it is", async () => {
    const { client } = connect();
    const given = structuredClone(installation);
    await client.installations.put(given);
    expect(given).toEqual(installation);
    expect((await client.installations.get("w")).pushChannel).toEqual(urlSafe);
  });

  it.each<[string, readonly PatchOperation[]]>([
    ["the builder of patches", patch.setPushChannel(standard)],
    ["an object", [{ op: "replace", path: "/pushChannel", value: standard }]],
    ["JSON in a string", [{ op: "replace", path: "/pushchannel", value: JSON.stringify(standard) }]],
  ])("are stored in base64url by a patch from %s", async (_title, operations) => {
    const { client } = connect();
    const before = { endpoint: "https://push.example.com/0", p256dh: "BA", auth: "AA" };
    await client.installations.put({ ...installation, pushChannel: before });
    await client.installations.patch("w", operations);
    expect((await client.installations.get("w")).pushChannel).toEqual(urlSafe);
  });

  it("are stored in base64url by registrations, which both spellings find", async () => {
    const { client } = connect();
    const created = await client.registrations.create(registration);
    expect(created.handle).toEqual(urlSafe);
    const replaced = await client.registrations.update({ ...registration, registrationId: created.registrationId });
    expect(replaced.handle).toEqual(urlSafe);
    for (const handle of [standard, urlSafe]) {
      const found = await collect(client.registrations.listByHandle({ platform: "browser", handle }));
      expect(found.map(({ registrationId }) => registrationId)).toEqual([created.registrationId]);
    }
  });

  it("leave in base64url with a direct send", async () => {
    const { client, requests } = connect();
    await client.send(browser({ title: "T" }), device(standard));
    const { headers } = requests[0] as Request;
    expect([headers.get("P256DH"), headers.get("Auth")]).toEqual([urlSafe.p256dh, urlSafe.auth]);
  });
});
