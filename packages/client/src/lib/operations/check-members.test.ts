import { lintTemplate } from "@nh/payloads/template";
import { patch, TagExpressionError } from "@nh/wire";
import { describe, expect, it } from "vitest";
import { connectHub, installationsOf, registrationsOf } from "../../../test/connect-hub.js";
import type { ClientEvent } from "../events.js";

const phone = { installationId: "phone", platform: "apns", pushChannel: "A".repeat(64) } as const;
const registration = { platform: "apple", handle: "A".repeat(64) } as const;

function connect() {
  const events: ClientEvent[] = [];
  const { context, sent } = connectHub({ onEvent: (event) => events.push(event) });
  return { installations: installationsOf(context), registrations: registrationsOf(context), events, sent };
}

describe("a member that is not known", () => {
  it.each<[string, object, string, string]>([
    ["tag", { ...phone, tag: ["news"] }, "installation.tag", "tags"],
    ["Tags", { ...phone, Tags: ["news"] }, "installation.Tags", "tags"],
    ["bodyTemplate", { ...phone, bodyTemplate: "{}" }, "installation.bodyTemplate", "templates: { name: { body } }"],
    ["handle", { ...phone, handle: "x" }, "installation.handle", "pushChannel"],
    [
      "one of a template",
      { ...phone, templates: { a: { bodyTemplate: "{}" } } },
      "installation.templates.a.bodyTemplate",
      "body",
    ],
    [
      "one of a tile",
      { ...phone, secondaryTiles: { t: { handle: "x" } } },
      "installation.secondaryTiles.t.handle",
      "pushChannel",
    ],
  ])("of an installation is refused: %s", async (_title, installation, argument, meant) => {
    const { installations, sent } = connect();
    await expect(installations.put(installation as never)).rejects.toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      argument,
      message: expect.stringContaining(`installations.put: Unknown member "${argument}". Did you mean ${meant}?`),
    });
    expect(sent).toHaveLength(0);
  });

  it.each<[string, object, string, string]>([
    ["tag", { ...registration, tag: "news" }, "registration.tag", "tags"],
    ["pushChannel", { ...registration, pushChannel: "x" }, "registration.pushChannel", "handle"],
    ["bodyTemplate", { ...registration, bodyTemplate: "{}" }, "registration.bodyTemplate", "template: { body }"],
    [
      "one of a template",
      { ...registration, template: { templateName: "a" } },
      "registration.template.templateName",
      "name",
    ],
  ])("of a registration is refused: %s", async (_title, given, argument, meant) => {
    const { registrations, sent } = connect();
    await expect(registrations.create(given as never)).rejects.toMatchObject({
      argument,
      message: expect.stringContaining(`registrations.create: Unknown member "${argument}". Did you mean ${meant}?`),
    });
    expect(sent).toHaveLength(0);
  });

  it("of an operation of a patch is refused, and so is a path to one", async () => {
    const { installations, sent } = connect();
    const operation = { op: "add", path: "/tags", values: "news" };
    await expect(installations.patch("phone", [operation as never])).rejects.toThrow(
      'installations.patch: Unknown member "operations[0].values". Did you mean value? Known members: op, path, value',
    );
    await expect(installations.patch("phone", [{ op: "add", path: "/tag", value: "news" }])).rejects.toThrow(
      'installations.patch: Unknown member "operations[0].path.tag". Did you mean tags?',
    );
    await expect(installations.setTemplate("phone", "a", { bodyTemplate: "{}" } as never)).rejects.toThrow(
      'installations.setTemplate: Unknown member "template.bodyTemplate". Did you mean body?',
    );
    expect(sent).toHaveLength(0);
  });
});

describe("tags of an installation", () => {
  it.each([["a b"], ["ü"], ["x".repeat(121)], [""]])("are checked as those of addTags are: %j", async (tag) => {
    const { installations, sent } = connect();
    await expect(installations.put({ ...phone, tags: [tag] })).rejects.toBeInstanceOf(TagExpressionError);
    await expect(installations.addTags("phone", [tag])).rejects.toBeInstanceOf(TagExpressionError);
    expect(sent).toHaveLength(0);
  });

  it("must be a list", async () => {
    await expect(connect().installations.put({ ...phone, tags: "vip" } as never)).rejects.toThrow(
      'installations.put: installation.tags must be a list of strings, such as ["vip"]',
    );
  });
});

describe("a template", () => {
  it("with a finding of the linter draws a warning and is stored", async () => {
    const { installations, registrations, events } = connect();
    const body = '{"aps":{"alert":"Hi $(name)"}}';
    const warnings = lintTemplate(body, { platform: "apple" }).map(({ message }) => ({
      type: "warning",
      code: "templateFinding",
      message: `The template "hello": ${message}`,
    }));
    expect(warnings).not.toEqual([]);
    const drawn = () => events.splice(0).filter((event) => event.type === "warning");
    await installations.put({ ...phone, templates: { hello: { body } } });
    expect(drawn()).toEqual(warnings);
    await registrations.create({ ...registration, template: { body, name: "hello" } });
    expect(drawn()).toEqual(warnings);
    const byPatch = lintTemplate(body, {}).map(({ message }) => ({
      type: "warning",
      code: "templateFinding",
      message: `The template "hello": ${message}`,
    }));
    await installations.setTemplate("phone", "hello", { body });
    expect(drawn()).toEqual(byPatch);
    await installations.patch("phone", [{ op: "add", path: "/Templates/hello", value: JSON.stringify({ body }) }]);
    expect(drawn()).toEqual(byPatch);
    await installations.patch("phone", [{ op: "replace", path: "/templates/hello/body", value: body }]);
    expect(drawn()).toEqual(byPatch);
    const tile = { pushChannel: "https://db5.notify.windows.com/", templates: { hello: { body } } };
    await installations.patch("phone", patch.setSecondaryTile("t", tile));
    expect(drawn()).toEqual(byPatch);
    expect(await installations.exists("phone")).toBe(true);
  });
});

describe("the platform's word of the other kind", () => {
  it("is named in the refusal", async () => {
    const { installations, registrations } = connect();
    await expect(installations.put({ ...phone, platform: "apple" } as never)).rejects.toThrow(
      'Unknown platform "apple" of an installation. Installations call it "apns". Known platforms: ',
    );
    await expect(registrations.create({ ...registration, platform: "apns" } as never)).rejects.toThrow(
      'Unknown platform "apns". Registrations call it "apple". Known platforms: ',
    );
  });
});
