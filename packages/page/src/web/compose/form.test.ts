import { describeNotification, type NativePlatform } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { buildNotification } from "./build-notification.js";
import { composeContent } from "./compose-content.js";
import { concerns, readField, writeField } from "./form.js";
import { type FormField, formFields } from "./form-fields.js";
import { samplePayloads } from "./sample-payloads.js";

const { every, ...native } = formFields;
const all = Object.entries(native).flatMap(([platform, fields]) =>
  fields.map((field): [NativePlatform, string, FormField] => [platform as NativePlatform, field.label, field]),
);

/** A value that fits the field. */
function valueFor({ kind, choices, label, path }: FormField): string {
  if (choices !== undefined) return choices[1] ?? "";
  if (kind === "number") return "3";
  if (kind === "flag" || kind === "one") return "on";
  if (kind === "json") return label === "Buttons" ? '[{"action":"a","title":"A"}]' : '{"a":"b"}';
  if (path.at(-1) === "color") return "#ff8800";
  return /image|url|icon|src/i.test(path.join("/")) ? "https://example.com/a.png" : "Text & <more>";
}

describe("the form", () => {
  it.each(all)("of %s sets %s to what the builder takes, and takes it out again", (platform, _, field) => {
    const before = samplePayloads[platform];
    const value = valueFor(field);
    const after = writeField(platform, before, field, value);
    expect(readField(platform, after, field)).toBe(value);
    const built = buildNotification(platform, after, {});
    expect(built.ok ? undefined : built.problem).toBeUndefined();
    if (field.more === true) {
      const emptied = writeField(platform, after, field, "");
      expect(readField(platform, emptied, field)).toBe("");
      expect(describeNotification(notificationOf(platform, emptied))).toEqual(
        describeNotification(notificationOf(platform, writeField(platform, before, field, ""))),
      );
    }
  });

  it.each(every.map((field) => [field.label, field] as const))(
    "of one message sets %s, and takes it out",
    (_, field) => {
      const value = valueFor(field);
      const after = writeField("every", "{}", field, value);
      expect(readField("every", after, field)).toBe(value);
      expect(composeContent(after, []).problem).toBeUndefined();
      expect(writeField("every", after, field, "")).toBe("{}");
    },
  );

  it("leaves everything else of the document as it is", () => {
    const field = formFields.apple[0] as FormField;
    const body = '{"mine":[1,{"x":null}],"aps":{"alert":"Hi","custom":true}}';
    expect(JSON.parse(writeField("apple", body, field, "T"))).toEqual({
      mine: [1, { x: null }],
      aps: { alert: { body: "Hi", title: "T" }, custom: true },
    });
    const toast =
      '<x:toast xmlns:x="urn:a" launch="a&amp;b"><x:visual><x:binding template="ToastGeneric"><x:text>A</x:text></x:binding></x:visual><x:audio silent="true"/></x:toast>';
    const changed = writeField("windows", toast, formFields.windows[0] as FormField, "B");
    expect(changed).toContain('<x:toast xmlns:x="urn:a" launch="a&amp;b">');
    expect(changed).toContain("<x:text>B</x:text>");
    expect(changed).toContain('<x:audio silent="true"/>');
    expect(changed.match(/xmlns/g)).toHaveLength(1);
  });

  it("has no view of what is not a document of its kind", () => {
    const [field] = formFields.apple as [FormField];
    expect(readField("apple", "{", field)).toBeUndefined();
    expect(writeField("apple", "{", field, "x")).toBe("{");
    const [toast] = formFields.windows as [FormField];
    for (const body of ["plain", '<badge value="1"/>', "<toast>"]) {
      expect(readField("windows", body, toast)).toBeUndefined();
      expect(writeField("windows", body, toast, "x")).toBe(body);
    }
  });

  it("keeps what is typed into a number or JSON before it is one", () => {
    const badge = formFields.apple.find(({ label }) => label === "Badge") as FormField;
    expect(readField("apple", writeField("apple", "{}", badge, "3x"), badge)).toBe("3x");
    const data = formFields.fcmv1.find(({ label }) => label === "Data") as FormField;
    expect(readField("fcmv1", writeField("fcmv1", "{}", data, '{"a'), data)).toBe('{"a');
  });

  it("knows which field a problem is about", () => {
    const [title] = formFields.apple as [FormField];
    expect([concerns("aps.alert.title", title), concerns("aps.alert", title), concerns("", title)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

function notificationOf(platform: NativePlatform, body: string) {
  const built = buildNotification(platform, body, {});
  return built.ok ? built.notification : built.unchecked;
}
