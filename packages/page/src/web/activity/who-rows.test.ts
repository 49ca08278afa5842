import { expect, it } from "vitest";
import { delivery, device, explained, explanation } from "../fixtures/samples.js";
import type { ExplainStep } from "../hub/types.js";
import { whoTable } from "./who-rows.js";

const step = (name: ExplainStep, ok: boolean, detail = "") => ({ step: name, ok, detail });

it("puts what failed first, and counts whom the send is not for", () => {
  const table = whoTable(
    "apple",
    explanation({
      devices: [
        explained({ handle: "a" }),
        explained({
          handle: "b",
          reached: false,
          steps: [step("audience", false, "The expression does not match: the tag sports is missing.")],
        }),
        explained({ handle: "c", platform: "windows", reached: false }),
        explained({ handle: "d", template: "t" }),
      ],
    }),
    [delivery({ handle: "a" })],
    [device({ handle: "a", pushVariables: { name: "Lena's iPhone" } })],
  );
  expect([table.others, table.othersReason]).toEqual([2, "not apple"]);
  expect(table.rows.map(({ name, state, cells }) => [name, state, cells.audience.text, cells.platform.text])).toEqual([
    ["phone", "fail", "sports is missing", "·"],
    ["Lena's iPhone", "ok", "matches", "shown"],
  ]);
});

it("believes the delivery, not the explanation of how things are now", () => {
  const { rows } = whoTable("apple", explanation({ devices: [explained()] }), [
    delivery({ outcome: "PnsUnavailable" }),
  ]);
  expect(rows[0]?.cells.platform).toEqual({ state: "fail", text: "refused: the platform is unavailable" });
});

it("does not say that a device got it which would only get it now", () => {
  const { rows } = whoTable("apple", explanation({ devices: [explained()] }), []);
  expect(rows[0]).toMatchObject({ state: "warn", cells: { platform: { text: "would get it now" } } });
});

it("keeps a device that has gone since, and a direct send's", () => {
  const { rows } = whoTable("apple", explanation(), [
    delivery({ outcome: "ExpiredChannel" }),
    delivery({ id: "2", handle: "x", registrationId: null, installationId: null }),
  ]);
  expect(rows.map(({ state, cells }) => [state, cells.registration.text])).toEqual([
    ["fail", "gone since"],
    ["ok", "direct"],
  ]);
});

it("says which property was not sent, and that an accepted push shows nothing", () => {
  const { rows, others } = whoTable(
    "template",
    explanation({
      platform: "template",
      devices: [
        explained({ template: "greeting", missing: ["greeting_fr"] }),
        explained({ handle: "z", template: null }),
      ],
    }),
    [delivery({ template: "greeting", body: '{"aps":{"alert":""}}' })],
  );
  expect(others).toBe(1);
  expect(rows[0]?.cells).toMatchObject({
    template: { state: "warn", text: "greeting_fr not sent" },
    platform: { state: "fail", text: "shows nothing" },
  });
});

it.each([
  ['{"aps":{"content-available":1}}', "wakes the app"],
  ['{"aps":{"badge":3}}', "badge set"],
  ['{"aps":{"alert":"x"}}', "shown"],
])("says of %s that it %s", (body, text) => {
  expect(whoTable("apple", undefined, [delivery({ body })]).rows[0]?.cells.platform.text).toBe(text);
});

it("does not call a device gone that is only beyond what the hub explains", () => {
  const { rows } = whoTable(
    "apple",
    explanation({ devices: [] }),
    [delivery({ handle: "a" })],
    [device({ handle: "a" })],
  );
  expect(rows[0]?.cells.registration).toEqual({ state: "ok", text: "registered" });
});
