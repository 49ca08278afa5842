import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectScript, respondWith } from "../../../test/connect-hub.js";
import { connectionOf } from "../context.js";
import type { CallFailure } from "../errors.js";
import type { ClientEvent } from "../events.js";
import type { FetchResponse } from "./fetch.js";
import type { RetryRule } from "./hub-request.js";
import type { HubResponse } from "./hub-response.js";

const broken = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));
const expired = "<Error><Code>401</Code><Detail>ExpiredToken: .TrackingId:a_G1,TimeStamp:x</Detail></Error>";

/** What may become of one request, and what is known about it afterwards. */
const fates: Record<
  string,
  { meet: () => Promise<FetchResponse>; says: "done" | "notNow" | "lost" | "expired" | "no" | "unsent" }
> = {
  "201": { meet: async () => respondWith(201), says: "done" },
  "400": { meet: async () => respondWith(400), says: "no" },
  "401": { meet: async () => respondWith(401), says: "no" },
  "401 expired": { meet: async () => respondWith(401, expired), says: "expired" },
  "403": { meet: async () => respondWith(403), says: "no" },
  "403 later": { meet: async () => respondWith(403, "", { "Retry-After": "0" }), says: "notNow" },
  "408": { meet: async () => respondWith(408), says: "lost" },
  "429": { meet: async () => respondWith(429, "", { "Retry-After": "0" }), says: "notNow" },
  "500": { meet: async () => respondWith(500), says: "lost" },
  "501": { meet: async () => respondWith(501), says: "no" },
  "503": { meet: async () => respondWith(503, "upstream connect error"), says: "lost" },
  "503 as a page": {
    meet: async () => respondWith(503, "<html>", { "Content-Type": "text/html", "Retry-After": "0" }),
    says: "lost",
  },
  "503 of the service": { meet: async () => respondWith(503, "", { TrackingId: "t" }), says: "notNow" },
  "503 later": { meet: async () => respondWith(503, "", { "Retry-After": "0" }), says: "notNow" },
  "503 with an error document": {
    meet: async () => respondWith(503, "<Error><Code>503</Code></Error>"),
    says: "notNow",
  },
  "504": { meet: async () => respondWith(504), says: "lost" },
  "520": { meet: async () => respondWith(520), says: "lost" },
  "a reset": { meet: () => broken("ECONNRESET"), says: "lost" },
  "a refused connection": { meet: () => broken("ECONNREFUSED"), says: "unsent" },
};

interface Outcome {
  readonly met: string[];
  readonly events: ClientEvent[];
  readonly response: HubResponse | undefined;
  readonly error: CallFailure | undefined;
}

async function call(
  script: readonly string[],
  retryRule: RetryRule,
  ambiguousSends: boolean,
  maxRetries: number,
): Promise<Outcome> {
  const met: string[] = [];
  const events: ClientEvent[] = [];
  const context = connectScript(
    () => {
      const fate = script[met.length] ?? "201";
      met.push(fate);
      return fates[fate]?.meet() ?? broken("EUNKNOWN");
    },
    { retry: { baseDelayMs: 0, maxRetries, ambiguousSends }, onEvent: (event) => events.push(event) },
  );
  try {
    const response = await connectionOf(context).call({ operation: "send", call: "send", retryRule });
    return { met, events, response, error: undefined };
  } catch (error) {
    return { met, events, response: undefined, error: error as CallFailure };
  }
}

describe("whatever the outcomes of the requests of a call", () => {
  const scripts = fc.array(fc.constantFrom(...Object.keys(fates)), { maxLength: 7 });
  const rules = fc.constantFrom<RetryRule>("idempotent", "send", "conditional");

  it("the call is retried exactly where that is allowed, and its error has mayHaveBeenSent and retryable", async () => {
    await fc.assert(
      fc.asyncProperty(scripts, rules, fc.boolean(), fc.nat(4), async (script, rule, ambiguousSends, maxRetries) => {
        const { met, events, response, error } = await call(script, rule, ambiguousSends, maxRetries);
        const retriesLost = rule === "idempotent" || (rule === "send" && ambiguousSends);
        let retries = 0;
        let renewed = false;
        let lost = false;
        for (const [index, fate] of met.entries()) {
          const says = fates[fate]?.says;
          const isLast = index === met.length - 1;
          lost ||= says === "lost";
          if (says === "done") {
            expect(isLast).toBe(true);
            continue;
          }
          const renew = says === "expired" && !renewed && maxRetries > 0;
          const allowed =
            says === "notNow" ||
            (says === "lost" && retriesLost) ||
            (says === "unsent" && (rule !== "send" || ambiguousSends));
          expect({ fate, index, goesOn: !isLast }).toEqual({
            fate,
            index,
            goesOn: renew || (allowed && retries < maxRetries),
          });
          if (renew) renewed = true;
          else retries++;
        }
        expect(response?.attempts ?? error?.attempts).toBe(met.length);
        if (error !== undefined) {
          const mayPass = ["notNow", "lost", "unsent"].includes(fates[met.at(-1) ?? ""]?.says ?? "");
          expect(error.mayHaveBeenSent).toBe(lost);
          expect(error.retryable).toBe(mayPass && (!lost || rule === "idempotent"));
        }
        expect(response === undefined).toBe(fates[met.at(-1) ?? ""]?.says !== "done");
        const types = events.map(({ type }) => type);
        expect(types.filter((type) => type === "request")).toHaveLength(met.length);
        expect(types.filter((type) => type === "retry")).toHaveLength(met.length - 1);
        expect(types.filter((type) => type === "giveUp")).toHaveLength(response === undefined ? 1 : 0);
        expect(types.at(-1)).toBe(response === undefined ? "giveUp" : "response");
      }),
      { numRuns: 400 },
    );
  });
});
