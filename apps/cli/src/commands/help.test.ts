import { describe, expect, it } from "vitest";
import { runCli } from "../../test/test-io.js";

describe("nh help", () => {
  it("lists the topics", async () => {
    const { code, out } = await runCli(["help"]);
    expect(code).toBe(0);
    expect(out).toContain("connection  which hub a command talks to");
    expect((await runCli(["help", "--json"])).json()).toMatchObject({
      topics: expect.arrayContaining([{ name: "exit-codes", summary: expect.any(String) }]),
    });
  });
  it.each([40, 80])("ends the list of commands within %i columns", async (columns) => {
    const { out } = await runCli(["--help"], { columns });
    const lines = out.slice(out.indexOf("Every command has")).trimEnd().split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines.join(" ")).toContain("one of connection, secrets, audiences, output, exit-codes, dry-run.");
  });
  it("puts the meaning below an option on a narrow terminal, and cuts no word", async () => {
    const { out } = await runCli(["send", "--help"], { columns: 40 });
    const options = out.slice(out.indexOf("Content:"), out.indexOf("Examples:"));
    expect(options).toContain("  --image <url>\n      image\n");
    expect(Math.max(...options.split("\n").map((line) => line.length))).toBeLessThanOrEqual(40);
    expect((await runCli(["send", "--help"], { columns: 80 })).out).toMatch(/ {2}--image <url> {2,}image\n/);
  });
  it("explains a topic", async () => {
    const { out } = await runCli(["help", "exit-codes"]);
    expect(out).toContain("  130  interrupted");
    expect((await runCli(["help", "secrets", "--json"])).json()).toMatchObject({ topic: "secrets" });
  });
  it("prints the whole reference", async () => {
    const { out } = await runCli(["help", "reference"]);
    expect(out).toContain("### nh installations tag add");
    expect((await runCli(["help", "reference", "--json"])).json()).toEqual({ topic: "reference", text: out });
  });
  it("exits with 2 for an unknown topic and lists the known ones", async () => {
    const { code, err } = await runCli(["help", "weather"]);
    expect(code).toBe(2);
    expect(err).toContain("Known topics: connection, secrets");
  });
});
