import { type NativePlatform, platforms } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { composeContent } from "./compose-content.js";
import { writeField } from "./form.js";
import { ownFields } from "./own-fields.js";

const natives = platforms.filter((name): name is NativePlatform => name !== "template");
const labels = (platform: NativePlatform) => ownFields(platform).map(({ label }) => label);

describe("the fields of what only one platform has", () => {
  it("are those of its payload", () => {
    expect(labels("apple")).toEqual(expect.arrayContaining(["Subtitle", "Interruption level", "Thread id"]));
    expect(labels("fcmv1")).toEqual(expect.arrayContaining(["Channel id", "Color"]));
    expect(labels("windows")).toEqual(expect.arrayContaining(["Scenario", "Audio src"]));
    expect(labels("windowsphone")).toContain("A tap opens");
    expect(ownFields("template")).toEqual([]);
  });

  it.each(natives.flatMap((platform) => ownFields(platform).map((field) => ({ platform, field }))))(
    "of $platform: its builder knows $field.path",
    ({ platform, field }) => {
      const values = {
        boolean: "on",
        choice: field.choices[0] ?? "",
        flag: "on",
        json: "{}",
        number: "1",
        string: "x",
      };
      const own = writeField("every", "{}", field, values[field.kind]);
      const [part] = composeContent('{"title":"T"}', [platform], { [platform]: own }).parts;
      expect(`${part?.problem?.message} ${part?.ownProblem?.message}`).not.toMatch(/known/);
    },
  );
});
