import { describeNotification, type NativePlatform, payloadKeys, platforms } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { buildNotification } from "./build-notification.js";
import { composeContent } from "./compose-content.js";
import { concerns, readField, writeField } from "./form.js";
import { type FormField, formFields } from "./form-fields.js";
import { samplePayloads } from "./sample-payloads.js";

const native = platforms.filter((platform): platform is NativePlatform => platform !== "template");
const all = native.flatMap((platform) =>
  formFields(platform).map((field): [NativePlatform, string, FormField] => [platform, field.label, field]),
);
const fieldAt = (platform: NativePlatform, path: string) =>
  formFields(platform).find((field) => field.path.join("/") === path) as FormField;

/** Values for keys that take only strings or JSON of a form of their own. */
const values: readonly (readonly [path: RegExp, value: string])[] = [
  [/color$/, "#ff8800"],
  [/(image|url|icon|@src|Uri)$/, "https://example.com/a.png"],
  [/audio\/@src$/, "ms-winsoundevent:Notification.Mail"],
  [/event_time|displayTimestamp/, "2031-05-06T07:08:09Z"],
  [/ttl$/, "60s"],
  [/md5$/, "1B2M2Y8AsgTpgAmY7PhCfg=="],
  [/progress\/@value$/, "0.5"],
  [/(args|timings)$/, '["3s"]'],
  [/vibrate$/, "[100,50]"],
  [
    /light_settings$/,
    '{"color":{"red":1,"green":0,"blue":0,"alpha":1},"light_on_duration":"1s","light_off_duration":"1s"}',
  ],
  [/apns$/, '{"payload":{"aps":{"badge":1}}}'],
  [/webpush$/, '{"notification":{"title":"T"}}'],
  [/fcm_options$/, '{"analytics_label":"a"}'],
  [/baidu.*aps$/, '{"badge":1}'],
  [/browser.*actions$/, '[{"action":"a","title":"A"}]'],
  [/hint-inputId|input.*@id$/, "reply"],
];

/** What a platform demands beside a key. */
const companions: readonly (readonly [path: RegExp, needed: readonly (readonly [path: string, value: string])[]])[] = [
  [/image\[placement=(\w+)\]\/@(?!src)/, [["visual/binding/image[placement=$1]/@src", "https://example.com/a.png"]]],
  [/progress\/@(?!value$)/, [["visual/binding/progress/@value", "0.5"]]],
  [/progress\/@(?!status$)/, [["visual/binding/progress/@status", "Loading"]]],
  [/header\/@(?!id)/, [["header/@id", "h"]]],
  [/header\/@(?!title)/, [["header/@title", "H"]]],
  [/header\/@(?!arguments)/, [["header/@arguments", "h"]]],
  [/input\[0\]\/@(?!id)/, [["actions/input[0]/@id", "reply"]]],
  [/input\[0\]\/@(?!type)/, [["actions/input[0]/@type", "text"]]],
  [/action\[0\]\/@(?!content)/, [["actions/action[0]/@content", "Open"]]],
  [/hint-inputId/, [["actions/input[0]/@id", "reply"]]],
  [/hint-inputId/, [["actions/input[0]/@type", "text"]]],
  [/renotify/, [["tag", "a"]]],
  [/(.*)loc-args$/, [["$1loc-key", "k"]]],
  [/(.*)loc_args$/, [["$1loc_key", "k"]]],
];

/** A value that fits the field. */
function valueFor(platform: string, { kind, choices, path }: FormField): string {
  const own = values.findLast(([pattern]) => pattern.test(`${platform}/${path.join("/")}`));
  if (kind === "choice") return choices[0] ?? "";
  if (kind === "boolean" || kind === "flag") return "on";
  if (own !== undefined) return own[1];
  if (kind === "number") return path.at(-1) === "open_type" ? "2" : "1";
  return kind === "json" ? '{"a":"b"}' : "Text & <more>";
}

/** The sample with everything that the platform demands beside the field. */
function withCompanions(platform: NativePlatform, { path }: FormField): string {
  const place = path.join("/");
  let body = samplePayloads[platform];
  for (const [pattern, needed] of companions) {
    const found = pattern.exec(place);
    for (const [template, value] of found === null ? [] : needed) {
      body = writeField(platform, body, fieldAt(platform, template.replace("$1", found?.[1] ?? "")), value);
    }
  }
  return body;
}

