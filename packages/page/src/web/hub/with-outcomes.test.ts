import { expect, it } from "vitest";
import { delivery, facts, request } from "../fixtures/samples.js";
import { withOutcomes } from "./with-outcomes.js";

const outcomesOf = (requests: ReturnType<typeof withOutcomes>) => requests.map(({ send }) => send?.outcomes);

it("replaces pending pushes by what their push service said", () => {
  const requests = [
    request({ send: facts({ Pending: 2, Skipped: 1 }) }),
    request({ id: "2", send: facts({ Success: 1 }) }),
  ];
  const pushed = [delivery({ outcome: "Success" }), delivery({ id: "2", outcome: "ExpiredChannel" })].map((one) => ({
    ...one,
    notificationId: "n1",
  }));
  expect(outcomesOf(withOutcomes(requests, pushed))).toEqual([
    { Skipped: 1, Success: 1, ExpiredChannel: 1 },
    { Success: 1 },
  ]);
});

it("leaves everything as it is while nothing is pending, or nothing is known", () => {
  const settled = [request({ send: facts({ Success: 1 }) })];
  expect(withOutcomes(settled, [delivery({})])).toBe(settled);
  const pending = [request({ send: facts({ Pending: 1 }) })];
  expect(withOutcomes(pending, [])).toEqual(pending);
});
