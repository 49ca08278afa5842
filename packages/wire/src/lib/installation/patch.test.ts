import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodePatch,
  encodePatch,
  type Installation,
  isTagExpressionError,
  isWireFormatError,
  type PatchOperation,
  patch,
} from "../../index.js";
import { applyPatch } from "../../server.js";

const fixture = readFileSync(new URL("./fixtures/patch.json", import.meta.url), "utf8");
const news = { body: '{"aps":{"alert":"$(msg)"}}' };
const base: Installation = { installationId: "a", platform: "wns", pushChannel: "old", tags: ["one", "Two"] };
const after = (...operations: PatchOperation[]) => {
  const { installationId: _id, platform: _platform, ...rest } = applyPatch(base, operations);
  return rest;
};
const unexpected = (path: string) =>
  expect.objectContaining({ code: "NH_WIRE_UNEXPECTED", document: "installation patch", path });

describe("a patch", () => {
  it("has the exact bytes of its fixture in both directions", () => {
    const operations = [
      ...patch.addTag("vip"),
      ...patch.removeTag("team_red"),
      ...patch.setPushChannel("CC33"),
      ...patch.setTemplate("news", news),
    ];
    expect(encodePatch(operations)).toBe(fixture);
    expect(decodePatch(fixture)).toStrictEqual(operations);
  });

  it("as the .NET client writes it has a null value beside remove", () => {
    expect(decodePatch('[{"op":"Remove","path":"/userId","value":null}]')).toStrictEqual([
      { op: "remove", path: "/userId" },
    ]);
  });

  it.each([
    ["{}", ""],
    ["[", ""],
    ["[1]", "/0"],
    ['[{"op":"move","path":"/a"}]', "/0/op"],
    ['[{"op":"add","path":"/a"}]', "/0/value"],
    ['[{"op":"add","path":"a","value":1}]', "/0/path"],
    ['[{"op":"add","value":1}]', "/0/path"],
  ])("that is %s is refused at %j", (json, path) => {
    expect(() => decodePatch(json)).toThrow(unexpected(path));
  });
});

describe("the builders", () => {
  it.each<[string, PatchOperation[], string]>([
    [
      "addTags",
      patch.addTags(new Set(["a", "b"])),
      '[{"op":"add","path":"/tags","value":"a"},{"op":"add","path":"/tags","value":"b"}]',
    ],
    ["removeTags", patch.removeTags(["a", "b"]), '[{"op":"remove","path":"/tags/a"},{"op":"remove","path":"/tags/b"}]'],
    ["clearTags", patch.clearTags(), '[{"op":"remove","path":"/tags"}]'],
    ["setUserId", patch.setUserId("u"), '[{"op":"add","path":"/userId","value":"u"}]'],
    ["removeUserId", patch.removeUserId(), '[{"op":"remove","path":"/userId"}]'],
    ["removeTemplate", patch.removeTemplate("a/b~c"), '[{"op":"remove","path":"/templates/a~1b~0c"}]'],
    ["setTemplateBody", patch.setTemplateBody("n", "{}"), '[{"op":"replace","path":"/templates/n/body","value":"{}"}]'],
    [
      "setTemplateHeaders",
      patch.setTemplateHeaders("n", { a: "b" }),
      '[{"op":"replace","path":"/templates/n/headers","value":"{\\"a\\":\\"b\\"}"}]',
    ],
    [
      "setTemplateExpiry",
      patch.setTemplateExpiry("n", "0"),
      '[{"op":"replace","path":"/templates/n/expiry","value":"0"}]',
    ],
    ["addTemplateTag", patch.addTemplateTag("n", "t"), '[{"op":"add","path":"/templates/n/tags","value":"t"}]'],
    ["removeTemplateTag", patch.removeTemplateTag("n", "t"), '[{"op":"remove","path":"/templates/n/tags/t"}]'],
    [
      "setPushVariable",
      patch.setPushVariable("lang", "en"),
      '[{"op":"add","path":"/pushVariables/lang","value":"en"}]',
    ],
    ["removePushVariable", patch.removePushVariable("lang"), '[{"op":"remove","path":"/pushVariables/lang"}]'],
    [
      "setExpirationTime",
      patch.setExpirationTime(new Date("2031-05-06T07:08:09Z")),
      '[{"op":"replace","path":"/expirationTime","value":"2031-05-06T07:08:09.000Z"}]',
    ],
    [
      "setPushChannel of a browser",
      patch.setPushChannel({ endpoint: "e", p256dh: "p", auth: "a" }),
      '[{"op":"replace","path":"/pushChannel","value":"{\\"endpoint\\":\\"e\\",\\"p256dh\\":\\"p\\",\\"auth\\":\\"a\\"}"}]',
    ],
    [
      "setSecondaryTile",
      patch.setSecondaryTile("t", { pushChannel: "c" }),
      '[{"op":"add","path":"/secondaryTiles/t","value":"{\\"pushChannel\\":\\"c\\"}"}]',
    ],
    ["removeSecondaryTile", patch.removeSecondaryTile("t"), '[{"op":"remove","path":"/secondaryTiles/t"}]'],
  ])("%s writes the documented operation", (_name, operations, json) => {
    expect(encodePatch(operations)).toBe(json);
  });

  it("refuse an invalid tag, name, or date", () => {
    expect(() => patch.addTag("a,b")).toThrow(expect.objectContaining({ code: "NH_TAG_SYNTAX" }));
    expect(() => patch.addTemplateTag("n", "é")).toThrow(expect.objectContaining({ code: "NH_TAG_SYNTAX" }));
    expect(() => patch.setTemplateBody("", "{}")).toThrow(TypeError);
    expect(() => patch.setExpirationTime(new Date(Number.NaN))).toThrow(TypeError);
    expect(isTagExpressionError(new Error())).toBe(false);
  });
});

