import { describe, expect, it } from "vitest";
import { runCli } from "../../test/test-io.js";

describe("nh tags lint", () => {
  it("says ok for a good expression", async () => {
    expect(await runCli(["tags", "lint", "(news || sport) && !muted"])).toMatchObject({
      code: 0,
      out: "ok\n",
      err: "",
    });
  });
  it("answers 6 and the column for a wrong one", async () => {
    const { code, json } = await runCli(["tags", "lint", "news & sport", "--json"]);
    expect(code).toBe(6);
    expect(json()).toEqual({
      ok: false,
      findings: [
        {
          severity: "error",
          rule: "tag-syntax",
          where: "column 6",
          message: expect.stringContaining("Write && instead of &"),
        },
      ],
    });
  });
  it("answers 6 for more tags than the service takes", async () => {
    const { code, json } = await runCli(["tags", "lint", "a && b && c && d && e && f && g", "--json"]);
    expect(code).toBe(6);
    expect(json()).toMatchObject({ findings: [{ rule: "tag-limit" }] });
  });
  it("warns of what the service takes and nobody wants", async () => {
    const rules = async (expression: string) =>
      (await runCli(["tags", "lint", expression, "--json"]))
        .json<{ findings: { rule: string }[] }>()
        .findings.map(({ rule }) => rule);
    expect(await rules("alice@example.com")).toEqual(["tag-looks-like-email"]);
    expect(await rules("a && !A")).toEqual(["tag-repeated", "matches-nobody"]);
    expect(await rules("a || !a")).toEqual(["tag-repeated", "matches-everybody"]);
    expect(await rules("!a")).toEqual(["only-exclusions"]);
  });
});

describe("nh tags explain", () => {
  it("says what each part means", async () => {
    const { out } = await runCli(["tags", "explain", "news && !$UserId:{alice}"]);
    expect(out).toBe(
      [
        "news && !$UserId:{alice}  devices for which all of these hold",
        "  news  devices with the tag news",
        "  !$UserId:{alice}  devices for which this does not hold",
        "    $UserId:{alice}  all devices of user alice",
        "",
      ].join("\n"),
    );
  });
  it("tells which term fails for the tags of a device", async () => {
    const { json } = await runCli(["tags", "explain", "News && !muted", "--tags", "news,muted", "--json"]);
    expect(json()).toEqual({
      expression: "News && !muted",
      tags: ["News", "muted"],
      matches: false,
      terms: [
        { depth: 0, expression: "News && !muted", says: "devices for which all of these hold", matches: false },
        { depth: 1, expression: "News", says: "devices with the tag News", matches: true },
        { depth: 1, expression: "!muted", says: "devices for which this does not hold", matches: false },
        { depth: 2, expression: "muted", says: "devices with the tag muted", matches: true },
      ],
    });
  });
});
