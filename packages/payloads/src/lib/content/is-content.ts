import type { Content } from "./types.js";

/** Marks what `content` returns, also across two copies of this package. */
export const contentBrand: unique symbol = Symbol.for("@nh/payloads/Content");

/** Whether a value is a {@link Content}, made by this copy of the package or another. */
export function isContent(value: unknown): value is Content {
  return typeof value === "object" && value !== null && Object.hasOwn(value, contentBrand);
}