describe("applyPatch", () => {
  it("leaves the installation that it gets unchanged", () => {
    const frozen: Installation = Object.freeze({ ...base, tags: Object.freeze(["one"]) });
    applyPatch(frozen, [...patch.addTag("two"), ...patch.setUserId("u"), ...patch.setTemplate("n", news)]);
    expect(frozen).toEqual({ ...base, tags: ["one"] });
  });

  it.each<[string, PatchOperation[], unknown]>([
    ["a tag is added once, whatever its case", patch.addTags(["three", "ONE"]), ["one", "Two", "three"]],
    ["an array adds all its tags", [{ op: "add", path: "/Tags", value: ["x", "y"] }], ["one", "Two", "x", "y"]],
    [
      "an array as text adds all its tags",
      [{ op: "add", path: "/tags", value: '["x","y"]' }],
      ["one", "Two", "x", "y"],
    ],
    ["a tag may be appended by its position", [{ op: "add", path: "/tags/-", value: "x" }], ["one", "Two", "x"]],
    ["a tag is removed, whatever its case", patch.removeTag("two"), ["one"]],
    ["a tag that is not there is removed without complaint", patch.removeTag("nine"), ["one", "Two"]],
    ["the last tag takes the property with it", patch.removeTags(["one", "two"]), undefined],
    ["all tags are removed", patch.clearTags(), undefined],
    ["tags are replaced", [{ op: "replace", path: "/tags", value: "x" }], ["x"]],
    ["one tag is replaced", [{ op: "replace", path: "/tags/one", value: "x" }], ["Two", "x"]],
  ])("%s", (_title, operations, tags) => {
    const patched = after(...operations);
    expect(patched).toStrictEqual({ pushChannel: "old", ...(tags === undefined ? {} : { tags }) });
  });

  it("sets and removes the user, the expiration and push variables", () => {
    const set = [
      ...patch.setUserId("u"),
      ...patch.setExpirationTime(new Date("2031-05-06T07:08:09Z")),
      ...patch.setPushVariable("lang", "en"),
    ];
    const expected = {
      pushChannel: "old",
      tags: ["one", "Two"],
      userId: "u",
      expirationTime: "2031-05-06T07:08:09.000Z",
      pushVariables: { lang: "en" },
    };
    expect(after(...set)).toStrictEqual(expected);
    expect(
      after(...set, ...patch.removeUserId(), ...patch.removePushVariable("lang"), {
        op: "remove",
        path: "/expirationTime",
      }),
    ).toStrictEqual({ pushChannel: "old", tags: ["one", "Two"] });
    expect(after({ op: "add", path: "/pushVariables", value: '{"a":"1"}' }).pushVariables).toEqual({ a: "1" });
    expect(
      after(...patch.setPushVariable("a", "1"), { op: "replace", path: "/pushVariables", value: { b: "2" } })
        .pushVariables,
    ).toEqual({ b: "2" });
    expect(
      after(...patch.setPushVariable("a", "1"), { op: "remove", path: "/pushVariables" }).pushVariables,
    ).toBeUndefined();
    expect(Object.keys(after(...patch.setPushVariable("__proto__", "1")).pushVariables ?? {})).toEqual(["__proto__"]);
  });

  it("sets the channel and considers it valid", () => {
    expect(after(...patch.setPushChannel("new")).pushChannel).toBe("new");
    expect(applyPatch({ ...base, pushChannelExpired: true }, patch.setPushChannel("new"))).toEqual({
      ...base,
      pushChannel: "new",
      pushChannelExpired: false,
    });
    const handle = { endpoint: "e", p256dh: "p", auth: "a" };
    const web: Installation = {
      installationId: "w",
      platform: "browser",
      pushChannel: { ...handle, endpoint: "old" },
    };
    expect(applyPatch(web, patch.setPushChannel(handle))).toEqual({ ...web, pushChannel: handle });
    expect(applyPatch(web, [{ op: "replace", path: "/pushChannel", value: { ...handle } }])).toEqual({
      ...web,
      pushChannel: handle,
    });
  });

  it("sets templates and their members", () => {
    const { templates } = after(
      ...patch.setTemplate("n", { body: "old", tags: ["t1"] }),
      ...patch.setTemplate("m", { body: "gone" }),
      ...patch.setTemplateBody("n", "new"),
      ...patch.setTemplateHeaders("n", { a: "b" }),
      ...patch.setTemplateExpiry("n", "0"),
      ...patch.addTemplateTag("n", "t2"),
      ...patch.removeTemplateTag("n", "T1"),
      ...patch.removeTemplate("m"),
    );
    expect(templates).toStrictEqual({ n: { body: "new", tags: ["t2"], headers: { a: "b" }, expiry: "0" } });
    expect(
      after(
        ...patch.setTemplate("n", { body: "b", headers: { a: "b" }, expiry: "0" }),
        { op: "remove", path: "/templates/n/headers" },
        { op: "remove", path: "/templates/n/expiry" },
      ).templates,
    ).toStrictEqual({ n: { body: "b" } });
    expect(after({ op: "add", path: "/templates/a~1b", value: { body: "b" } }).templates).toEqual({
      "a/b": { body: "b" },
    });
  });

  it("makes an installation live forever again when it gets a new channel", () => {
    const expires = patch.setExpirationTime(new Date("2031-05-06T07:08:09Z"));
    expect(after(...expires, ...patch.setPushChannel("new"))).not.toHaveProperty("expirationTime");
    expect(after(...patch.setPushChannel("new"), ...expires)).toHaveProperty("expirationTime");
  });

  it("sets secondary tiles and their members", () => {
    const tile = patch.setSecondaryTile("t", { pushChannel: "c", pushChannelExpired: true });
    expect(
      after(
        ...tile,
        { op: "replace", path: "/secondaryTiles/t/pushChannel", value: "d" },
        { op: "add", path: "/secondaryTiles/t/tags", value: "x" },
        { op: "add", path: "/secondaryTiles/t/templates/n", value: '{"body":"b"}' },
      ).secondaryTiles,
    ).toStrictEqual({
      t: { pushChannel: "d", pushChannelExpired: false, tags: ["x"], templates: { n: { body: "b" } } },
    });
    expect(after(...tile, ...patch.removeSecondaryTile("t")).secondaryTiles).toBeUndefined();
  });

  it.each<PatchOperation>([
    { op: "add", path: "/installationId", value: "b" },
    { op: "add", path: "/", value: "b" },
    { op: "remove", path: "/pushChannel" },
    { op: "add", path: "/pushChannel/x", value: "b" },
    { op: "add", path: "/userId", value: 1 },
    { op: "add", path: "/userId/x", value: "b" },
    { op: "add", path: "/tags", value: 1 },
    { op: "add", path: "/tags", value: "[" },
    { op: "add", path: "/tags/x", value: "y" },
    { op: "add", path: "/tags/x/y", value: "y" },
    { op: "add", path: "/pushVariables", value: "x" },
    { op: "add", path: "/pushVariables/a/b", value: "x" },
    { op: "add", path: "/templates/none/body", value: "x" },
    { op: "add", path: "/templates/n", value: "{" },
    { op: "add", path: "/templates", value: { n: { body: "b" } } },
    { op: "replace", path: "/templates", value: '{"m":{"body":"b"}}' },
    { op: "remove", path: "/templates" },
    { op: "add", path: "/secondaryTiles", value: "{}" },
    { op: "remove", path: "/secondaryTiles" },
    { op: "add", path: "/secondaryTiles/none/tags", value: "x" },
  ])("refuses %j", (operation) => {
    expect(() => applyPatch(base, [operation])).toThrow(
      expect.objectContaining({ code: "NH_WIRE_UNEXPECTED", document: "installation patch" }),
    );
  });

  it.each<PatchOperation>([
    { op: "remove", path: "/templates/n/body" },
    { op: "add", path: "/templates/n/body/x", value: "b" },
    { op: "add", path: "/templates/n/headers/x", value: "b" },
    { op: "add", path: "/templates/n/shape", value: "b" },
    { op: "remove", path: "/secondaryTiles/t/pushChannel" },
    { op: "add", path: "/secondaryTiles/t/shape", value: "b" },
  ])("refuses %j", (operation) => {
    const installation = applyPatch(base, [
      ...patch.setTemplate("n", news),
      ...patch.setSecondaryTile("t", { pushChannel: "c" }),
    ]);
    expect(() => applyPatch(installation, [operation])).toThrow(unexpected(operation.path));
  });

  it("applies any patch that can be read, or refuses it with a WireFormatError", () => {
    const word = fc.constantFrom(
      "tags",
      "userId",
      "templates",
      "n",
      "body",
      "t",
      "secondaryTiles",
      "pushVariables",
      "-",
      "",
    );
    const value = fc.oneof(fc.string(), fc.jsonValue(), fc.constant('{"body":"b"}'), fc.constant('["a"]'));
    const operation = fc.record({
      op: fc.constantFrom("add", "replace", "remove"),
      path: fc.array(word, { maxLength: 4 }).map((words) => `/${words.join("/")}`),
      value,
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 6 }), (operations) => {
        try {
          applyPatch(base, decodePatch(JSON.stringify(operations)));
        } catch (error) {
          expect(isWireFormatError(error)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
