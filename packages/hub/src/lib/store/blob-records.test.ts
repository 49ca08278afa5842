import { expect, it } from "vitest";
import { ArgumentError } from "../argument-error.js";
import { startTestHub } from "../fixtures/call-hub.js";

const blobAt = (path: string) => `http://localhost/_nh/blobs/acc/in/${path}`;

async function hubWithBlobs() {
  const started = startTestHub();
  const write = (path: string, body: string) => started.hub.fetch(new Request(blobAt(path), { method: "PUT", body }));
  const read = async (path: string) => {
    const response = await started.hub.fetch(new Request(blobAt(path)));
    return response.status === 200 ? response.text() : undefined;
  };
  return { ...started, write, read };
}

it("a snapshot holds the blobs, long ones in pieces, and a reset deletes them", async () => {
  const { hub, write, read } = await hubWithBlobs();
  const long = `${"é\u{1f600}\n".repeat(200_000)}end`;
  await write("a/long.txt", long);
  await write("empty", "");
  const snapshot = await new Response(hub.snapshot.export()).text();
  expect(snapshot.match(/"kind":"blob"/g)).toHaveLength(5);
  hub.reset();
  expect([await read("a/long.txt"), await read("empty")]).toEqual([undefined, undefined]);
  await write("later", "x");
  expect(await hub.snapshot.import(snapshot)).toBe(5);
  expect(await read("a/long.txt")).toBe(long);
  expect([await read("empty"), await read("later")]).toEqual(["", undefined]);
});

it("no piece of a blob ends between the halves of a surrogate pair", async () => {
  const { hub, write } = await hubWithBlobs();
  await write("odd", `x${"\u{1f600}".repeat(200_000)}`);
  const snapshot: unknown = JSON.parse(await new Response(hub.snapshot.export()).text());
  const texts = (snapshot as { records: { value: { text: string } }[] }).records.map(({ value }) => value.text);
  expect(texts).toHaveLength(2);
  for (const text of texts) expect(/[\ud800-\udbff]$/.test(text)).toBe(false);
  expect(texts.join("")).toBe(`x${"\u{1f600}".repeat(200_000)}`);
});

it.each([
  { container: "acc/in", name: "../x", text: "" },
  { container: "../in", name: "x", text: "" },
  { container: "acc/in", name: "x" },
])("a snapshot with the blob %j changes nothing", async (value) => {
  const { hub, install, write, read } = await hubWithBlobs();
  await install("phone");
  await write("kept", "x");
  const record = { hub: "", kind: "blob", id: "acc/in/x#0", value };
  const text = JSON.stringify({ format: "nh-hub-snapshot", version: 1, records: [record] });
  await expect(hub.snapshot.import(text)).rejects.toThrow(
    new ArgumentError("snapshot", 'The blob "acc/in/x#0" is damaged.'),
  );
  expect(hub.devices.list()).toHaveLength(1);
  expect(await read("kept")).toBe("x");
});
