import type { FaultRule } from "./fault-rule.js";

/** Every way to send: at once, to a list of devices, and later. */
const sends = ["send", "sendBatch", "schedule"] as const;

/** Situations worth testing, each with the rules that cause it. */
export const scenarios: Readonly<
  Record<string, { readonly description: string; readonly rules: readonly FaultRule[] }>
> = {
  throttled: {
    description: "The next three requests get a 429 with Retry-After: 1.",
    rules: [{ answer: { status: 429, retryAfterSeconds: 1 }, count: 3 }],
  },
  "throttled-old": {
    description:
      "The next three requests get a 403 with Retry-After, which is how older versions of the service throttle.",
    rules: [{ answer: { status: 403, retryAfterSeconds: 1 }, count: 3 }],
  },
  outage: {
    description: "Every request gets a 503 until the fault is removed.",
    rules: [{ answer: { status: 503 } }],
  },
  flaky: {
    description: "One request in five gets a 500.",
    rules: [{ answer: { status: 500 }, probability: 0.2 }],
  },
  slow: {
    description: "Every response takes two seconds.",
    rules: [{ answer: { delayMs: 2000 } }],
  },
  "expired-token": {
    description: "The next request gets a 401, as if its token had just expired.",
    rules: [{ answer: { status: 401, detail: "ExpiredToken: The token is expired." }, count: 1 }],
  },
  "lost-answer": {
    description:
      "The next send is carried out, but the connection breaks before the response. Batch and scheduled sends count.",
    rules: [{ match: { operation: sends }, answer: { reset: true, after: "processing" }, count: 1 }],
  },
  "reset-once": {
    description: "The connection of the next request breaks before anything is carried out.",
    rules: [{ answer: { reset: true }, count: 1 }],
  },
  quota: {
    description: "Sends, batch sends and scheduled sends get a 403, as if the quota of the tier were used up.",
    rules: [
      {
        match: { operation: sends },
        answer: { status: 403, detail: "The quota of the namespace is exceeded for this month" },
      },
    ],
  },
  "expired-handles": {
    description: "Every push platform reports that the handle is gone, so devices disappear as they are pushed to.",
    rules: [{ answer: { reason: "410" } }],
  },
  "platform-outage": {
    description: "Requests succeed, but every push platform is unavailable.",
    rules: [{ answer: { reason: "503" } }],
  },
};
