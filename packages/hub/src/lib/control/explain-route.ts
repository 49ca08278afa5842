import { readLimited } from "../http/exchange.js";
import type { ExplainOptions } from "../inspect/explanation.js";
import { CONTROL_BODY_LIMIT_BYTES, readObject } from "./control-request.js";
import { json } from "./control-response.js";
import type { ControlRoute } from "./control-route.js";

export const explainRoute: ControlRoute = {
  method: "POST",
  path: "/_nh/explain",
  summary: "Who a send would reach, who not, and why: audience, registration, template, payload, platform.",
  body: "ExplainRequest",
  responses: { 200: "Explanation", 400: "Error" },
  async handle({ hub, request }) {
    const options = readObject(await readLimited(request, CONTROL_BODY_LIMIT_BYTES));
    // The hub checks every property of it.
    return json(200, hub.explain(options as unknown as ExplainOptions));
  },
};
