import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { spool } from "./spool.js";

const bytes = (text: string) => new TextEncoder().encode(text);

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += Buffer.from(chunk).toString();
  return text;
}

describe("spool", () => {
  it("gives what can be read once any number of times, also at the same time", async () => {
    let opened = 0;
    const input = await spool(
      (async function* () {
        opened += 1;
        yield bytes("one ");
        yield bytes("two");
      })(),
    );
    expect(await Promise.all([textOf(input.chunks()), textOf(input.chunks())])).toEqual(["one two", "one two"]);
    expect(await textOf(input.chunks())).toBe("one two");
    expect(opened).toBe(1);
    await input.close();
  });

  it.skipIf(process.platform === "win32")("leaves no name that a kill would leave behind", async () => {
    const inputs = await Promise.all([spool((async function* () {})()), spool((async function* () {})())]);
    const left = readdirSync(tmpdir()).filter((name) => /^nh-[A-Za-z0-9]{6}$/.test(name));
    const own = left.filter((name) => readdirSync(`${tmpdir()}/${name}`).includes("input"));
    expect(own).toEqual([]);
    for (const input of inputs) {
      expect(await textOf(input.chunks())).toBe("");
      await input.close();
    }
  });

  it("passes on why its source failed", async () => {
    const failing = (async function* (): AsyncGenerator<Uint8Array> {
      yield bytes("a");
      throw new Error("cut off");
    })();
    await expect(spool(failing)).rejects.toThrow("cut off");
  });
});
