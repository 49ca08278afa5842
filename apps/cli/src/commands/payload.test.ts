import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestIo, runCli } from "../../test/test-io.js";

const apple = '{"aps":{"alert":{"title":"Doors","body":"open"}}}';

describe("nh payload", () => {
  it("accepts a valid payload and shows the inferred headers", async () => {
    const { code, json } = await runCli(["payload", "lint", "-", "--platform", "apple", "--json"], { input: apple });
    expect(code).toBe(0);
    expect(json()).toEqual({ ok: true, findings: [], headers: { "apns-push-type": "alert" } });
  });
  it("exits with 6 and the field for an invalid payload", async () => {
    const { code, json } = await runCli(["payload", "lint", "-", "--platform", "apple", "--json"], {
      input: '{"aps":{"badge":"3"}}',
    });
    expect(code).toBe(6);
    expect(json()).toMatchObject({ ok: false, findings: [{ severity: "error", rule: "invalid", where: "aps.badge" }] });
  });
  it("takes a payload inline", async () => {
    expect(
      (await runCli(["payload", "lint", '{"aps":{"alert":"Hi"}}', "--platform", "apple", "--json"])).json(),
    ).toMatchObject({ ok: true, findings: [] });
  });

  it("says where the JSON is wrong", async () => {
    const io = createTestIo();
    await io.files.writeText(join(io.cwd, "offer.json"), '{\n  "aps": {\n    "alert": "Hi",\n  }\n}\n');
    const { code, json } = await runCli(["payload", "lint", "offer.json", "--platform", "apple", "--json"], io);
    expect(code).toBe(6);
    expect(json<{ findings: { message: string }[] }>().findings.map(({ message }) => message)).toEqual([
      "offer.json is not valid JSON: expected a name in double quotes at line 4, column 3.",
    ]);
  });

  it("says where the parts of aps belong", async () => {
    const lint = async (payload: string) =>
      (await runCli(["payload", "lint", payload, "--platform", "apple", "--json"])).json<{
        ok: boolean;
        findings: { message: string }[];
      }>();
    expect(await lint('{"alert":"x","badge":1}')).toEqual({
      ok: false,
      findings: [
        {
          severity: "error",
          rule: "invalid",
          message:
            'The payload has alert, badge at the top level, where only the app itself would see it. Put it under aps: {"aps":{"alert":…,"badge":…}}',
        },
      ],
    });
    expect(await lint('{"aps":{"alert":"x"},"sound":"default","order":7}')).toMatchObject({
      ok: true,
      findings: [{ severity: "warning", rule: "beside-aps", where: "sound" }],
    });
    // What VoIP and device management send has no aps at all.
    expect(await lint('{"mdm":"token"}')).toMatchObject({ ok: true });
  });

  it("passes on what the builder warns of", async () => {
    const { code, out } = await runCli(["payload", "lint", "-", "--platform", "apple"], {
      input: '{"aps":{"alert":{"titel":"x","body":"y"}}}',
    });
    expect(code).toBe(0);
    expect(out).toBe("warning: aps.alert.titel is not a known key; did you mean title?\n");
  });

  it.each([
    ['{"aps":{"alert":{"titel":"x"}}}', [], "aps.alert.titel is not a known key; did you mean title?"],
    ['{"aps":{"alrt":"x"}}', [], "aps.alrt is not a known key; did you mean alert?"],
    ['{"aps":{},"alert":"x"}', [], "alert is beside aps, where only the app itself sees it; put it under aps"],
    ['{"asp":{"alert":"x"}}', [], "asp is a key of the app; did you mean aps?"],
    [
      '{"aps":{"content-avalable":1}}',
      ["--header", "apns-push-type=background"],
      "aps.content-avalable is not a known key; did you mean content-available?",
    ],
  ])("names what is misspelled in %s, which shows nothing", async (input, words, warning) => {
    const { code, out } = await runCli(["payload", "lint", "-", "--platform", "apple", ...words], { input });
    expect(code).toBe(6);
    const [error, ...warnings] = out.trimEnd().split("\n");
    expect(error).toMatch(/^error: aps must have /);
    expect(warnings).toEqual([`warning: ${warning}`]);
  });
  it.each(['{"aps":{}}', '{"order":{"id":7}}', '{"aps":{"alrt":"x","category":7}}', '{"aps":7}'])(
    "only refuses %s, in which no name is known to be misspelled",
    async (input) => {
      const { code, json } = await runCli(["payload", "lint", "-", "--platform", "apple", "--json"], { input });
      expect(code).toBe(6);
      expect(json()).toMatchObject({ ok: false, findings: [{ severity: "error" }] });
    },
  );

  it("warns about a retired platform", async () => {
    const { code, out } = await runCli(["payload", "lint", "-", "--platform", "gcm"], {
      input: '{"notification":{"title":"x"}}',
    });
    expect(code).toBe(0);
    expect(out).toBe(
      "warning: the body is for Google's legacy API, which was shut down in 2024; use fcmv1, to which nh migrate fcm-v1 moves the devices\n",
    );
  });
  it("shows the size and the largest fields", async () => {
    const { code, json } = await runCli(["payload", "size", "-", "--platform", "apple", "--json"], { input: apple });
    expect(code).toBe(0);
    expect(json()).toEqual({
      bytes: 49,
      limit: 4096,
      fields: [
        { field: "aps.alert.title", bytes: 7 },
        { field: "aps.alert.body", bytes: 6 },
      ],
    });
    const large = await runCli(["payload", "size", "-", "--platform", "apple"], {
      input: JSON.stringify({ aps: { alert: "x".repeat(5000) } }),
    });
    expect(large.code).toBe(6);
    expect(large.out).toContain("aps.alert");
  });
  it("previews what a person would see", async () => {
    const { json } = await runCli(["payload", "preview", "-", "--platform", "apple", "--json"], { input: apple });
    expect(json()).toEqual({
      kind: "alert",
      summary: "Doors · open",
      title: "Doors",
      body: "open",
      actions: [],
      inputs: [],
      timeSensitive: false,
      dataKeys: [],
      notes: [],
      headers: { "apns-push-type": "alert" },
      contentType: "application/json;charset=utf-8",
      warnings: [],
    });
  });

  it("previews a payload with a misspelled key, and warns of it", async () => {
    const words = ["payload", "preview", '{"aps":{"alert":"Hi","bagde":1}}', "--platform", "apple"];
    const { out, err } = await runCli(words);
    expect(out).toMatch(/^Hi\n/);
    expect(err).toBe("warning: aps.bagde is not a known key; did you mean badge?\n");
    const { json } = await runCli([...words, "--json"]);
    expect(json()).toMatchObject({ warnings: [{ rule: "unknown-key", where: "aps.bagde" }] });
    const refused = await runCli(["payload", "preview", '{"aps":{"alrt":"x"}}', "--platform", "apple"]);
    expect(refused.err).toContain("; aps.alrt is not a known key; did you mean alert?");
  });

  it("previews in the words of the page what nobody sees", async () => {
    const preview = async (platform: string, input: string, ...more: string[]) =>
      (await runCli(["payload", "preview", "-", "--platform", platform, ...more], { input })).out.split("\n");
    expect(await preview("apple", '{"aps":{"content-available":1},"order":7}')).toEqual([
      "Wakes the app, no banner",
      "Wakes the app, which shows nothing by itself.",
      "",
      "data            order",
      "content type    application/json;charset=utf-8",
      "apns-push-type  background",
      "apns-priority   5",
      "",
    ]);
    expect((await preview("apple", '{"aps":{"badge":7}}'))[0]).toBe("Sets the badge to 7");
    expect((await preview("windows", "bytes", "--raw"))[0]).toBe("Raw: the app decides");
    expect((await preview("fcmv1", '{"message":{"data":{"order":"7"}}}'))[0]).toBe("Data: the app decides");
  });
  it("previews buttons, progress and the rest of a toast", async () => {
    const input = `<toast launch="order/7"><visual><binding template="ToastGeneric"><text>Ready</text>
      <progress value="0.6" status="Cooking"/></binding></visual><actions>
      <action content="Keep it" arguments="keep"/><action content="Cancel" arguments="cancel"/></actions></toast>`;
    const { out } = await runCli(["payload", "preview", "-", "--platform", "windows"], { input });
    expect(out).toMatch(/^Ready\n/);
    expect(out).toMatch(/^buttons +Keep it, Cancel$/m);
    expect(out).toMatch(/^progress +Cooking, 60 %$/m);
    expect(out).toMatch(/^link +order\/7$/m);
  });
  it("requires the platform", async () => {
    const { code, err } = await runCli(["payload", "lint", "-"], { input: apple });
    expect(code).toBe(2);
    expect(err).toContain("Pass --platform");
  });
  it("previews a hostile payload without letting it reach the terminal", async () => {
    const input = JSON.stringify({ aps: { alert: { title: "\u001b[2Jgone\u202e" } } });
    const { out } = await runCli(["payload", "preview", "-", "--platform", "apple"], {
      input,
      tty: true,
      env: { NO_COLOR: "1" },
    });
    expect(out).toContain("\\u001b[2Jgone\\u202e");
    expect(out).not.toContain("\u001b");
    const json = await runCli(["payload", "preview", "-", "--platform", "apple", "--json"], { input });
    expect(json.out).not.toContain("\u001b");
    expect(json.out).not.toContain("\u202e");
    expect(json.json()).toMatchObject({ title: "\u001b[2Jgone\u202e" });
  });
});
