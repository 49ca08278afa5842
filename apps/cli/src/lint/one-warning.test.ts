import { describe, expect, it } from "vitest";
import { createTestHub, handleOf } from "../../test/test-hub.js";

const document = '{"aps":{"alert":"A","order":7}}';
const template = { body: '{"aps":{"alert":"Hi","order":7}}', headers: { "apns-push-type": "alert" } };
const address = "a@example.com";

const installation = (platform: string, id: string) =>
  JSON.stringify({
    installationId: id,
    platform,
    pushChannel: handleOf(id),
    userId: address,
    templates: { news: { ...template, tags: ["b@example.com"] } },
  });

/** The warnings of a command, on both outputs, each shortened to what it is about. */
async function warningsOf(words: readonly string[], input?: string): Promise<readonly string[]> {
  const test = createTestHub();
  const { out, err } = await test.nh([...words], input === undefined ? {} : { input });
  return `${out}\n${err}`
    .split("\n")
    .filter((line) => line.startsWith("warning: "))
    .map((line) => /aps\.order|\w@example\.com|legacy API|more warnings/.exec(line)?.[0] ?? line);
}

describe("a warning", () => {
  it.each([
    ["a send", ["--tag", address], ["aps.order", address]],
    ["a scheduled send", ["--tag", address, "--at", "+2h"], ["aps.order", address]],
    ["a dry run", ["--tag", address, "--dry-run"], ["aps.order", address]],
    ["a send to one device", ["--device", handleOf("a")], ["aps.order"]],
  ])("of %s is said once", async (_title, words, warnings) => {
    expect(await warningsOf(["send", "apple", "--payload", "-", ...words], document)).toEqual(warnings);
  });

  it("of a platform that was shut down is said once, whatever is sent or stored", async () => {
    const device = ["--platform", "gcm", "--handle", "token-of-a-device"];
    expect(await warningsOf(["send", "gcm", "--title", "T", "--tag", "a"])).toEqual(["legacy API"]);
    expect(await warningsOf(["send", "apple,gcm", "--title", "T", "--tag", "a"])).toEqual(["legacy API"]);
    expect(await warningsOf(["registrations", "create", ...device])).toEqual(["legacy API"]);
    expect(
      await warningsOf(["installations", "put", "a", "--platform", "gcm", "--channel", "token-of-a-device"]),
    ).toEqual(["legacy API"]);
  });

  it("of an installation is said once, about user, tags and templates alike", async () => {
    const found = [address, "b@example.com", "aps.order"];
    expect(await warningsOf(["installations", "put", "--file", "-"], installation("apns", "a"))).toEqual(found);
    const lines = [installation("apns", "a"), installation("apns", "b")].join("\n");
    expect(await warningsOf(["installations", "import", "-"], lines)).toEqual([
      ...found,
      ...found.slice(0, 2),
      "warning: 1 more warning; --dry-run shows all.",
    ]);
  });

  it("of a tag that the client refuses is left to the client", async () => {
    const file = JSON.stringify({ installationId: "a", platform: "apns", pushChannel: handleOf("a"), tags: ["x,y"] });
    const test = createTestHub();
    const { code, err } = await test.nh(["installations", "put", "--file", "-"], { input: file });
    expect([code, err.match(/comma separates tags/gi)]).toEqual([6, ["comma separates tags"]]);
  });

  it("of a patch is said once, whether the option or the file has the value", async () => {
    const operations = [
      { op: "add", path: "/tags", value: address },
      { op: "add", path: "/userId", value: "b@example.com" },
      { op: "add", path: "/templates/news", value: JSON.stringify({ ...template, tags: ["c@example.com"] }) },
    ];
    expect(await warningsOf(["installations", "patch", "a", "--file", "-"], JSON.stringify(operations))).toEqual([
      address,
      "b@example.com",
      "c@example.com",
      "aps.order",
    ]);
    expect(await warningsOf(["installations", "patch", "a", "--user", address, "--add-tag", "b@example.com"])).toEqual([
      address,
      "b@example.com",
    ]);
  });
});
