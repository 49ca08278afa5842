import { describe, expect, it } from "vitest";
import { isTemplateError } from "../../template.js";
import { isPayloadError, type PayloadError } from "../errors.js";
import { defineTemplate } from "./define-template.js";
import { type TemplateProperties, template } from "./template.js";

function refusal(action: () => unknown): PayloadError {
  try {
    action();
  } catch (error) {
    if (isPayloadError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("template", () => {
  it("writes a flat JSON object of the given properties", () => {
    expect(template({ title: 'a "b"', body_2: "ü", left: undefined })).toEqual({
      platform: "template",
      contentType: "application/json;charset=utf-8",
      warnings: [],
      headers: {},
      body: '{"title":"a \\"b\\"","body_2":"ü"}',
    });
    expect(template({}).body).toBe("{}");
  });

  it("sends headers for the platforms", () => {
    expect(template({}, { headers: { "apns-priority": "5" } }).headers).toEqual({ "apns-priority": "5" });
    expect(refusal(() => template({}, { headers: { "Content-Type": "x" } })).field).toBe("headers.Content-Type");
  });

  it("keeps a property named __proto__ as a property", () => {
    expect(template(JSON.parse('{"__proto__":"x"}')).body).toBe('{"__proto__":"x"}');
  });

  it.each<[unknown, string]>([
    [{ "first name": "x" }, '"first name"'],
    [{ "": "x" }, '""'],
    [{ naïve: "x" }, '"naïve"'],
    [{ a: 1 }, "a"],
    [{ a: null }, "a"],
    [{ a: { b: "c" } }, "a"],
    [{ Title: "x", title: "y" }, "title"],
    [{ ["a".repeat(121)]: "x" }, `${"a".repeat(20)}…`],
  ])("refuses %j", (properties, field) => {
    const error = refusal(() => template(properties as TemplateProperties));
    expect([error.code, error.platform, error.field]).toEqual(["NH_PAYLOAD_INVALID", "template", field]);
  });

  it("refuses more than 64 KB and names the largest property", () => {
    const error = refusal(() => template({ a: "x", b: "x".repeat(65_536) }));
    expect([error.code, error.field, error.limit]).toEqual(["NH_PAYLOAD_TOO_LARGE", "b", 65_536]);
  });

  it("throws an ArgumentError for anything but an object", () => {
    for (const value of [null, "x", ["x"]])
      expect(() => template(value as unknown as TemplateProperties)).toThrow(TypeError);
  });
});

describe("defineTemplate", () => {
  it("keeps name and body, makes notifications and renders", () => {
    const news = defineTemplate<{ title: string; body?: string }>(
      "news",
      '{"title":"$(title)","body":"$(Body:{none})"}',
    );
    expect([news.name, news.properties]).toEqual(["news", ["title", "Body"]]);
    expect(news.notification({ title: "Hi" }, { headers: { "apns-priority": "5" } })).toEqual({
      platform: "template",
      contentType: "application/json;charset=utf-8",
      warnings: [],
      headers: { "apns-priority": "5" },
      body: '{"title":"Hi"}',
    });
    expect(news.render({ title: "Hi" })).toBe('{"title":"Hi","body":"none"}');
    expect(news.render({ title: "Hi" }, { pushVariables: { body: "x" } })).toBe('{"title":"Hi","body":"x"}');
    expect(Object.isFrozen(news)).toBe(true);
  });

  it("refuses a bad body where it is defined", () => {
    try {
      defineTemplate("news", '{"title":"$(title"}');
      expect.unreachable();
    } catch (error) {
      expect(isTemplateError(error)).toBe(true);
    }
  });

  it("refuses a bad name", () => {
    expect(refusal(() => defineTemplate("", "{}")).field).toBe("name");
    expect(refusal(() => defineTemplate("a".repeat(201), "{}"))).toMatchObject({ limit: 200, size: 201 });
    expect(() => defineTemplate(7 as unknown as string, "{}")).toThrow(TypeError);
  });
});
