import { expect, it, vi } from "vitest";
import { guard } from "./guard.js";

it("passes on what it is given", () => {
  const work = vi.fn();
  guard(work)("text");
  expect(work.mock.calls).toEqual([["text"]]);
});

it("lets no error out, thrown or rejected", async () => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  try {
    guard(() => {
      throw new Error("broken");
    })("text");
    guard(async () => {
      throw new Error("broken later");
    })("text");
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).not.toHaveBeenCalled();
  } finally {
    process.off("unhandledRejection", unhandled);
  }
});
