import fc from "fast-check";
import { expect, it } from "vitest";
import { formatRoute, parseRoute, type Route } from "./route.js";

it("comes back from the address as it went in", () => {
  const route = fc.record(
    {
      view: fc.constantFrom<Route["view"][]>("activity", "devices", "compose", "learn"),
      id: fc.string({ minLength: 1, unit: "grapheme" }),
      draft: fc.stringMatching(/^[\w-]+$/),
    },
    { requiredKeys: ["view"] },
  );
  fc.assert(
    fc.property(route, (given) => {
      expect(parseRoute(formatRoute(given as Route))).toEqual(given);
    }),
  );
});

it.each(["", "#", "#/nowhere", "#x", "#/activity/%E0%A4%A"])(
  "takes %j for the list of activity or something in it",
  (fragment) => {
    expect(parseRoute(fragment).view).toBe("activity");
  },
);
