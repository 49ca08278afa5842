import { encodeHubEntry } from "@nh/wire/server";
import { expect, it } from "vitest";
import { detailOf, startTestHub } from "../fixtures/call-hub.js";
import { createMemoryStore } from "../fixtures/memory-store.js";
import type { HubOptions } from "../options.js";
import { createMemoryBlobStore } from "./blob-store.js";
import { isDiskFull } from "./store-health.js";

const alert = '{"aps":{"alert":"Hello"}}';

/** A hub whose store throws an error while it is set. */
function withStore(options: Pick<HubOptions, "blobs"> = {}) {
  const store = createMemoryStore();
  const disk: { error: Error | undefined } = { error: undefined };
  const commit: typeof store.commit = (changes) => {
    if (disk.error !== undefined) throw disk.error;
    store.commit(changes);
  };
  const started = startTestHub({ ...options, store: { ...store, commit } });
  const health = async () => {
    const response = await started.hub.fetch("http://localhost/_nh/health");
    return [response.status, await response.json()];
  };
  return { ...started, store, disk, health };
}

it("refuses writes with the reason while the disk is full, and acknowledges none", async () => {
  const { hub, call, install, store, disk, health } = withStore();
  await install("phone");
  const records = new Map(store.records);
  disk.error = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const headers = { "content-type": "application/json", "ServiceBusNotification-Format": "apple" };
  const send = await call("POST", "/demo/messages/?api-version=2020-06", { headers, body: alert });
  const put = await call("PUT", "/demo/installations/phone?api-version=2020-06", {
    headers,
    body: JSON.stringify({ installationId: "phone", platform: "apns", pushChannel: "BB22" }),
  });
  for (const reply of [send, put])
    expect([reply.status, detailOf(reply.body)]).toEqual([503, "The disk of the hub is full. Nothing was changed"]);
  expect(hub.requests.list().at(-1)?.notes).toEqual(["The hub failed: no space left on device"]);
  expect(await health()).toEqual([200, { status: "read-only", reason: "no space left on device" }]);
  expect([hub.deliveries.list(), hub.devices.list().map(({ handle }) => handle)]).toEqual([[], ["AA11BB22"]]);
  expect(store.records).toEqual(records);
});

it("says that it is read-only until a write works, and writes nothing to find that out", async () => {
  const { hub, install, send, store, disk, health } = withStore();
  disk.error = Object.assign(new Error("full"), { code: "SQLITE_FULL" });
  await expect(install("phone")).rejects.toThrow("503");
  disk.error = undefined;
  const { length } = store.commits;
  for (let turn = 0; turn < 2; turn++) expect(await health()).toEqual([200, { status: "read-only", reason: "full" }]);
  expect(store.commits).toHaveLength(length);
  await install("phone");
  expect(await health()).toEqual([200, { status: "ok" }]);
  await send("apple", alert);
  expect(hub.deliveries.list()).toHaveLength(1);
});

it("returns 503 for any other failure of the store, with the reason in the log and in its health", async () => {
  const { hub, call, disk, health } = withStore();
  disk.error = new Error("The cable is out.");
  const reply = await call("POST", "/demo/registrationids/?api-version=2020-06");
  expect(reply.status).toBe(201);
  const refused = await call("PUT", "/demo?api-version=2020-06", {
    body: '<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><NotificationHubDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"/></content></entry>',
  });
  expect([refused.status, detailOf(refused.body)]).toEqual([
    503,
    "The hub cannot write to its store. Nothing was changed",
  ]);
  expect(await health()).toEqual([200, { status: "read-only", reason: "The cable is out." }]);
  const snapshot = await new Response(hub.snapshot.export()).text();
  const imported = await hub.fetch("http://localhost/_nh/snapshot", { method: "PUT", body: snapshot });
  expect([imported.status, await imported.json()]).toEqual([503, { error: "The hub failed: The cable is out." }]);
});

it("keeps the feedback of a hub that it cannot delete, and removes it with the hub", async () => {
  const blobs = createMemoryBlobStore(() => 0);
  const { hub, call, install, send, disk } = withStore({ blobs });
  await call("PUT", "/demo?api-version=2020-06", { body: encodeHubEntry({}) });
  await install("phone");
  hub.faults.add({ match: { platform: "apple" }, answer: { reason: "Unregistered" } });
  await send("apple", alert);
  expect([...blobs.containers()]).toHaveLength(2);
  disk.error = Object.assign(new Error("full"), { code: "SQLITE_FULL" });
  expect((await call("DELETE", "/demo?api-version=2020-06")).status).toBe(503);
  expect([...blobs.containers()]).toHaveLength(2);
  disk.error = undefined;
  expect((await call("DELETE", "/demo?api-version=2020-06")).status).toBe(200);
  expect([...blobs.containers()]).toEqual([]);
});

it.each([
  [{ code: "ENOSPC" }, true],
  [{ code: "EDQUOT" }, true],
  [{ code: "NH_STORE_UNAVAILABLE", cause: { code: "ENOSPC" } }, true],
  [{ code: "SQLITE_BUSY" }, false],
  ["full", false],
])("knows whether %j means a full disk", (error, isFull) => {
  expect(isDiskFull(error)).toBe(isFull);
});
