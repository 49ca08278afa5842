import { describe, expectTypeOf, it } from "vitest";
import type { BuiltNotification } from "./index.js";
import {
  type DefinedTemplate,
  defineTemplate,
  isTemplateError,
  lintTemplate,
  parseTemplate,
  renderExpression,
  renderTemplate,
  type TemplateFinding,
} from "./template.js";
import { isXmlError, parseXml, type XmlElement, type XmlError } from "./xml.js";

/** See `index.types.test.ts`: what is in these functions is compiled and never run. */
function neverCalled(_refused: () => void): void {}

interface News {
  title: string;
  body?: string;
}

describe("types of defineTemplate", () => {
  const news = defineTemplate<News>("news", '{"title":"$(title)"}');
  it("take the properties as an interface or a type", () => {
    expectTypeOf(news).toEqualTypeOf<DefinedTemplate<News>>();
    neverCalled(() => defineTemplate<{ readonly title: string }>("a", "{}"));
  });
  it("make notifications", () => expectTypeOf(news.notification).returns.toEqualTypeOf<BuiltNotification>());
  it("accept what the template needs", () => neverCalled(() => news.notification({ title: "a" })));
  it("refuse a missing property", () => {
    // @ts-expect-error title is missing
    neverCalled(() => news.notification({ body: "a" }));
  });
  it("refuse an unknown property", () => {
    // @ts-expect-error no such property
    neverCalled(() => news.notification({ title: "a", subtitle: "b" }));
  });
  it("refuse a number", () => {
    // @ts-expect-error values are strings
    neverCalled(() => news.render({ title: 7 }));
  });
  it("refuse properties that are not strings", () => {
    // @ts-expect-error values are strings
    neverCalled(() => defineTemplate<{ count: number }>("a", "{}"));
  });
});

describe("types of the template language", () => {
  it("render to text", () => {
    expectTypeOf(renderTemplate).returns.toBeString();
    expectTypeOf(renderExpression).returns.toBeString();
    expectTypeOf(parseTemplate("").render).returns.toBeString();
  });
  it("refuse numbers as properties", () => {
    // @ts-expect-error values are strings
    neverCalled(() => renderTemplate("$(a)", { a: 1 }));
  });
  it("refuse an object as body", () => {
    // @ts-expect-error a body is a string
    neverCalled(() => parseTemplate({ aps: {} }));
  });
  it("find findings", () => expectTypeOf(lintTemplate("")).toEqualTypeOf<TemplateFinding[]>());
  it("refuse to lint for template, which is not a platform of a device", () => {
    // @ts-expect-error a native platform
    neverCalled(() => lintTemplate("", { platform: "template" }));
  });
  it("narrow errors", () => {
    const error: unknown = undefined;
    if (isTemplateError(error)) {
      expectTypeOf(error.code).toEqualTypeOf<"NH_TEMPLATE_SYNTAX" | "NH_TEMPLATE_LIMIT">();
      expectTypeOf(error.position).toBeNumber();
    }
    if (isXmlError(error)) expectTypeOf(error).toEqualTypeOf<XmlError>();
    expectTypeOf<XmlError["code"]>().toEqualTypeOf<"NH_XML_INVALID">();
  });
});

describe("types of the XML entry point", () => {
  it("read elements", () => {
    expectTypeOf(parseXml).returns.toEqualTypeOf<XmlElement>();
    expectTypeOf<XmlElement["children"][number]>().toEqualTypeOf<XmlElement | string>();
  });
  it("are read-only", () => {
    neverCalled(() => {
      const element = parseXml("<a/>");
      // @ts-expect-error children are read-only
      element.children.push("x");
    });
  });
});
