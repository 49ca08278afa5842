import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { invalidField, isPayloadError, PayloadError } from "./errors.js";

describe("PayloadError", () => {
  it("carries what it was built from", () => {
    const cause = new Error("inner");
    const error = new PayloadError({
      code: "NH_PAYLOAD_INVALID",
      platform: "apple",
      field: "aps.badge",
      rule: "must be a whole number",
      limit: 9,
      size: 10,
      cause,
    });
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.platform, error.field, error.rule, error.limit, error.size]).toEqual([
      "PayloadError",
      "NH_PAYLOAD_INVALID",
      "apple",
      "aps.badge",
      "must be a whole number",
      9,
      10,
    ]);
    expect(error.message).toBe("apple: aps.badge must be a whole number (limit 9, found 10)");
    expect(error.cause).toBe(cause);
    expect(Object.keys(error)).not.toContain("cause");
  });

  it("speaks of the body where no field is at fault, and has no cause without one", () => {
    const error = invalidField("windows", "", "must not be empty");
    expect(error.message).toBe("windows: the body must not be empty");
    expect("cause" in error).toBe(false);
    expect([error.limit, error.size]).toEqual([undefined, undefined]);
    expect(inspect(error)).toContain("code: 'NH_PAYLOAD_INVALID'");
  });

  it("shows no more than the beginning of an endless path, and keeps the whole", () => {
    const field = `data.${"k".repeat(1_000_000)}`;
    const error = invalidField("apple", field, "must be plain JSON");
    expect(error.message).toBe(`apple: data.${"k".repeat(145)} must be plain JSON`);
    expect(error.field).toBe(field);
  });

  it("is known by its brand, of whatever copy of the package", () => {
    expect(isPayloadError(invalidField("windows", "", ""))).toBe(true);
    expect(isPayloadError({ [Symbol.for("@nh/payloads/PayloadError")]: true })).toBe(true);
    for (const value of [new Error("x"), undefined, null, "PayloadError", {}])
      expect(isPayloadError(value)).toBe(false);
  });
});
