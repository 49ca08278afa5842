import { describe, expect, it } from "vitest";
import { type Operation, routeOf } from "../index.js";
import { routes } from "../server.js";

describe("routeOf", () => {
  it("refuses an unknown operation", () => {
    expect(() => routeOf("sendTwice" as Operation)).toThrow(
      expect.objectContaining({
        name: "ArgumentError",
        message: `Unknown operation "sendTwice". Known operations: ${routes.map((route) => route.operation).join(", ")}.`,
      }),
    );
  });

  it.each(["constructor", "__proto__", "toString"])("knows no operation %s", (name) => {
    expect(() => routeOf(name as Operation)).toThrow(TypeError);
  });
});

describe("routes", () => {
  it("name each operation and each method with its path once", () => {
    expect(new Set(routes.map((route) => route.operation)).size).toBe(routes.length);
    expect(new Set(routes.map((route) => `${route.method} ${route.path}`)).size).toBe(routes.length);
  });
});
