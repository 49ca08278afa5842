import { describe, expect, it } from "vitest";
import { runCli } from "../../test/test-io.js";

describe("nh template", () => {
  it("renders with values from options and from the device", async () => {
    const { code, out } = await runCli(
      ["template", "render", "-", "--properties", "name=Alice", "--variable", "lang=en"],
      {
        input: '{"aps":{"alert":"{\'Hi \' + $(name) + $(lang)}"}}',
      },
    );
    expect(code).toBe(0);
    expect(out).toBe('{"aps":{"alert":"Hi Aliceen"}}\n');
  });
  it("names the properties that a template uses with --json", async () => {
    const { json } = await runCli(["template", "render", "-", "--properties", '{"a":1}', "--json"], {
      input: '{"x":"$(a)","y":"$(b)"}',
    });
    expect(json()).toEqual({ body: '{"x":"1","y":""}', properties: ["a", "b"] });
  });
  it("warns of each property that has no value, and of the one that was probably meant", async () => {
    const input = '{"aps":{"alert":{"title":"$(greeting)","body":"$(Text)"},"badge":"#(count)","sound":"$(sound)"}}';
    const words = ["template", "render", "-", "--properties", "greting=Hello", "--properties", "text=Hi"];
    const { code, err } = await runCli([...words, "--variable", "SOUND=default"], { input });
    expect(code).toBe(0);
    expect(err).toBe(
      [
        "warning: The property greeting has no value, so it is empty in the payload. Did you mean greeting where you wrote greting?",
        "warning: The property count has no value, so it is empty in the payload.",
        "",
      ].join("\n"),
    );
    const json = await runCli([...words, "--json"], { input: '{"aps":{"alert":"$(greeting)"}}' });
    expect(JSON.parse(json.err)).toEqual({
      warning:
        "The property greeting has no value, so it is empty in the payload. Did you mean greeting where you wrote greting?",
    });
  });
  it("does not warn of a property whose expression has a value for its absence", async () => {
    const { err, out } = await runCli(["template", "render", "-"], { input: '{"x":"$(name:{friend})"}' });
    expect(out).toBe('{"x":"friend"}\n');
    expect(err).toBe("");
  });
  it("exits with 6 for a template that cannot be rendered", async () => {
    const { code, err } = await runCli(["template", "render", "-", "--json"], { input: '{"x":"$(a"}' });
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_TEMPLATE_SYNTAX" });
  });
  it("lints, with an exit code that a script can use", async () => {
    const warned = await runCli(["template", "lint", "-", "--json"], { input: '{"x":"Hi $(a)"}' });
    expect(warned.code).toBe(0);
    expect(warned.json()).toMatchObject({
      ok: true,
      findings: [{ severity: "warning", rule: "text-beside-expression" }],
    });
    const broken = await runCli(["template", "lint", "-", "--json"], { input: '{"x":"$(a"}' });
    expect(broken.code).toBe(6);
    expect(broken.json()).toMatchObject({ ok: false, findings: [{ severity: "error", rule: "syntax" }] });
  });
  it.each(['{"title":"$(t)","body":"$(b)"}', '{"body":"$(b)"}'])(
    "takes %s, which a browser is sent, for a body",
    async (input) => {
      const { out } = await runCli(["template", "render", "-", "--properties", "b=news"], { input });
      expect(JSON.parse(out)).toMatchObject({ body: "news" });
    },
  );
  it("names the missing file", async () => {
    const { code, err } = await runCli(["template", "lint", "nowhere.json", "--json"]);
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_CLI_FILE",
      message: expect.stringMatching(/nowhere\.json does not exist\.$/),
    });
  });
  it("reads a template document with its headers, as installations do", async () => {
    const input = JSON.stringify({
      body: '{"aps":{"alert":{"title":"News","body":"$(a)"}}}',
      headers: { "apns-push-type": "alert" },
    });
    expect((await runCli(["template", "lint", "-", "--platform", "apple", "--json"], { input })).json()).toEqual({
      ok: true,
      findings: [],
    });
    expect((await runCli(["template", "render", "-", "--properties", "a=1"], { input })).out).toBe(
      '{"aps":{"alert":{"title":"News","body":"1"}}}\n',
    );
  });
  it("says line and column of what the platform refuses, and exits with 6", async () => {
    const input = '{"message":{"data":{"a":"$(a)"},\n  "priority":"high"}}';
    const { code, out } = await runCli(["template", "lint", "-", "--platform", "fcmv1"], { input });
    expect(code).toBe(6);
    expect(out).toMatch(/^error: line 2, column 3 of .*message\.priority is not a known key; move it to/);
  });
  it("marks the wrong character below the text", async () => {
    const { err } = await runCli(["template", "render", "-"], { input: '{"x":"$(a"}' });
    expect(err).toMatch(/^error: .*\n {2}\{"x":"\$\(a"\}\n {2} +\^\n {2}hint: /);
  });
  it("refuses a folder as a file", async () => {
    const { code, err } = await runCli(["template", "lint", ".", "--json"]);
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_CLI_FILE", message: expect.stringMatching(/ is a folder\.$/) });
  });
});
