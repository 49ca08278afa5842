import { beforeAll, describe, expect, it } from "vitest";
import { createTestHub, handleOf, putPhone, type TestHub } from "../../test/test-hub.js";
import { displayWidth } from "../output/terminal-text.js";

/** A hub in which every list has something long to show. */
async function fullHub(): Promise<TestHub> {
  const test = createTestHub();
  await putPhone(test, "phone-of-somebody-with-a-long-id", "--tags", "news,sport,weather", "--user", "a-long-user-id");
  const registration = ["--platform", "apple", "--handle", handleOf("other"), "--tags", "news,sport,weather"];
  await test.nh(["registrations", "create", ...registration]);
  await test.nh(["hub", "fault", "add", "--platform", "apple", "--tag", "gone", "--reason", "Unregistered"]);
  await test.nh(["send", "apple", "--title", "A title that is rather long", "--tag", "news"]);
  await test.nh(["jobs", "submit", "export", "--output-container", "https://contoso.blob.core.windows.net/out?sig=x"]);
  return test;
}

describe("tables on a terminal of 40 columns", () => {
  let test: TestHub;
  beforeAll(async () => {
    test = await fullHub();
  });

  it.each([
    "installations list",
    "registrations list",
    "deliveries list",
    "requests list",
    "jobs list",
    "profile list",
    "hub fault list",
    "hub fault scenario",
    "hub explain apple --title Hi --tag news",
    "send apple --title Hi --tag news --test",
  ])("fit: nh %s", async (line) => {
    const { code, out } = await test.nh([...line.split(" "), "--no-color"], { tty: true, columns: 40 });
    expect(code).toBe(0);
    const table = out.includes("\n\n") && !line.endsWith("list") ? out.slice(out.indexOf("\n\n")) : out;
    expect(table.trim()).not.toBe("");
    expect(table.split("\n").filter((text) => displayWidth(text) > 40)).toEqual([]);
  });

  it("have findings and explanations of an expression between whole words", async () => {
    const expression = "(news || sport) && !muted && ann@contoso.com";
    for (const line of [
      ["tags", "lint", expression],
      ["tags", "explain", expression, "--tags", "news"],
    ]) {
      const { code, out } = await test.nh([...line, "--no-color"], { tty: true, columns: 40 });
      expect(code).toBe(0);
      expect(out.split("\n").filter((text) => displayWidth(text) > 40)).toEqual([]);
      const whole = await test.nh([...line, "--no-color"], { tty: true, columns: 400 });
      expect(out.split(/\s+/)).toEqual(whole.out.split(/\s+/));
    }
    const { out } = await test.nh(["tags", "explain", "news && !muted", "--no-color"], { tty: true, columns: 40 });
    expect(out).toBe(
      [
        "news && !muted",
        "  devices that match all parts below",
        "  news  devices with the tag news",
        "  !muted",
        "    devices that do not match the part",
        "    below",
        "    muted  devices with the tag muted",
        "",
      ].join("\n"),
    );
  });

  it("show the whole ID of each send to several platforms", async () => {
    const words = ["send", "apple,fcmv1", "--title", "Hi", "--tag", "news", "--no-color"];
    const { out } = await test.nh(words, { tty: true, columns: 40 });
    const id = test.hub.requests.list().at(-1)?.send?.notificationId ?? "";
    expect(id.length).toBeGreaterThan(40);
    expect(out.replace(/\s+/g, "")).toContain(id);
  });

  it("have their words below the name of each check of nh doctor", async () => {
    const { out } = await test.nh(["doctor", "--no-color"], { tty: true, columns: 40 });
    expect(out).toMatch(/^ok {7}name resolution\n {4}localhost is 127\.0\.0\.1$/m);
    expect(out.split("\n").filter((text) => displayWidth(text) > 40)).toEqual([]);
  });

  it("keep every word of what a scenario does", async () => {
    const { out: whole } = await test.nh(["hub", "fault", "scenario", "--json"]);
    const { out } = await test.nh(["hub", "fault", "scenario", "--no-color"], { tty: true, columns: 40 });
    const { scenarios } = JSON.parse(whole) as { scenarios: { description: string }[] };
    const words = out.split(/\s+/);
    for (const { description } of scenarios) {
      for (const word of description.split(/\s+/)) expect(words).toContain(word);
    }
    expect(scenarios.length).toBeGreaterThan(5);
  });
});
