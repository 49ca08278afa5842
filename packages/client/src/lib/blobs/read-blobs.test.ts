import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collect, connectScript, respondWith } from "../../../test/connect-hub.js";
import { connectionOf } from "../context.js";
import { readBlobLines } from "./read-blobs.js";

const containerUrl = "https://account.blob.core.windows.net/container?sig=abc";

/** How a storage account responds to a range. */
interface Manner {
  /** False responds with the whole blob. */
  readonly ranges?: boolean;
  /** Most bytes of a response. */
  readonly atMost?: number;
  /** `Content-Range`: exact by default. */
  readonly told?: "size" | "no size" | "nothing" | "nonsense";
}

/** A storage account with one blob. */
function connectBlob(blob: string | Uint8Array<ArrayBuffer>, { ranges = true, atMost, told = "size" }: Manner = {}) {
  const bytes = typeof blob === "string" ? new TextEncoder().encode(blob) : blob;
  const asked: string[] = [];
  const context = connectScript(async (_url, init) => {
    const range = init.headers["x-ms-range"] ?? "";
    asked.push(range);
    if (!ranges) return new Response(bytes);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const start = Number(from);
    if (start >= bytes.length) return respondWith(416);
    const part = bytes.slice(start, Math.min(Number(to) + 1, start + (atMost ?? bytes.length)));
    const span = `bytes ${start}-${start + part.length - 1}`;
    const headers = { size: `${span}/${bytes.length}`, "no size": `${span}/*`, nonsense: "bytes soon", nothing: "" };
    return new Response(part, { status: 206, headers: told === "nothing" ? {} : { "Content-Range": headers[told] } });
  });
  return { connection: connectionOf(context), asked };
}

const manners: Manner[] = [
  {},
  { told: "no size" },
  { told: "nothing" },
  { told: "nonsense" },
  { atMost: 23 },
  { atMost: 23, told: "no size" },
  { atMost: 23, told: "nothing" },
];

describe("readBlobLines", () => {
  it("asks for one piece after the other, each beginning at the last line break of the one before", async () => {
    const { connection, asked } = connectBlob("aaaa\nbb😀\ncc\n");
    expect(await collect(readBlobLines(connection, containerUrl, "b", undefined, 10))).toEqual(["aaaa", "bb😀", "cc"]);
    expect(asked).toEqual(["bytes=0-9", "bytes=4-13", "bytes=11-20"]);
  });

  it("is not put off by a byte order mark", async () => {
    const lines = ["<a/>", "<bb/>", "<ccc/>", "<dddd/>"];
    const { connection } = connectBlob(`\ufeff${lines.join("\n")}`);
    expect(await collect(readBlobLines(connection, containerUrl, "b", undefined, 14))).toEqual(lines);
  });

  it("takes the whole blob from a server that knows no ranges", async () => {
    const { connection, asked } = connectBlob("one\r\n\r\ntwo", { ranges: false });
    expect(await collect(readBlobLines(connection, containerUrl, "b", undefined, 4))).toEqual(["one\r", "two"]);
    expect(asked).toHaveLength(1);
  });

  it("reads nothing from an empty blob", async () => {
    expect(await collect(readBlobLines(connectBlob("").connection, containerUrl, "b", undefined))).toEqual([]);
  });

  it.each(manners)("refuses a line that does not fit into a response: %j", async (manner) => {
    const { connection, asked } = connectBlob(`first\n${"x".repeat(50)}\ny`, manner);
    await expect(collect(readBlobLines(connection, containerUrl, "b", undefined, 24))).rejects.toMatchObject({
      code: "NH_WIRE_UNEXPECTED",
      document: "PNS feedback",
    });
    expect(asked.length).toBeLessThan(5);
  });

  it("refuses responses that lead no further", async () => {
    const headers = { "Content-Range": "bytes 0-3/100" };
    const connection = connectionOf(connectScript(async () => respondWith(206, "a\nb\n", headers)));
    await expect(collect(readBlobLines(connection, containerUrl, "b", undefined, 10))).rejects.toMatchObject({
      code: "NH_WIRE_UNEXPECTED",
    });
  });

  it.each(manners)("loses nothing to damaged bytes: %j", async (manner) => {
    const bytes = new TextEncoder().encode(
      Array.from({ length: 12 }, (_item, index) => `line-${`${index}`.padStart(2, "0")}\n`).join(""),
    );
    for (const line of [0, 3, 5, 11]) bytes[line * 8] = 0xff;
    const read = await collect(readBlobLines(connectBlob(bytes, manner).connection, containerUrl, "b", undefined, 29));
    expect(read.map((line) => line.slice(-2))).toEqual(
      Array.from({ length: 12 }, (_item, index) => `${index}`.padStart(2, "0")),
    );
  });

  it("leaves the rest of a blob that is deleted meanwhile", async () => {
    let requests = 0;
    const headers = { "Content-Range": "bytes 0-5/100" };
    const connection = connectionOf(
      connectScript(async () => (++requests === 1 ? respondWith(206, "a\nb\nc-", headers) : respondWith(404))),
    );
    expect(await collect(readBlobLines(connection, containerUrl, "b", undefined, 6))).toEqual(["a", "b"]);
  });

  it.each(manners)("gives the same lines whatever the size of the pieces: %j", async (manner) => {
    const line = fc
      .array(fc.constantFrom("a", "ü", "€", "😀"), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom("\n", ""),
        fc.integer({ min: 24, max: 80 }),
        async (lines, ending, rangeBytes) => {
          const { connection } = connectBlob(`${lines.join("\n")}${ending}`, manner);
          expect(await collect(readBlobLines(connection, containerUrl, "b", undefined, rangeBytes))).toEqual(lines);
        },
      ),
      { numRuns: 50 },
    );
  });
});
