import { describe, expect, it } from "vitest";
import { runCli } from "../../test/test-io.js";

describe("nh tags lint", () => {
  it("prints ok for a valid expression", async () => {
    expect(await runCli(["tags", "lint", "(news || sport) && !muted"])).toMatchObject({
      code: 0,
      out: "ok\n",
      err: "",
    });
  });
  it("exits with 6 and the column for an invalid one", async () => {
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
  it("exits with 6 for more tags than the service accepts", async () => {
    const { code, json } = await runCli(["tags", "lint", "a && b && c && d && e && f && g", "--json"]);
    expect(code).toBe(6);
    expect(json()).toMatchObject({ findings: [{ rule: "tag-limit" }] });
  });
  it("warns about what the service accepts but nobody wants", async () => {
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
  it("explains each part", async () => {
    const { out } = await runCli(["tags", "explain", "news && !$UserId:{alice}"]);
    expect(out).toBe(
      [
        "news && !$UserId:{alice}  devices that match all parts below",
        "  news  devices with the tag news",
        "  !$UserId:{alice}  devices that do not match the part below",
        "    $UserId:{alice}  all devices of the user alice",
        "",
      ].join("\n"),
    );
  });
  it("shows which term fails for the tags of a device", async () => {
    const { json } = await runCli(["tags", "explain", "News && !muted", "--tags", "news,muted", "--json"]);
    expect(json()).toEqual({
      expression: "News && !muted",
      tags: ["News", "muted"],
      matches: false,
      terms: [
        { depth: 0, expression: "News && !muted", says: "devices that match all parts below", matches: false },
        { depth: 1, expression: "News", says: "devices with the tag News", matches: true },
        { depth: 1, expression: "!muted", says: "devices that do not match the part below", matches: false },
        { depth: 2, expression: "muted", says: "devices with the tag muted", matches: true },
      ],
    });
  });
});
