import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerWith, collect, connectScript } from "../../test/connect-hub.js";
import { readBlobLines } from "./blobs.js";

const containerUrl = "https://account.blob.core.windows.net/container?sig=abc";

/** A storage account with one blob; with `ranges: false` it answers with the whole of it. */
function connectBlob(text: string, ranges = true) {
  const bytes = new TextEncoder().encode(text);
  const asked: string[] = [];
  const context = connectScript(async (_url, init) => {
    const range = init.headers["x-ms-range"] ?? "";
    asked.push(range);
    if (!ranges) return answerWith(200, text);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    if (Number(from) >= bytes.length) return answerWith(416);
    const part = bytes.slice(Number(from), Number(to) + 1);
    const headers = { "Content-Range": `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}` };
    return new Response(part, { status: 206, headers });
  });
  return { context, asked };
}

describe("readBlobLines", () => {
  it("asks for one piece after the other, each beginning at the last line break of the one before", async () => {
    const { context, asked } = connectBlob("aaaa\nbb😀\ncc\n");
    expect(await collect(readBlobLines(context, containerUrl, "b", undefined, 10))).toEqual(["aaaa", "bb😀", "cc"]);
    expect(asked).toEqual(["bytes=0-9", "bytes=4-13", "bytes=11-20"]);
  });

  it("is not put off by a byte order mark", async () => {
    const lines = ["<a/>", "<bb/>", "<ccc/>", "<dddd/>"];
    const { context } = connectBlob(`\ufeff${lines.join("\n")}`);
    expect(await collect(readBlobLines(context, containerUrl, "b", undefined, 14))).toEqual(lines);
  });

  it("takes the whole blob from a server that knows no ranges", async () => {
    const { context, asked } = connectBlob("one\r\n\r\ntwo", false);
    expect(await collect(readBlobLines(context, containerUrl, "b", undefined, 4))).toEqual(["one\r", "two"]);
    expect(asked).toHaveLength(1);
  });

  it("reads nothing from an empty blob", async () => {
    expect(await collect(readBlobLines(connectBlob("").context, containerUrl, "b", undefined))).toEqual([]);
  });

  it("refuses a line that does not fit into a piece", async () => {
    const { context } = connectBlob(`${"x".repeat(50)}\ny`);
    await expect(collect(readBlobLines(context, containerUrl, "b", undefined, 20))).rejects.toMatchObject({
      code: "NH_WIRE_UNEXPECTED",
    });
  });

  it("gives the same lines whatever the size of the pieces", async () => {
    const line = fc
      .array(fc.constantFrom("a", "ü", "€", "😀"), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.integer({ min: 24, max: 80 }),
        async (lines, rangeBytes) => {
          const { context } = connectBlob(lines.join("\n"));
          expect(await collect(readBlobLines(context, containerUrl, "b", undefined, rangeBytes))).toEqual(lines);
        },
      ),
      { numRuns: 50 },
    );
  });
});