describe("the form", () => {
  it.each(native)("of %s has a field with a name of its own for every key of the builder", (platform) => {
    const fields = formFields(platform);
    expect(fields.map(({ path }) => path)).toEqual(payloadKeys(platform).map(({ path }) => path));
    expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length);
    expect(fields.some(({ isMain }) => isMain)).toBe(true);
  });

  it("calls the fields as people would", () => {
    const labels = (platform: NativePlatform) => formFields(platform).map(({ label }) => label);
    expect(labels("apple")).toContain("Interruption level");
    expect(labels("fcmv1")).toContain("Android notification title");
    expect(labels("windows")).toEqual(
      expect.arrayContaining(["Title", "Body", "Attribution text", "Hero image src", "Action button style", "Launch"]),
    );
  });

  it.each(all)("of %s sets %s to what the builder takes, and takes it out again", (platform, _, field) => {
    const before = withCompanions(platform, field);
    const value = valueFor(platform, field);
    const after = writeField(platform, before, field, value);
    expect(readField(platform, after, field)).toBe(value);
    const built = buildNotification(platform, after, {});
    expect(built.ok ? undefined : built.problem).toBeUndefined();
    if (field.isMain) return;
    const emptied = writeField(platform, after, field, "");
    expect(readField(platform, emptied, field)).toBe("");
    expect(describeNotification(notificationOf(platform, emptied))).toEqual(
      describeNotification(notificationOf(platform, writeField(platform, before, field, ""))),
    );
  });

  it.each(formFields("every").map((field) => [field.label, field] as const))(
    "of one message sets %s, and takes it out",
    (_, field) => {
      const value = valueFor("every", field);
      const after = writeField("every", "{}", field, value);
      expect(readField("every", after, field)).toBe(value);
      expect(composeContent(after, []).problem).toBeUndefined();
      expect(writeField("every", after, field, "")).toBe("{}");
    },
  );

  it("leaves everything else of the document as it is", () => {
    const title = fieldAt("apple", "aps/alert/title");
    const body = '{"mine":[1,{"x":null}],"aps":{"alert":"Hi","custom":true}}';
    expect(JSON.parse(writeField("apple", body, title, "T"))).toEqual({
      mine: [1, { x: null }],
      aps: { alert: { body: "Hi", title: "T" }, custom: true },
    });
    const toast =
      '<x:toast xmlns:x="urn:a" launch="a&amp;b"><x:visual><x:binding template="ToastGeneric"><x:text>A</x:text></x:binding></x:visual><x:audio silent="true"/></x:toast>';
    const changed = writeField("windows", toast, fieldAt("windows", "visual/binding/text[0]"), "B");
    expect(changed).toContain('<x:toast xmlns:x="urn:a" launch="a&amp;b">');
    expect(changed).toContain("<x:text>B</x:text>");
    expect(changed).toContain('<x:audio silent="true"/>');
    expect(changed.match(/xmlns/g)).toHaveLength(1);
  });

  it("counts only the lines of a toast as its texts", () => {
    const toast =
      '<toast><visual><binding template="ToastGeneric"><text placement="attribution">Via SMS</text><text>A</text></binding></visual></toast>';
    expect(readField("windows", toast, fieldAt("windows", "visual/binding/text[0]"))).toBe("A");
    expect(readField("windows", toast, fieldAt("windows", "visual/binding/text[placement=attribution]"))).toBe(
      "Via SMS",
    );
  });

  it("has no view of what is not a document of its kind", () => {
    const title = fieldAt("apple", "aps/alert/title");
    expect(readField("apple", "{", title)).toBeUndefined();
    expect(writeField("apple", "{", title, "x")).toBe("{");
    const line = fieldAt("windows", "visual/binding/text[0]");
    for (const body of ["plain", '<badge value="1"/>', "<toast>"]) {
      expect(readField("windows", body, line)).toBeUndefined();
      expect(writeField("windows", body, line, "x")).toBe(body);
    }
  });

  it("keeps what is typed into a number or JSON before it is one", () => {
    const badge = fieldAt("apple", "aps/badge");
    expect(readField("apple", writeField("apple", "{}", badge, "3x"), badge)).toBe("3x");
    const data = fieldAt("fcmv1", "message/data");
    expect(readField("fcmv1", writeField("fcmv1", "{}", data, '{"a'), data)).toBe('{"a');
  });

  it("knows which field a problem is about", () => {
    const concerned = (platform: NativePlatform, problem: string) =>
      formFields(platform)
        .filter((field) => concerns(platform, problem, field))
        .map(({ label }) => label);
    expect(concerned("apple", "aps.alert.title")).toEqual(["Title"]);
    expect(concerned("apple", "aps.alert")).toEqual([]);
    expect(concerned("apple", "")).toEqual([]);
    expect(concerned("apple", "aps.url-args[1]")).toEqual(["Url args"]);
    expect(concerned("fcmv1", "message.data.from")).toEqual(["Data"]);
    expect(concerned("browser", "actions[0].title")).toEqual(["Actions"]);
    expect(concerned("windows", "toast.visual.binding.text[1]")).toEqual(["Body"]);
    expect(concerned("windows", "toast.visual.binding.text")).toEqual(["Title"]);
    expect(concerned("windows", "toast.visual.binding.progress@value")).toEqual(["Progress value"]);
    expect(concerned("windows", "toast@scenario")).toEqual(["Scenario"]);
  });
});

function notificationOf(platform: NativePlatform, body: string) {
  const built = buildNotification(platform, body, {});
  return built.ok ? built.notification : built.unchecked;
}

it("has no form for JSON that is nested too deep to be written back", () => {
  const body = `{"data":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;
  const data = fieldAt("gcm", "data");
  expect(readField("gcm", body, data)).toBeUndefined();
  expect(writeField("gcm", body, data, "x")).toBe(body);
});
