import { readLimited } from "../exchange.js";
import type { ExplainOptions } from "../explanation.js";
import { CONTROL_BODY_LIMIT_BYTES, ControlError, json, readObject } from "./control-request.js";
import type { ControlRoute } from "./control-routes.js";

export const explainRoute: ControlRoute = {
  method: "POST",
  path: "/_nh/explain",
  summary: "Who would be reached by a send, who not, and why: audience, registration, template, payload, platform.",
  body: "ExplainRequest",
  answers: { 200: "Explanation", 400: "Error" },
  async handle({ hub, request }) {
    return json(200, hub.explain(readOptions(readObject(await readLimited(request, CONTROL_BODY_LIMIT_BYTES)))));
  },
};

function readOptions(value: Readonly<Record<string, unknown>>): ExplainOptions {
  const { hub, platform, audience, body, headers, limit } = value;
  const isText = (item: unknown): item is string => typeof item === "string";
  const isMap = (item: unknown): item is Record<string, unknown> =>
    typeof item === "object" && item !== null && !Array.isArray(item);
  const demand = (holds: boolean, rule: string): void => {
    if (!holds) throw new ControlError(400, rule);
  };
  demand(isText(platform), "platform must be a format, such as apple or template.");
  demand(hub === undefined || isText(hub), "hub must be a string.");
  demand(
    audience == null || isText(audience) || (Array.isArray(audience) && audience.every(isText)),
    "audience must be a tag expression, an array of tags, or left out.",
  );
  demand(body === undefined || isText(body) || isMap(body), "body must be a string or an object.");
  demand(
    headers === undefined || (isMap(headers) && Object.values(headers).every(isText)),
    "headers must be an object of strings.",
  );
  demand(
    limit === undefined || (Number.isSafeInteger(limit) && (limit as number) >= 0),
    "limit must be a whole number.",
  );
  return { hub, platform, audience, body, headers, limit } as ExplainOptions;
}
