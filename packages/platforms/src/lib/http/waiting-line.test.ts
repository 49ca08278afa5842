import fc from "fast-check";
import { expect, it } from "vitest";
import { WaitingLine } from "./waiting-line.js";

it("returns every item once and in order, like an array", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(), fc.constant("shift"), fc.constant("clear")), { maxLength: 200 }),
      (steps) => {
        const line = new WaitingLine<number>();
        const model: number[] = [];
        for (const step of steps) {
          if (step === "shift") expect(line.shift()).toBe(model.shift());
          else if (step === "clear") expect(line.clear()).toEqual(model.splice(0));
          else {
            line.push(step as number);
            model.push(step as number);
          }
          expect(line.length).toBe(model.length);
        }
      },
    ),
  );
});

it("releases taken items", () => {
  const line = new WaitingLine<number>();
  for (let item = 0; item < 5000; item++) line.push(item);
  for (let item = 0; item < 4000; item++) expect(line.shift()).toBe(item);
  for (let item = 5000; item < 6000; item++) line.push(item);
  expect([line.length, line.clear()[0], line.shift()]).toEqual([2000, 4000, undefined]);
});
