import { describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { State } from "../state/state.js";
import { type Device, type ListDevicesOptions, scanDevices } from "./devices.js";

const NS = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";

async function register(started: TestHub, handle: string, tags: string, template?: string) {
  const kind = template === undefined ? "Gcm" : "GcmTemplate";
  const body =
    `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><${kind}RegistrationDescription xmlns="${NS}">` +
    `<Tags>${tags}</Tags><GcmRegistrationId>${handle}</GcmRegistrationId>` +
    `${template === undefined ? "" : `<BodyTemplate><![CDATA[{"data":{"m":"$(m)"}}]]></BodyTemplate><TemplateName>${template}</TemplateName>`}` +
    `</${kind}RegistrationDescription></content></entry>`;
  const reply = await started.call("POST", "/demo/registrations?api-version=2020-06", {
    headers: { "content-type": "application/atom+xml;type=entry;charset=utf-8" },
    body,
  });
  expect(reply.status).toBe(200);
}

describe("the list of devices", () => {
  it("shows registrations that share a handle as one device, whichever of them was searched for", async () => {
    const started = startTestHub();
    await register(started, "token-1", "a");
    await register(started, "token-2", "c");
    await register(started, "token-1", "b", "hello");
    const { devices } = started.hub;
    expect(devices.list().map(({ handle, tags, templates }) => [handle, tags, templates])).toEqual([
      ["token-1", ["a", "b"], ["hello"]],
      ["token-2", ["c"], []],
    ]);
    expect(devices.list({ tag: "B" })).toEqual(devices.list({ handle: "token-1" }));
    expect(devices.list({ tag: "B" })[0]?.registrationIds).toHaveLength(2);
    expect(devices.list({ platform: "apple" })).toEqual([]);
    expect(devices.list({ handle: "TOKEN-1" })).toEqual([]);
  });

  it("finds an installation by its automatic tags, and only by its own once its channel has expired", async () => {
    const started = startTestHub();
    await started.install("phone", { userId: "ann", tags: ["a"] });
    const { devices } = started.hub;
    expect(devices.list({ tag: "$UserId:{ann}" })).toHaveLength(1);
    started.hub.faults.add({ answer: { reason: "Unregistered" }, count: 1 });
    await started.send("apple", "{}");
    expect(devices.list({ handle: "aa11bb22" })).toMatchObject([
      { installationId: "phone", expired: true, tags: ["a"], registrationIds: [] },
    ]);
    expect(devices.list({ tag: "$UserId:{ann}" })).toEqual([]);
    expect(devices.list({ tag: "a" })).toHaveLength(1);
  });
});

describe("a search for devices that pauses", () => {
  it("finds what the list shows, with undefined for each device that does not match", async () => {
    const started = startTestHub();
    await started.install("phone", { tags: ["a"] });
    await started.install("tablet", { tags: ["b"] });
    await register(started, "token-1", "a");
    const scan = async (query: string) =>
      (await (await started.hub.fetch(`http://localhost/_nh/devices${query}`)).json()) as { devices: Device[] };
    const filters: ListDevicesOptions[] = [
      {},
      { tag: "a" },
      { platform: "gcm" },
      { limit: 2 },
      { limit: 0 },
      { tag: "none" },
    ];
    for (const options of filters) {
      const query = new URLSearchParams(
        Object.entries(options).map(([name, value]): [string, string] => [name, `${value}`]),
      );
      expect((await scan(`?${query}`)).devices).toEqual(started.hub.devices.list(options));
    }
  });

  it("shows the installations of one moment", () => {
    const state = new State(1);
    const put = (id: string) =>
      state.open("demo").putInstallation({
        document: { installationId: id, platform: "apns", pushChannel: id },
        etag: 1,
        expiresAtMs: undefined,
      });
    for (const id of ["a", "b", "c"]) put(id);
    const shown: (string | null)[] = [];
    for (const device of scanDevices(state)) {
      if (shown.length === 0) {
        state.open("demo").removeInstallation("b");
        put("d");
      }
      shown.push(device?.installationId ?? null);
    }
    expect(shown).toEqual(["a", "b", "c"]);
  });
});
