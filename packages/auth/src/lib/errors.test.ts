import { expect, it } from "vitest";
import { ConnectionStringError, isConnectionStringError } from "./connection-string-error.js";
import { isSasTokenError, SasTokenError } from "./sas-token-error.js";

it("recognizes each error by its brand, as another copy of the package makes it", () => {
  const foreign = { [Symbol.for("@nh/auth/ConnectionStringError")]: true };
  expect(isConnectionStringError(foreign)).toBe(true);
  expect(isConnectionStringError(new ConnectionStringError("Endpoint", "text"))).toBe(true);
  expect(isSasTokenError({ [Symbol.for("@nh/auth/SasTokenError")]: true })).toBe(true);
  expect(isSasTokenError(new SasTokenError("missing", "text"))).toBe(true);
});

it("tells its errors from each other and from everything else", () => {
  for (const value of [undefined, null, "text", {}, new Error("text")]) {
    expect(isConnectionStringError(value)).toBe(false);
    expect(isSasTokenError(value)).toBe(false);
  }
  expect(isConnectionStringError(new SasTokenError("missing", "text"))).toBe(false);
  expect(isSasTokenError(new ConnectionStringError("format", "text"))).toBe(false);
});

it("carries a code, a name, the detail and the cause", () => {
  const cause = new Error("cause");
  expect(new ConnectionStringError("EntityPath", "text", { cause })).toMatchObject({
    name: "ConnectionStringError",
    code: "NH_CONNECTION_STRING_INVALID",
    part: "EntityPath",
    message: "text",
    cause,
  });
  expect(new SasTokenError("malformed", "text", { cause })).toMatchObject({
    name: "SasTokenError",
    code: "NH_SAS_MALFORMED",
    reason: "malformed",
    message: "text",
    cause,
  });
});
