import { isContent, platforms } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { composeContent } from "./compose-content.js";
import { compose, problemIn } from "./composed.js";
import { emptyDraft } from "./draft.js";
import { samplePayloads } from "./sample-payloads.js";

it("makes the sample into what each platform takes", () => {
  const { content, problem, parts } = composeContent(samplePayloads.every, platforms);
  expect([isContent(content), problem]).toEqual([true, undefined]);
  expect(parts.map(({ platform }) => platform)).toEqual(platforms);
  for (const part of parts) {
    expect(part.problem).toBeUndefined();
    expect(part.notification?.platform).toBe(part.platform);
    expect(part.notification?.body).toContain("Your table is ready");
  }
});

it("says what a platform leaves out", () => {
  const { parts } = composeContent('{"title":"T","badge":3}', ["apple", "windows"]);
  expect(parts.map(({ notes }) => notes.map(({ field }) => field))).toEqual([[], ["badge"]]);
});

describe("an error", () => {
  it("of the message has its field and its line", () => {
    const { content, problem, parts } = composeContent('{\n"title": "T",\n"badge": "x"\n}', ["apple"]);
    expect(content).toBeUndefined();
    expect(parts).toEqual([]);
    expect(problem).toEqual({ message: "badge must be a whole number, 0 or more", field: "badge", line: 3 });
  });

  it("of one platform leaves the others alone", () => {
    const { problem, parts } = composeContent('{"title":"T","data":{"from":"x"}}', ["apple", "fcmv1"]);
    expect(problem).toBeUndefined();
    expect(parts.map((part) => part.problem?.field)).toEqual([undefined, "data.from"]);
    expect(parts.map(({ notification }) => notification?.platform)).toEqual(["apple", undefined]);
  });

  it.each([
    ["windows", '{"title":"bell \\u0007"}', "title cannot be written as XML"],
    ["windows", '{"title":"T","body":"\\u0007"}', "body cannot be written as XML"],
    ["windows", '{"body":"\\u0007"}', "body cannot be written as XML"],
    ["windows", '{"title":"T","link":"\\u0007"}', "link cannot be written as XML"],
    ["windows", '{"title":"T","image":"\\u0007"}', "image cannot be written as XML"],
    ["windowsphone", '{"title":"\\u0007"}', "title cannot be written as XML"],
    ["windowsphone", '{"body":"\\u0007"}', "body cannot be written as XML"],
    ["fcmv1", '{"title":"T","image":"x"}', "image must be an http or https URL"],
    ["fcmv1", '{"title":"T","data":{"from":"x"}}', "data.from is a key that FCM reserves"],
    // No field of the message is to blame.
    ["apple", "{}", "aps must have an alert"],
    ["browser", "{}", "The payload must not be empty"],
  ] as const)("of %s with %s names the field of the message", (platform, body, begin) => {
    const [part] = composeContent(body, [platform]).parts;
    expect(part?.problem?.message.slice(0, begin.length)).toBe(begin);
  });

  it("that keeps a message from being sent names its platform", () => {
    const draft = { ...emptyDraft, platform: "every" as const, bodies: { every: '{"title":"bell \\u0007"}' } };
    expect(problemIn(compose(draft))?.message).toMatch(/^Windows: title cannot be written as XML: /);
    const own = { ...draft, bodies: { every: '{"title":"T"}' }, own: { apple: '{"badge":"many"}' } };
    expect(problemIn(compose(own))?.message).toMatch(/^Apple: aps\.badge must be /);
  });

  it.each(["{", "[]", "null", '"T"'])("is what %s is", (body) => {
    expect(composeContent(body, platforms).problem?.message).not.toBe("");
    expect(composeContent(body, platforms).content).toBeUndefined();
  });
});

describe("what only one platform has", () => {
  it("is in the payload of that platform and in no other", () => {
    const { parts } = composeContent('{"title":"T"}', ["apple", "fcmv1", "windowsphone", "browser"], {
      apple: '{"interruptionLevel":"time-sensitive"}',
      fcmv1: '{"android":{"priority":"HIGH"}}',
      windowsphone: '{"param":"/Orders.xaml"}',
    });
    const bodies = parts.map(({ notification }) => notification?.body ?? "");
    expect(bodies[0]).toContain('"interruption-level":"time-sensitive"');
    expect(bodies[1]).toContain('"priority":"HIGH"');
    expect(bodies[2]).toContain("<wp:Param>/Orders.xaml</wp:Param>");
    expect(bodies[3]).toBe('{"title":"T"}');
  });

  it.each([
    ["apple", '{\n"interruptionLevel": "loud"\n}', "interruptionLevel", 2],
    ["apple", '{"alert": {\n"subtitle": 5}}', "alert.subtitle", 2],
    ["fcmv1", '{"android": {"notification": {\n\n"channelId": 7}}}', "android.notification.channelId", 3],
    ["windows", '{"scenario": "loud"}', "scenario", 1],
    ["windows", '{"actions": [{"content": 1, "arguments": "x"}]}', "actions[0].content", 1],
    ["apple", '{"alert": {},\n"badg": 1}', "badg", 2],
    ["apple", "{\n[", "", 2],
    ["apple", "[]", "", 1],
  ] as const)("of %s: %j is wrong at %s, line %i", (platform, own, field, line) => {
    const [part] = composeContent('{"title":"T"}', [platform], { [platform]: own }).parts;
    expect(part?.problem).toBeUndefined();
    expect(part?.ownProblem).toMatchObject({ field, line });
  });

  it("is not to blame for what is wrong with the message", () => {
    const own = { fcmv1: '{"data":{"kind":"x"}}' };
    const [part] = composeContent('{"title":"T","data":{"from":"x"}}', ["fcmv1"], own).parts;
    expect([part?.problem?.field, part?.ownProblem]).toEqual(["data.from", undefined]);
  });
});
